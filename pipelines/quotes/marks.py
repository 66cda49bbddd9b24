"""Decides which characters are quotation marks, and which pairs of them enclose words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Any mark; two equal single ones are taken together, and one alone is sorted out afterwards.
MARK = re.compile(r"[\"“”„‟«»＂「」『』'`‘’‚](?:(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’)?")
SINGLE_SIGNS = frozenset("'‘’‚`")
OPENERS = frozenset("“„‟«「『") | {"``", "‘‘"}
CLOSERS = frozenset("”»」』") | {"’’"}
BEFORE_OPENER = frozenset("([{—–-/:;>…")
NOT_AFTER_OPENER = frozenset(".,;:!?)")
AFTER_CLOSER = frozenset(".,;:!?)]}—–-/…'’<")
TAG_AFTER_LOST_CLOSER = re.compile(
    r"[,?!](?= (?:he|she|they|(?:[A-Z][\w'’.-]{1,30} ){1,3}?)"
    r" ?(?:said|says|added|told|wrote|asked|tweeted)\b)"
)
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
LONGEST_UNCLOSED = 1500


class Mark(NamedTuple):
    """A quotation mark with what its neighbours tell: open, close or either."""

    start: int
    end: int
    sign: str
    side: str


class Span(NamedTuple):
    """Words between marks, marks excluded; `outer_*` includes the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_closed: bool = True
    is_nested: bool = False


def find_spans(text: str, start: int, end: int, is_single: bool = False) -> list[Span]:
    """The spans in quotation marks of one paragraph, in order; nested ones flagged."""
    marks = _marks(text, start, end, is_single)
    if is_single:
        marks = _without_apostrophes(text, marks)
    return [span for pair in _pair(text, marks, end) if (span := _trim(text, pair))]


def opens_paragraph(text: str, start: int, end: int) -> bool:
    """Whether the paragraph's first character is a quotation mark."""
    found = MARK.match(text, start, end)
    return found is not None and found.group() not in SINGLE_SIGNS


def has_double_mark(text: str, start: int, end: int) -> bool:
    """Whether the paragraph contains a double quotation mark."""
    return any(found.group() not in SINGLE_SIGNS for found in MARK.finditer(text, start, end))


def _marks(text: str, start: int, end: int, is_single: bool) -> list[Mark]:
    marks = []
    for found in MARK.finditer(text, start, end):
        sign = found.group()
        if (sign in SINGLE_SIGNS) != is_single:
            continue
        a, z = found.span()
        before = text[a - 1] if a > start else " "
        after = text[z] if z < end else " "
        side = _side(before, after, sign)
        if side == "either" and before.isdigit() and sign in ("''", '"'):
            side = "close"  # inches and minutes never open
        marks.append(Mark(a, z, sign, side))
    return marks


@lru_cache(maxsize=4096)
def _side(before: str, after: str, sign: str) -> str:
    if sign in "「『":
        return "open"
    if sign in "」』":
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


def _without_apostrophes(text: str, marks: list[Mark]) -> list[Mark]:
    """Single marks that enclose: openers before a word, closers after punctuation or a word."""
    kept = []
    for mark in marks:
        inside_word = mark.side == "either" or (mark.side == "close" and mark.sign == "‘")
        before = text[mark.start - 1 : mark.start]
        is_possessive = mark.side == "close" and before == "s"
        if not inside_word and not is_possessive:
            kept.append(mark)
    return kept


def _pair(text: str, marks: list[Mark], end: int) -> list[Span]:
    spans: list[Span] = []
    opened: Mark | None = None
    skip_to = -1
    for i, mark in enumerate(marks):
        if i <= skip_to:
            continue
        if opened is None:
            opened = mark if mark.side != "close" else None
        elif mark.side == "open":
            if _is_nested(marks, i):
                spans.append(Span(mark.end, marks[i + 1].start, mark.start, marks[i + 1].end,
                                  is_nested=True))  # fmt: skip
                skip_to = i + 1
                continue
            spans.extend(_lost_closer(text, opened, mark.start))
            opened = mark
        else:
            spans.append(Span(opened.end, mark.start, opened.start, mark.end))
            opened = None
    if opened is not None:
        spans.extend(_unclosed(text, opened, end))
    return spans


def _is_nested(marks: list[Mark], i: int) -> bool:
    following = [mark.side for mark in marks[i + 1 : i + 3]]
    return following == ["close", "close"]


def _lost_closer(text: str, opened: Mark, limit: int) -> list[Span]:
    """The words of a quote whose closing mark was lost, when a tag shows where they end."""
    found = TAG_AFTER_LOST_CLOSER.search(text, opened.end, min(limit, opened.end + 2000))
    if found is None:
        return []
    return [Span(opened.end, found.end(), opened.start, found.end(), is_closed=False)]


def _unclosed(text: str, opened: Mark, end: int) -> list[Span]:
    cut = _lost_closer(text, opened, end)
    if cut:
        return cut
    if end - opened.end > LONGEST_UNCLOSED:
        return []
    return [Span(opened.end, end, opened.start, end, is_closed=False)]


def _trim(text: str, span: Span) -> Span | None:
    a, z = span.start, span.end
    while a < z and text[a].isspace():
        a += 1
    while z > a and text[z - 1].isspace():
        z -= 1
    if not LETTER_OR_DIGIT.search(text, a, min(z, a + 200)):
        return None
    return span._replace(start=a, end=z) if (a, z) != (span.start, span.end) else span
