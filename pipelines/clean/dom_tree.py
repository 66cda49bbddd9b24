"""Decides how the trees of a batch of HTML pages are asked: sums, distances, groups of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.lines import Line
from pipelines.document import Marks
from pipelines.html.elements import BLOCKS

LINE_COLUMNS = (
    "line_elements", "line_characters", "line_linked", "line_emphasised", "line_pieces",
)  # fmt: skip


class Markup:
    """The elements and lines of a batch of pages, one after another.

    `pages`, `parents`, `depths`, `kinds` have a number for each element (kinds are told apart by
    page, a root is its own parent), `roots` one for each page; `line_pages`, `elements` (the one
    with most of the line), `blocks` (the nearest block element around it), `marks` (see
    LINE_COLUMNS) have one for each line. A part of a line has the marks of the line.
    """

    def __init__(self, marks: Sequence[Marks], lines: Sequence[Sequence[Line]]) -> None:
        sizes = [len(page.element_parents) for page in marks]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.pages = np.repeat(np.arange(len(marks)), sizes)
        self.roots = offsets[:-1]
        self.line_pages = np.repeat(np.arange(len(lines)), [len(some) for some in lines])
        self.parents = _joined([page.element_parents for page in marks]) + offsets[self.pages]
        is_root = np.zeros(offsets[-1], bool)
        is_root[self.roots] = True
        self.parents = np.where(is_root, np.arange(offsets[-1]), self.parents)
        kinds = np.concatenate(([0], np.cumsum([len(page.kinds) for page in marks])))
        self.kinds = _joined([page.element_kinds for page in marks]) + kinds[self.pages]
        self.marks = np.concatenate([_line_marks(*pair) for pair in zip(marks, lines, strict=True)])
        self.elements = self.marks[:, 0] + self.roots[self.line_pages]
        self.depths = self._depths(is_root)
        self.order = np.argsort(self.depths, kind="stable")
        bounds = np.searchsorted(self.depths[self.order], np.arange(self.depths.max() + 2))
        self.bounds = list(pairwise(bounds.tolist()))
        self.levels = [self.order[first:last] for first, last in self.bounds]
        self.rank = np.empty_like(self.order)
        self.rank[self.order] = np.arange(len(self.order))
        is_block = [tag in BLOCKS for page in marks for tag, _ in page.kinds]
        nearest = self.nearest(np.array(is_block, bool)[self.kinds])
        found = nearest[self.elements]
        self.blocks = np.where(found >= 0, found, self.elements)

    def _depths(self, is_root: Array) -> Array:
        depths = (~is_root).astype(np.int64)
        above = self.parents
        while not is_root[above].all():
            depths = depths + depths[above]
            above = above[above]
        return depths

    def above(self, elements: Array, levels: int) -> Array:
        """The ancestors so many levels up; the root where there are fewer."""
        for _ in range(levels):
            elements = self.parents[elements]
        return elements

    def nearest(self, flags: Array) -> Array:
        """For each element the nearest flagged one among itself and its ancestors, else -1."""
        found = np.where(flags, np.arange(len(flags)), -1)
        for level in self.levels[1:]:
            open_ones = level[found[level] < 0]
            found[open_ones] = found[self.parents[open_ones]]
        return found

    def distances(self, flags: Array, most: int, elements: Array) -> Array:
        """For each of the elements and each column of flags the levels up to the nearest flag.

        Done level by level on rows in the order of levels, where each level is one slice.
        """
        steps = np.where(flags.take(self.order, axis=0), np.int8(0), np.int8(most))
        parents = self.rank[self.parents[self.order]]
        for first, last in self.bounds[1:]:
            above = steps.take(parents[first:last], axis=0)
            above += 1
            np.minimum(steps[first:last], above, out=steps[first:last])
        return steps.take(self.rank[elements], axis=0)

    def sums(self, values: Sequence[Array]) -> Array:
        """The values of lines summed over the subtrees of all elements, a column for each."""
        size = len(self.parents)
        sums = np.stack([np.bincount(self.elements, column, size) for column in values], 1)
        for level in self.levels[:0:-1]:
            np.add.at(sums, self.parents[level], sums[level])
        return sums

    def meeting_depths(self, some: Array, others: Array) -> Array:
        """The depths of the lowest common ancestors of pairs of elements of the same pages."""
        some, others = some.copy(), others.copy()
        apart = np.flatnonzero(some != others)
        while len(apart):
            one, other = some[apart], others[apart]
            down = self.depths[one] - self.depths[other]
            one = np.where(down >= 0, self.parents[one], one)
            other = np.where(down <= 0, self.parents[other], other)
            some[apart], others[apart] = one, other
            apart = apart[one != other]
        return self.depths[some]

    def best_of_pages(self, scores: Array) -> Array:
        """For each page the element with the highest score, the last of equals."""
        order = np.lexsort((scores, self.pages))
        ends = np.searchsorted(self.pages, np.arange(len(self.roots)), side="right")
        return order[ends - 1]

    def groups(self) -> dict[str, Array]:
        """For each line the number of the group of lines that it belongs to, in several ways.

        `element` and `block`: all of the page in elements of the same tag and class (for a block,
        in parents of the same); `place`: the same three levels up; `parent_kind`: in parents and
        grandparents of the same; `parent`, `grandparent`: in the very same.
        """
        block, parent = self.blocks, self.above(self.blocks, 1)
        grandparent = self.parents[parent]
        kinds = self.kinds
        own, second, third = kinds[block], kinds[parent], kinds[grandparent]
        block_kind = number(own, second)
        return {
            "element": number(kinds[self.elements]),
            "block": block_kind,
            "place": number(block_kind, third),
            "parent_kind": number(second, third),
            "parent": number(parent),
            "grandparent": number(grandparent),
        }


def number(*keys: Array) -> Array:
    """Numbers from 0 that are equal where all keys are."""
    numbers = np.unique(keys[0], return_inverse=True)[1]
    for key in keys[1:]:
        mixed = numbers * (1 + int(key.max(initial=0))) + key
        numbers = np.unique(mixed, return_inverse=True)[1]
    return numbers.astype(np.int64)


def _joined(columns: Sequence[Sequence[int]]) -> Array:
    return np.concatenate([np.asarray(column, np.int64) for column in columns])


def _line_marks(marks: Marks, lines: Sequence[Line]) -> Array:
    """The marks of the line in which each part lies."""
    starts = np.asarray(marks.line_starts, np.int64)
    places = np.searchsorted(starts, [line.start for line in lines], side="right") - 1
    columns = [np.asarray(getattr(marks, name), np.int64)[places] for name in LINE_COLUMNS]
    return np.stack(columns, 1)
