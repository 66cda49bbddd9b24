"""Decides which lines a page has, and where its article begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from pipelines.document import Block
from pipelines.view.spacing import LINE_BREAKS, blanked

SENTENCE_ENDS = (".", "!", "?", "…", '."', ".”", ".»", "?”", "!”", '?"', "。", ".)", "।")
ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2}\Z|\b[A-Z][a-z]{1,3}\.\Z")
PROSE_WORDS = 12
GAP_COST = 12.0
HEAD_LINES = 60
ABOVE_TITLE, BELOW_LEAD, HEAD_WITHOUT_TITLE = 4, 3, 12


class Line(NamedTuple):
    """A block of the page: a line, a wrapped paragraph, or the part of a line that was cut off.

    `text` has the length of the block, with its line breaks as spaces; `word_count` counts what
    single spaces divide.
    """

    number: int
    start: int
    end: int
    text: str
    label: str
    is_kept: bool
    word_count: int

    @property
    def is_prose(self) -> bool:
        """Whether the line reads like a sentence of running text."""
        return self.word_count >= PROSE_WORDS and self.ends_sentence

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as sentences do; the point of 'U.S.' or 'Dept.' does not tell."""
        return self.text.endswith(SENTENCE_ENDS) and not ABBREVIATION.search(self.text[-8:])


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page, and the half-open range of lines that the article takes.

    `text` is the page with the line breaks inside its paragraphs as spaces: as long as `raw_text`.
    """

    text: str
    lines: tuple[Line, ...]
    body_first: int
    body_end: int

    @property
    def head(self) -> Sequence[Line]:
        """The lines in which headline, byline and stamp are looked for, top down."""
        return self.lines[max(0, self.body_first - HEAD_LINES) : self.body_first]

    @property
    def body(self) -> Sequence[Line]:
        """The lines from the first to the last of the article."""
        return self.lines[self.body_first : self.body_end]

    @property
    def foot(self) -> Sequence[Line]:
        """The lines under the article."""
        return self.lines[self.body_end :]

    def number_at(self, place: int) -> int | None:
        """The number of the line that holds a place of the text, or of the one behind it."""
        number = bisect_right(self.lines, place, key=attrgetter("end"))
        return number if number < len(self.lines) else None


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines around headline and lead; `stamped` are the numbers of lines with a stamp."""

    lines: Sequence[Line]
    stamped: frozenset[int]


def zone_around(layout: Layout, title_line: int | None, stamped: frozenset[int]) -> Zone:
    """The lines in which a page says who supplied its story, without the headline."""
    lead = layout.body_first
    first = lead - HEAD_WITHOUT_TITLE if title_line is None else title_line - ABOVE_TITLE
    end = max(lead + BELOW_LEAD, (title_line or 0) + HEAD_WITHOUT_TITLE)
    lines = [line for line in layout.lines[max(0, first) : end] if line.number != title_line]
    return Zone(lines, stamped)


def lay_out(raw_text: str, blocks: Sequence[Block]) -> Layout:
    """The lines of a page from its blocks, and the range of its article."""
    if not blocks:
        return Layout(raw_text, (), 0, 0)
    _, starts, ends, labels, kept, *_ = zip(*blocks, strict=True)
    texts = [raw_text[start:end] for start, end in zip(starts, ends, strict=True)]
    text = _without_breaks(raw_text, texts, starts, ends)
    counts = [text.count(" ") + 1 for text in texts]
    columns = zip(range(len(texts)), starts, ends, texts, labels, kept, counts, strict=True)
    lines = tuple(map(_as_line, columns))
    return Layout(text, lines, *_find_article(lines))


# Many lines are made of each page: this is the shortest way to a named tuple.
_as_line = partial(tuple.__new__, Line)


def _without_breaks(
    raw_text: str, texts: list[str], starts: Sequence[int], ends: Sequence[int]
) -> str:
    """The page with the line breaks inside blocks as spaces; the texts of those are replaced."""
    wrapped: set[int] = set()
    for sign in LINE_BREAKS:
        if sign in raw_text:
            wrapped.update(number for number, text in enumerate(texts) if sign in text)
    pieces: list[str] = []
    done = 0
    for number in sorted(wrapped):
        texts[number] = blanked(texts[number])
        pieces += (raw_text[done : starts[number]], texts[number])
        done = ends[number]
    return "".join((*pieces, raw_text[done:])) if pieces else raw_text


def _find_article(lines: Sequence[Line]) -> tuple[int, int]:
    """The run of lines with most words of article text, every other line costing a little."""
    best, best_range, total, first = 0.0, (0, 0), 0.0, 0
    last = -1
    for line in lines:
        if not line.is_kept:
            continue
        number = line.number
        total -= GAP_COST * (number - last - 1)
        if total <= 0:
            total, first = 0.0, number
        last = number
        total += line.word_count
        if total > best:
            best, best_range = total, (first, number + 1)
    return best_range
