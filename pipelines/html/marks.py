"""Decides what of the tree is remembered for each line of the rendering."""

from __future__ import annotations

from array import array

from pipelines.document import Marks
from pipelines.html.elements import EMPHASIS, LINK, PREFORMATTED

# What is nested deeper counts as its ancestor there.
DEEPEST = 200
LONGEST_NAME = 200
LINE_COLUMNS = 6


class MarksBuilder:
    """Gathers the marks of a page while its tree is walked through."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, int, int, int, int, int]] = []
        self.parents: list[int] = []
        self.element_kinds: list[int] = []
        self.element_names: list[int] = []
        self.kinds: dict[tuple[str, str], int] = {}
        self.names: dict[str, int] = {}
        self.open = [-1]
        self.links = self.emphasis = self.preformatted = 0
        self.element = self.longest = 0
        self.characters = self.linked = self.emphasised = self.pieces = 0

    def enter(self, tag: str, classes: str, names: str) -> None:
        """Open an element; inside preformatted text and far down it counts as its parent."""
        element = self.open[-1]
        if len(self.open) <= DEEPEST and not self.preformatted:
            kind = (tag, classes[:LONGEST_NAME])
            self.parents.append(element)
            self.element_kinds.append(self.kinds.setdefault(kind, len(self.kinds)))
            name = names[:LONGEST_NAME]
            self.element_names.append(self.names.setdefault(name, len(self.names)))
            element = len(self.parents) - 1
        self.open.append(element)
        if tag == LINK:
            self.links += 1
        elif tag in EMPHASIS:
            self.emphasis += 1
        elif tag == PREFORMATTED:
            self.preformatted += 1

    def leave(self, tag: str) -> None:
        """Close the element that was opened last."""
        self.open.pop()
        if tag == LINK:
            self.links -= 1
        elif tag in EMPHASIS:
            self.emphasis -= 1
        elif tag == PREFORMATTED:
            self.preformatted -= 1

    def add_piece(self, length: int) -> None:
        """Count a piece of text of the open element."""
        self.pieces += 1
        self.characters += length
        if self.links:
            self.linked += length
        if self.emphasis:
            self.emphasised += length
        if length > self.longest:
            self.longest, self.element = length, self.open[-1]

    def end_line(self, start: int) -> None:
        """Keep what was counted as the line that starts there."""
        self.lines.append(
            (start, self.element, self.characters, self.linked, self.emphasised, self.pieces)
        )
        self.element = self.longest = 0
        self.characters = self.linked = self.emphasised = self.pieces = 0

    def finish(self) -> Marks:
        """The marks of the page."""
        columns = zip(*self.lines, strict=True) if self.lines else [()] * LINE_COLUMNS
        starts, elements, characters, linked, emphasised, pieces = (
            array("i", column) for column in columns
        )
        return Marks(
            line_starts=starts,
            line_elements=elements,
            line_characters=characters,
            line_linked=linked,
            line_emphasised=emphasised,
            line_pieces=pieces,
            element_parents=array("i", self.parents),
            element_kinds=array("i", self.element_kinds),
            element_names=array("i", self.element_names),
            kinds=tuple(self.kinds),
            names=tuple(self.names),
        )
