"""Decides what a line of a page is, and how lines are folded for comparing."""

from __future__ import annotations

import re
from typing import NamedTuple

OTHER_LINE_BREAKS = "\r\u2028\u2029"
FOLDED_CHARACTERS = (
    *((mark, "'") for mark in "’‘‛ʼ´`"),
    *((mark, '"') for mark in "“”„‟"),
    *((digit, "0") for digit in "123456789"),
)
# Scripts that put no space between words.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
CHARACTERS_PER_WORD = 2


class Line(NamedTuple):
    """A line of the page, or a part of one, without the white space around it.

    `folded` is for comparing: lower case, straight marks, digits as 0, single spaces. `label` is
    set where the cut that made the part already tells what it is; `line_no` counts whole
    lines that are not empty.
    """

    start: int
    end: int
    text: str
    folded: str
    words: int
    line_no: int
    label: str | None = None


def fold(text: str) -> str:
    """The text for comparing; it has the same line breaks."""
    folded = text.casefold()
    for character, plain in FOLDED_CHARACTERS:
        folded = folded.replace(character, plain)
    return folded


def split_lines(raw_text: str) -> list[Line]:
    """The lines of the page that have more than white space."""
    lines = []
    is_spaced = UNSPACED.search(raw_text) is None
    start, line_no = 0, -1
    for whole, folded in zip(_cut(raw_text), _cut(fold(raw_text)), strict=True):
        line_no += whole != ""
        text = whole.strip()
        if text:
            indent = len(whole) - len(whole.lstrip()) if whole[0].isspace() else 0
            lines.append(_line(start + indent, text, folded, line_no, is_spaced))
        start += len(whole) + 1
    return lines


def _cut(text: str) -> list[str]:
    for line_break in OTHER_LINE_BREAKS:
        text = text.replace(line_break, "\n")
    return text.split("\n")


def part_of(line: Line, start: int, end: int, label: str | None) -> Line | None:
    """A part of the line, told by offsets into its text; None when it is only white space."""
    text = line.text[start:end].strip()
    if not text:
        return None
    start = line.start + line.text.index(text, start)
    part = _line(start, text, fold(text), line.line_no, is_spaced=False)
    return part._replace(label=label)


def _line(start: int, text: str, folded: str, line_no: int, is_spaced: bool) -> Line:
    split = folded.split()
    words = len(split)
    if not is_spaced:
        words += len(UNSPACED.findall(text)) // CHARACTERS_PER_WORD
    return Line(start, start + len(text), text, " ".join(split), words, line_no)
