"""Decides which lines of a page are stamps: its own word on when it was published or changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.describe.layout import Layout, Line
from pipelines.describe.wordlists import phrases_by_role, word_set
from pipelines.describe.written_date import WrittenDate
from pipelines.references import References

WORD = re.compile(r"[^\W\d_]{1,60}(?:[’'][^\W\d_]{1,60})?")
GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
MAX_CHARS = 240
MAX_OTHER_WORDS = 16
MAX_WORDS = 40
BELOW = 20
LEAD = 2
CUE_WORDS = 4
NOT_STAMPS = frozenset({"dateline", "caption", "credit", "copyright", "comment", "comment_form"})


class Stamp(NamedTuple):
    """A date on a stamp line; its year and month are told, mostly the day, or all but the year.

    `role` is 'publication', 'update' or 'other' when a word says so, else None; `other_words`
    counts the words of the line that are neither date nor stamp word, those behind it by half unless the
    line is article text.
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
    layout: Layout, dates: Sequence[WrittenDate], references: References
) -> list[Stamp]:
    """The dates that stand on short lines without a sentence of their own, not far below the text.

    Where the article begins, a date behind "Published" with a capital is one in any line.
    """
    starts = [line.start for line in layout.lines]
    last = layout.body_end + BELOW
    by_line: dict[int, list[WrittenDate]] = {}
    for written in dates:
        if written.month is None:
            continue
        line = line_at(layout, starts, written.start)
        if line is None or line.number > last:
            continue
        if line.end - line.start <= MAX_CHARS or abs(line.number - layout.body_first) <= LEAD:
            by_line.setdefault(line.number, []).append(written)
    roles = phrases_by_role(references, "stamp_words")
    photo = word_set(references, "photo_words", "phrase")
    stamps: list[Stamp] = []
    for number, written_dates in by_line.items():
        stamps.extend(_read_line(layout, number, written_dates, roles, photo))
    return stamps


def _read_line(
    layout: Layout,
    number: int,
    dates: Sequence[WrittenDate],
    roles: Mapping[str, str],
    photo: frozenset[str],
) -> list[Stamp]:
    line = layout.lines[number]
    if line.label in NOT_STAMPS or "©" in line.text:
        return []
    is_long = line.word_count > MAX_WORDS or len(line.text) > MAX_CHARS
    if photo.intersection(WORD.findall(line.text.lower())):
        return []
    stamps: list[Stamp] = []
    at, others = line.start, 0
    for written in dates:
        shown = WORD.findall(GLUED.sub(" ", layout.text[at : written.start]))
        words = [word.lower() for word in shown]
        role, used = _cue(words, roles)
        if not words and number and not stamps:
            before = WORD.findall(layout.lines[number - 1].text.lower())
            role = _cue(before, roles)[0] if len(before) <= CUE_WORDS else None
        others += len(words) - used
        at = max(at, written.end)
        behind = len(WORD.findall(layout.text[at : line.end])) // (1 if line.is_kept else 2)
        if role is None and not words and stamps and _is_later(written, stamps[-1].written):
            role = "update"
        is_short = not is_long and others + behind <= MAX_OTHER_WORDS
        if is_short or (role == "publication" and used and shown[-used][0].isupper()):
            stamps.append(Stamp(line, written, role, min(others + behind, MAX_OTHER_WORDS)))
    return stamps


def _is_later(written: WrittenDate, before: WrittenDate) -> bool:
    """Whether a day stands right behind an earlier one: sites print both without a word."""
    return written.on is not None and before.on is not None and written.on >= before.on


def _cue(words: Sequence[str], roles: Mapping[str, str]) -> tuple[str | None, int]:
    """The role that the words before a date say, and how many of them say it."""
    for count in range(min(CUE_WORDS, len(words)), 0, -1):
        role = roles.get(" ".join(words[-count:]))
        if role:
            return role, count
    return None, 0
