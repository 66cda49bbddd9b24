"""Decides which lines a page has, and where its article begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.document import Block
from pipelines.view.spacing import LINE_BREAKS, blanked

SENTENCE_ENDS = (".", "!", "?", "…", '."', ".”", ".»", "?”", "!”", '?"', "。", ".)", "।")
ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2}\Z|\b[A-Z][a-z]{1,3}\.\Z")
PROSE_WORDS = 12
GAP_COST = 12.0
HEAD_LINES = 60


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

    def tells_of(self, words: str) -> bool:
        """Whether a line of the article has these words."""
        return any(words in line.text for line in self.body)


def lay_out(raw_text: str, blocks: Sequence[Block]) -> Layout:
    """The lines of a page from its blocks, and the range of its article."""
    breaks = [sign for sign in LINE_BREAKS if sign in raw_text]
    lines: list[Line] = []
    pieces: list[str] = []
    done = 0
    for block in blocks:
        start, end = block.char_start, block.char_end
        text = raw_text[start:end]
        for sign in breaks:
            if sign in text:
                text = blanked(text)
                pieces += (raw_text[done:start], text)
                done = end
                break
        words = text.count(" ") + 1
        lines.append(Line(len(lines), start, end, text, block.label, block.is_kept, words))
    whole = "".join((*pieces, raw_text[done:])) if pieces else raw_text
    return Layout(whole, tuple(lines), *_find_article(lines))


def _find_article(lines: Sequence[Line]) -> tuple[int, int]:
    """The run of lines with most words of article text, every other line costing a little."""
    best, best_range, total, first = 0.0, (0, 0), 0.0, 0
    for number, _, _, _, _, is_kept, word_count in lines:
        if not is_kept:
            total -= GAP_COST
            if total <= 0:
                total, first = 0.0, number + 1
            continue
        total += word_count
        if total > best:
            best, best_range = total, (first, number + 1)
    return best_range
