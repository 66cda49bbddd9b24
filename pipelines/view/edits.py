"""Decides which stretch of a text an edited stretch stands for, by what was written down of it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """text[start:end] is replaced; edits come in order and do not overlap."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One pass of edits: for each where it began and ended before, and where it does after."""

    old_starts: array[int]
    old_ends: array[int]
    new_starts: array[int]
    new_ends: array[int]

    def before(self, start: int, end: int) -> tuple[int, int]:
        """The stretch before the pass; what was edited counts as a whole, what was dropped not."""
        first = self._place(start, start, self.old_starts)
        last = self._place(end - 1, end, self.old_ends) if start < end else first
        return first, last

    def _place(self, character: int, edge: int, whole: array[int]) -> int:
        number = bisect_right(self.new_starts, character) - 1
        if number < 0:
            return edge
        if character < self.new_ends[number]:
            return whole[number]
        return edge + self.old_ends[number] - self.new_ends[number]


class View(NamedTuple):
    """Normalised text of a stretch of raw_text that begins at `start`."""

    text: str
    start: int
    steps: tuple[Step, ...] = ()

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in raw_text, as half-open code points."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is no stretch of a view of {len(self.text)}")
        for step in reversed(self.steps):
            start, end = step.before(start, end)
        return self.start + start, self.start + end


class Editor:
    """A text while it is edited, pass by pass."""

    def __init__(self, text: str) -> None:
        """Begin with the raw text."""
        self.text = text
        self.steps: list[Step] = []

    def run(self, find: Callable[[str], Iterable[Edit]]) -> bool:
        """Make the edits that `find` asks for; whether there were any."""
        edits = list(find(self.text))
        if not edits:
            return False
        step = Step(array("q"), array("q"), array("q"), array("q"))
        pieces: list[str] = []
        done = length = 0
        for edit in edits:
            length += edit.start - done
            pieces += (self.text[done : edit.start], edit.text)
            step.old_starts.append(edit.start)
            step.old_ends.append(edit.end)
            step.new_starts.append(length)
            length += len(edit.text)
            step.new_ends.append(length)
            done = edit.end
        self.text = "".join((*pieces, self.text[done:]))
        self.steps.append(step)
        return True
