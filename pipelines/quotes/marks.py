"""Decides which characters can be quotation marks, and whether they open or close."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.quotes.pairs import Mark

# A letter that stands apart from a mark: East Asian ones do not, elsewhere an apostrophe joins two.
LETTER = r"[^\W\u1100-\u11ff\u2e80-\uffef]"
# Two equal single signs are one double mark; one alone is an apostrophe or a single mark.
MARK = re.compile(
    r"[\"“”„‟«»＂「」『』｢｣〝〞〟﹁﹂﹃﹄'`‘’‚‛‹›＇]"
    rf"(?!(?<={LETTER}['’‘`]){LETTER})(?:(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’|(?<=‚)‚)?"
)
SINGLE_SIGNS = frozenset("'‘’‚‛`‹›＇")
SINGLE_OPENERS = frozenset("‘‚‛‹›")
STRAIGHT = frozenset({'"', "＂", "''"})
BRACKETS = {**dict.fromkeys("「『｢﹁﹃〝", "open"), **dict.fromkeys("」』｣﹂﹄〞〟", "close")}
OPENERS = frozenset("“„‟«") | {"``", "‘‘", "‚‚"}
CLOSERS = frozenset("”»") | {"’’"}
CLOSERS_OF_TWO = frozenset({"''", "’’"})
BEFORE_OPENER = frozenset("([{—–-/:;>…：（［【《¿¡")
NOT_AFTER_OPENER = frozenset(".,;:!?)]}،؛؟。，、；：！？）」』")
AFTER_CLOSER = frozenset(".,;:!?)]}—–-/…'’<‘›،؛؟。，、；：！？）")
# French sets these within the guillemets.
FIXED_SPACES = frozenset("\u00a0\u202f\u2009")
BEFORE_SPACED_GUILLEMET = frozenset("([’'")
EDGE = "\n"


def read_marks(text: str, start: int, end: int) -> tuple[list[Mark], list[Mark]]:
    """The double marks of a paragraph, and its single signs if one of them can open a quote."""
    doubles: list[Mark] = []
    singles: list[Mark] = []
    for found in MARK.finditer(text, start, end):
        a, z = found.span()
        sign = text[a:z]
        if sign in SINGLE_SIGNS:
            singles.append(Mark(a, z, sign, "either"))
            continue
        if sign in CLOSERS_OF_TWO and _closes_inner(text, a, z, start, end):
            singles.append(Mark(a, a + 1, sign[0], "either"))
            a, z = a + 1, z + 1
        before = text[a - 1] if a > start else EDGE
        after = text[z] if z < end else EDGE
        if after == "." and text.startswith("...", z):
            after = "…"
        side, is_inch = _side(before, sign, after)
        if side == "either" and "א" <= before <= "ת" and _ends_acronym(text, z, end):
            continue
        doubles.append(Mark(a, z, sign, side, is_inch))
    if singles and not any(_can_open(text, sign, start) for sign in singles):
        singles.clear()
    return doubles, singles


def _can_open(text: str, sign: Mark, start: int) -> bool:
    return sign.sign in SINGLE_OPENERS or sign.start == start or not text[sign.start - 1].isalnum()


def _closes_inner(text: str, a: int, z: int, start: int, end: int) -> bool:
    """Whether a third sign follows, so that the first is the single mark of a quote inside."""
    return a > start and not text[a - 1].isspace() and text.startswith(text[a], z, end)


def _ends_acronym(text: str, place: int, end: int) -> bool:
    """Whether one Hebrew letter is left of the word, as in the acronyms written with the sign."""
    if place == end or not "א" <= text[place] <= "ת":
        return False
    return place + 1 == end or not text[place + 1].isalpha()


@lru_cache(maxsize=8192)
def _side(before: str, sign: str, after: str) -> tuple[str, bool]:
    """The side, and whether the mark can stand for inches or minutes, which never open."""
    side = _side_by_neighbours(before, sign, after)
    is_inch = side != "open" and sign in STRAIGHT and before.isdigit()
    return ("close" if is_inch else side), is_inch


def _side_by_neighbours(before: str, sign: str, after: str) -> str:
    """Open, close or either, by the neighbours; by the sign itself where they do not tell."""
    if sign in BRACKETS:
        return BRACKETS[sign]
    if sign in "«»":
        side = _side_of_spaced_guillemet(before, sign, after)
        if side:
            return side
    elif after == EDGE and before.isspace() and before != EDGE:
        return "close"
    opens = (before.isspace() or before in BEFORE_OPENER) and not (
        after.isspace() or after in NOT_AFTER_OPENER
    )
    closes = (after.isspace() or after in AFTER_CLOSER) and not before.isspace()
    if opens != closes:
        return "open" if opens else "close"
    if sign in OPENERS:
        return "open"
    return "close" if sign in CLOSERS else "either"


def _side_of_spaced_guillemet(before: str, sign: str, after: str) -> str | None:
    if sign == "«" and after.isspace():
        return "open" if after in FIXED_SPACES or before in BEFORE_SPACED_GUILLEMET else None
    return "close" if sign == "»" and before in FIXED_SPACES else None
