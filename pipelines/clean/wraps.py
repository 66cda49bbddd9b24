"""Decides which lines of a page go on in the next one because the text was wrapped at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipelines.clean.lines import Line

NARROWEST, WIDEST = 40, 120
# Scripts without spaces are wrapped between any two characters, and sooner.
NARROWEST_UNSPACED = 20
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
LONGEST_WORD = 25
LONGEST_GAP = 24
BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
# Of the lines that end inside a sentence this many, and this share, must be full.
FEWEST_FULL = {1: 3, 2: 8}
LEAST_SHARE = {1: 0.75, 2: 0.9}
SENTENCE_ENDS = ".!?…:;。！？؟۔।"
CLOSING_MARKS = "\"'”’»›)]」』）*"
TABLE_GAPS = ("\t", "   ")
BULLET = re.compile(r"[-*•·▪■●◦‣>|]\s")
NEW_AFTER_SENTENCE = re.compile(r"[–—]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|[^\W\d_a-z][^:]{1,40}:\s")


class _Pair(NamedTuple):
    """Two neighbouring lines: how long the first is, and how long with the next one's first word."""

    place: int
    shortest: int
    longest: int
    breaks: int


class _Width(NamedTuple):
    """The widths at which the text may have been wrapped."""

    least: int
    most: int


def lines_that_go_on(raw_text: str, lines: Sequence[Line]) -> list[int]:
    """The places of the lines whose paragraph the next line continues; none on most pages.

    A page is wrapped when the lines that end inside a sentence are as long as one width allows:
    the next word would not have fitted. Then every full line goes on. Lines may be a line feed or
    a blank line apart; each is judged by itself, for menus and verse are never full.
    """
    inside = frozenset(
        place
        for place, (line, following) in enumerate(pairwise(lines))
        if following.text[0].isalpha()
        and not following.text[0].isupper()
        and NARROWEST_UNSPACED <= len(line.text) <= WIDEST
        and not _ends_sentence(line.text)
        and not _is_table(line.text)
    )
    if len(inside) < min(FEWEST_FULL.values()):
        return []
    pairs = list(_pairs(raw_text, lines))
    going_on: list[int] = []
    for breaks in FEWEST_FULL:
        same = [pair for pair in pairs if pair.breaks == breaks]
        width = _width([pair for pair in same if pair.place in inside], breaks)
        if width is not None:
            going_on += (
                pair.place
                for pair in same
                if pair.shortest <= width.most
                and pair.longest >= width.least
                and not _starts_anew(lines[pair.place].text, lines[pair.place + 1].text)
            )
    return sorted(going_on)


def _pairs(raw_text: str, lines: Sequence[Line]) -> Iterator[_Pair]:
    for place, (line, following) in enumerate(pairwise(lines)):
        length = len(line.text)
        if not NARROWEST_UNSPACED <= length <= WIDEST or following.start - line.end > LONGEST_GAP:
            continue
        is_unspaced = UNSPACED.match(following.text) is not None
        breaks = len(BREAK.findall(raw_text, line.end, following.start))
        if breaks in FEWEST_FULL and (is_unspaced or length >= NARROWEST):
            word = 1 if is_unspaced else _first_word(following.text)
            yield _Pair(place, length, length + word, breaks)


def _first_word(text: str) -> int:
    end = text.find(" ", 0, LONGEST_WORD)
    return min(len(text), LONGEST_WORD) if end < 0 else end


def _ends_sentence(text: str) -> bool:
    bare = text[-8:].rstrip(CLOSING_MARKS)
    return not bare or bare[-1] in SENTENCE_ENDS


def _is_table(text: str) -> bool:
    return any(map(text.__contains__, TABLE_GAPS))


def _width(pairs: Sequence[_Pair], breaks: int) -> _Width | None:
    """The widths that most of the lines filled, if enough of them did."""
    if len(pairs) < FEWEST_FULL[breaks]:
        return None
    filling = [0] * (WIDEST + LONGEST_WORD + 2)
    for pair in pairs:
        filling[pair.shortest] += 1
        filling[pair.longest + 1] -= 1
    for width in range(1, len(filling)):
        filling[width] += filling[width - 1]
    most = max(filling)
    if most < FEWEST_FULL[breaks] or most < LEAST_SHARE[breaks] * len(pairs):
        return None
    widths = [width for width, count in enumerate(filling) if count == most]
    return _Width(widths[0], widths[-1])


def _starts_anew(before: str, text: str) -> bool:
    """Whether the line begins an item of a list, a row of a table or another's turn to speak."""
    if BULLET.match(text) or _is_table(before) or _is_table(text):
        return True
    return _ends_sentence(before) and NEW_AFTER_SENTENCE.match(text) is not None
