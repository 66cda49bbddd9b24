"""Decides what a line of a page is, and how lines are folded for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.clean.wraps import UNSPACED, lines_that_go_on
from pipelines.view.normal import view_of
from pipelines.view.spacing import blanked

OTHER_LINE_BREAKS = "\r\u2028\u2029"
FOLDED_MARKS = (*((mark, "'") for mark in "’‘‛ʼ´"), *((mark, '"') for mark in "“”„‟"))
FOLDED_BYTES = bytes.maketrans(b"123456789`", b"000000000'")
CHARACTERS_PER_WORD = 2
DOUBLE_SPACE = "  "


class Line(NamedTuple):
    """A line of the page, or a part of one, without the white space around it.

    A paragraph that was wrapped is one line; `text` has spaces where the page breaks it.
    `folded` is for comparing: lower case, straight marks, digits as 0, single spaces. `label` is
    set where the cut that made the part already tells what it is, and where nothing can be seen;
    `line_no` counts whole lines that are not empty.
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
    folded = text.casefold().encode("utf-8", "surrogatepass").translate(FOLDED_BYTES)
    shown = folded.decode("utf-8", "surrogatepass")
    if not shown.isascii():
        for mark, plain in FOLDED_MARKS:
            shown = shown.replace(mark, plain)
    return shown


def split_lines(raw_text: str) -> list[Line]:
    """The lines of the page that have more than white space, wrapped paragraphs made whole."""
    lines = _written_lines(raw_text)
    going_on = lines_that_go_on(raw_text, lines)
    return _joined(raw_text, lines, going_on) if going_on else lines


def _written_lines(raw_text: str) -> list[Line]:
    lines = []
    is_spaced = UNSPACED.search(raw_text) is None
    start, line_no = 0, -1
    for whole, folded in zip(_cut(raw_text), _cut(fold(raw_text)), strict=True):
        if whole:
            line_no += 1
            text = whole.strip()
            if text:
                begin = start if len(text) == len(whole) else start + whole.index(text[0])
                shown, words = _single_spaced(folded)
                if not is_spaced:
                    words += len(UNSPACED.findall(text)) // CHARACTERS_PER_WORD
                label = None if text[0].isprintable() else _unseen(text)
                lines.append(Line(begin, begin + len(text), text, shown, words, line_no, label))
            start += len(whole)
        start += 1
    return lines


def _single_spaced(text: str) -> tuple[str, int]:
    """The text with single spaces and none around it, and how many words it has."""
    bare = text.strip()
    if bare.isprintable() and DOUBLE_SPACE not in bare:  # no other white space is printable
        return bare, bare.count(" ") + 1
    words = text.split()
    return " ".join(words), len(words)


def _unseen(text: str) -> str | None:
    """The label of a line of which nothing is to be seen."""
    return None if view_of(text).text else "other"


def _joined(raw_text: str, lines: Sequence[Line], going_on: Sequence[int]) -> list[Line]:
    joined: list[Line] = []
    goes_on = frozenset(going_on)
    begin = 0
    for place in range(len(lines)):
        if place not in goes_on:
            joined.append(_paragraph(raw_text, lines[begin : place + 1], len(joined)))
            begin = place + 1
    return joined


def _paragraph(raw_text: str, lines: Sequence[Line], line_no: int) -> Line:
    """The lines as one."""
    if len(lines) == 1:
        return lines[0]._replace(line_no=line_no)
    start, end = lines[0].start, lines[-1].end
    folded = " ".join(line.folded for line in lines)
    words = sum(line.words for line in lines)
    return Line(start, end, blanked(raw_text[start:end]), folded, words, line_no)


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
    folded, words = _single_spaced(fold(text))
    words += len(UNSPACED.findall(text)) // CHARACTERS_PER_WORD
    label = label or (None if text[0].isprintable() else _unseen(text))
    return Line(start, start + len(text), text, folded, words, line.line_no, label)
