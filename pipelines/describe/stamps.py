"""Decides which lines of a page are stamps: its own word on when it was published or changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.describe.date_scan import WrittenDate
from pipelines.describe.layout import Layout, Line
from pipelines.describe.wordlists import phrases_by_role, word_set
from pipelines.references import References

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
MAX_CHARS = 240
MAX_OTHER_WORDS = 16
CUE_WORDS = 4
NOT_STAMPS = frozenset({"caption", "credit", "copyright", "comment", "comment_form"})


class Stamp(NamedTuple):
    """A full date on a stamp line.

    `role` is 'publication' or 'update' when a word says so, else None; `other_words` counts the
    words of the line that are neither date nor stamp word.
    """

    line: Line
    written: WrittenDate
    role: str | None
    other_words: int


def line_at(layout: Layout, starts: Sequence[int], place: int) -> Line | None:
    """The line that holds a place of the text; `starts` are the starts of all lines."""
    number = bisect_right(starts, place) - 1
    return layout.lines[number] if number >= 0 else None


def find_stamps(
    text: str, layout: Layout, dates: Sequence[WrittenDate], references: References
) -> list[Stamp]:
    """The full dates that stand on short lines without a sentence of their own."""
    starts = [line.start for line in layout.lines]
    by_line: dict[int, list[WrittenDate]] = {}
    for written in dates:
        line = line_at(layout, starts, written.start) if written.on else None
        if line is not None and line.end - line.start <= MAX_CHARS:
            by_line.setdefault(line.number, []).append(written)
    roles = phrases_by_role(references, "stamp_words")
    photo = word_set(references, "photo_words", "phrase")
    stamps: list[Stamp] = []
    for number, written_dates in by_line.items():
        stamps.extend(_read_line(text, layout, number, written_dates, roles, photo))
    return stamps


def _read_line(
    text: str,
    layout: Layout,
    number: int,
    dates: Sequence[WrittenDate],
    roles: Mapping[str, str],
    photo: frozenset[str],
) -> list[Stamp]:
    line = layout.lines[number]
    if line.label in NOT_STAMPS or "©" in line.text:
        return []
    stamps: list[Stamp] = []
    at, others = line.start, 0
    for written in dates:
        words = WORD.findall(GLUED.sub(" ", text[at : written.start]).lower())
        role, used = _cue(words, roles)
        if not words and number and not stamps:
            before = WORD.findall(layout.lines[number - 1].text.lower())
            role = _cue(before, roles)[0] if len(before) <= CUE_WORDS else None
        others += len(words) - used
        stamps.append(Stamp(line, written, role, 0))
        at = max(at, written.end)
    others += len(WORD.findall(text[at : line.end]))
    if others > MAX_OTHER_WORDS or photo.intersection(WORD.findall(line.text.lower())):
        return []
    return [Stamp(line, stamp.written, stamp.role, others) for stamp in stamps]


def _cue(words: Sequence[str], roles: Mapping[str, str]) -> tuple[str | None, int]:
    """The role that the words before a date say, and how many of them say it."""
    for count in range(min(CUE_WORDS, len(words)), 0, -1):
        role = roles.get(" ".join(words[-count:]))
        if role:
            return role, count
    return None, 0
