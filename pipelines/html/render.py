"""Decides how a tree becomes lines of text: what is shown, what is dropped, where lines break."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from pipelines.document import Marks
from pipelines.html.elements import ALWAYS_SHOWN, BREAKS, DROPPED, NAMING
from pipelines.html.marks import MarksBuilder

# Shown whatever their style says, like hidden elements with that many characters: scripts reveal
# both, articles behind a notice among them.
REVEALED = 300
NO_DISPLAY = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)


def render_tree(root: Any) -> tuple[str, Marks]:
    """The text of the page, a line for each block element, cells of a row parted by a tab.

    White space is collapsed: single spaces and tabs, at most one blank line.
    """
    page = _Page()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            page.leave(element)
            text = element.tail if element is not root else None
        elif page.enter(element):
            text = element.text
        else:
            walker.skip_subtree()
            continue
        if text:
            page.add_text(text)
    page.break_line(0)
    return "".join(page.pieces), page.marks.finish()


class _Page:
    """The lines rendered so far, and the line and the elements that are open."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.marks = MarksBuilder()
        self.line: list[str] = []
        self.length = 0
        self.gap = 0
        self.skipped: Any = None
        self.revealed: Any = None

    def enter(self, element: Any) -> bool:
        """Open the element; False when it is not shown."""
        tag = element.tag
        is_shown = tag not in DROPPED
        classes = names = ""
        if is_shown:
            for key, value in element.items():
                if key == "class":
                    classes = value
                elif key in NAMING:
                    names = f"{names} {value}"
                elif key == "hidden" or (key == "style" and NO_DISPLAY.search(value)):
                    is_shown = is_shown and self._is_shown_yet(element)
        if not is_shown:
            self.skipped = element
            return False
        self.marks.enter(tag, classes, names)
        mark = BREAKS.get(tag)
        if mark is not None:
            self._mark(mark)
        return True

    def leave(self, element: Any) -> None:
        """Close the element, or go on behind one that is not shown."""
        if element is self.skipped:
            self.skipped = None
            return
        if element is self.revealed:
            self.revealed = None
        tag = element.tag
        mark = BREAKS.get(tag)
        if mark is not None and mark != "\n":
            self._mark(mark)
        self.marks.leave(tag)

    def add_text(self, text: str) -> None:
        """Add text to the open line; line breaks count in preformatted text alone."""
        if self.marks.preformatted and "\n" in text:
            for number, piece in enumerate(text.split("\n")):
                if number:
                    self.break_line(1)
                if piece:
                    self._add(piece)
        else:
            self._add(text)

    def break_line(self, gap: int) -> None:
        """End the open line; two breaks in a row make a blank line."""
        if self.line:
            text = "".join(self.line)
            self.line = []
            if "\t" in text:
                cells = (" ".join(cell.split()) for cell in text.split("\t"))
                text = "\t".join(cell for cell in cells if cell)
            else:
                text = " ".join(text.split())
            if text:
                self._add_line(text)
                self.gap = gap
                return
        self.gap = min(2, self.gap + gap)

    def _add_line(self, text: str) -> None:
        if self.pieces:
            self.pieces.append("\n" * self.gap)
            self.length += self.gap
        self.marks.end_line(self.length)
        self.pieces.append(text)
        self.length += len(text)

    def _add(self, text: str) -> None:
        if text.isspace():
            self.line.append(" ")
            return
        self.line.append(text.replace("\t", " ") if "\t" in text else text)
        self.marks.add_piece(len(text.strip()))

    def _mark(self, mark: str) -> None:
        if mark[0] == "\n":
            self.break_line(len(mark))
        else:
            self.line.append(mark)

    def _is_shown_yet(self, element: Any) -> bool:
        """Whether a hidden element is shown, because it holds much text or lies in such a one."""
        if self.revealed is None and element.tag not in ALWAYS_SHOWN:
            if sum(map(len, element.itertext())) < REVEALED:
                return False
            self.revealed = element
        return True
