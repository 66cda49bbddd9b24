"""Decides what the words of a line and of its neighbours tell, by a table of learned weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.grid import Grid, mix

# Words are known by a hash of so many bits: the table holds numbers, no words.
BITS = 15
MOST_OWN, MOST_NEAR, FEW = 40, 12, 6
SCALE = 64


def wording_cells(grid: Grid) -> Iterator[tuple[Array, Array]]:
    """Pairs of (line, cell): its words, pairs of words, first and last word, and those beside it.

    Beside it are the first words of the lines before and behind it on the page.
    """
    line, place, hashes = grid.word_line, grid.word_place, grid.word_hash
    own = place < MOST_OWN
    yield line[own], _cells(hashes[own], 1)
    paired = own[:-1] & (line[1:] == line[:-1])
    yield line[:-1][paired], _cells((mix(hashes[:-1], 0) + hashes[1:])[paired], 2)
    first = place == 0
    yield line[first], _cells(hashes[first], 3)
    last = np.ones(len(line), bool)
    last[:-1] = line[1:] != line[:-1]
    yield line[last], _cells(hashes[last], 4)
    few = grid.word_count[line] <= FEW
    yield line[few], _cells(hashes[few], 5)
    near = np.flatnonzero(place < MOST_NEAR)
    for role, step in ((6, 1), (7, -1)):
        beside = line[near] + step
        inside = (beside >= grid.first[line[near]]) & (beside < grid.last[line[near]])
        yield beside[inside], _cells(hashes[near[inside]], role)


def score_wording(grid: Grid, weights: Array) -> Array:
    """The learned weights of each line's cells, summed and divided by the root of their number.

    `weights` are whole numbers, SCALE to one unit of log odds, so that sums are exact.
    """
    total = np.zeros(grid.lines, np.int64)
    count = np.zeros(grid.lines, np.int64)
    for line, cell in wording_cells(grid):
        total += np.bincount(line, weights=weights[cell], minlength=grid.lines).astype(np.int64)
        count += np.bincount(line, minlength=grid.lines)
    return total / SCALE / np.sqrt(np.maximum(count, 1))


def _cells(hashes: Array, role: int) -> Array:
    purpose = mix(hashes ^ np.uint64(role * 0x1F3D5B79), role)
    return (purpose >> np.uint64(64 - BITS)).astype(np.int64)
