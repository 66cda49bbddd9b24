"""Decides which lines a page has, and where its article begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.document import Block

SENTENCE_ENDS = (".", "!", "?", "…", '."', ".”", ".»", "?”", "!”", '?"', "。", ".)", "।")
ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2}\Z|\b[A-Z][a-z]{1,3}\.\Z")
PROSE_WORDS = 12
GAP_COST = 12.0
HEAD_LINES = 60


class Line(NamedTuple):
    """A line of the page without the space around it; `label` is that of its main block."""

    number: int
    start: int
    end: int
    text: str
    label: str | None
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
    """The lines that are not empty, and the half-open range of lines that the article takes."""

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


def lay_out(text: str, blocks: Sequence[Block]) -> Layout:
    """Split the page into lines, give each its block's label, find the article's range."""
    lines = tuple(_read_lines(text, blocks))
    first, end = _find_article(lines)
    return Layout(lines, first, end)


def _read_lines(text: str, blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    at = offset = 0
    for raw in text.splitlines(keepends=True):
        words = raw.strip()
        start = offset + (len(raw) - len(raw.lstrip()) if raw[0].isspace() else 0)
        offset += len(raw)
        if not words:
            continue
        end = start + len(words)
        while at < len(blocks) and blocks[at].char_end <= start:
            at += 1
        block = blocks[at] if at < len(blocks) and blocks[at].char_start < end else None
        if block is not None and block.char_end < end:
            block = _main_block(blocks, at, end)
        label, is_kept = (block.label, block.is_kept) if block else (None, False)
        lines.append(Line(len(lines), start, end, words, label, is_kept, len(words.split())))
    return lines


def _main_block(blocks: Sequence[Block], at: int, end: int) -> Block:
    """The longest of the blocks that a line was cut into."""
    main = blocks[at]
    while at < len(blocks) and blocks[at].char_start < end:
        if blocks[at].char_end - blocks[at].char_start > main.char_end - main.char_start:
            main = blocks[at]
        at += 1
    return main


def _find_article(lines: Sequence[Line]) -> tuple[int, int]:
    """The run of lines with most words of article text, every other line costing a little."""
    has_blocks = any(line.is_kept for line in lines)
    best, best_range, total, first = 0.0, (0, 0), 0.0, 0
    for line in lines:
        is_text = line.is_kept if has_blocks else line.is_prose
        total += line.word_count if is_text else -GAP_COST
        if total <= 0:
            total, first = 0.0, line.number + 1
        elif total > best:
            best, best_range = total, (first, line.number + 1)
    return best_range
