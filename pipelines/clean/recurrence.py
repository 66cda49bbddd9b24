"""Decides how much of a line comes again on its page: as a line, as a phrase, as words of prose."""

from __future__ import annotations

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.features import LONG_WORD, Features, logarithm
from pipelines.clean.grid import Grid, mix

# A page counts its words in a table of its own, so that no page changes what another one gets.
WORD_CELLS, PHRASE_CELLS = 1 << 14, 1 << 14
MOST_REPEATS = 5


def measure_recurrence(grid: Grid, is_prose: Array) -> Features:
    """Repeats of the whole line and of three words in a row, and words shared with the prose."""
    return _whole_lines(grid) | _phrases(grid) | _vocabulary(grid, is_prose)


def _whole_lines(grid: Grid) -> Features:
    keys = mix(grid.line_hash, 0) + grid.page.astype(np.uint64)
    _, first, number, count = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    return {
        "repeats": np.minimum(count[number], MOST_REPEATS),
        "is_repeated": count[number] > 1,
        "is_seen": first[number] < np.arange(grid.lines),
    }


def _phrases(grid: Grid) -> Features:
    """The share of a line's runs of three words that the page has elsewhere."""
    same = grid.word_line[2:] == grid.word_line[:-2]
    line = grid.word_line[:-2][same]
    key = (mix(grid.word_hash[:-2], 1) + mix(grid.word_hash[1:-1], 2) + mix(grid.word_hash[2:], 3))[
        same
    ]
    page = grid.page[line]
    pages = _page_count(grid)
    counts = [
        _count_cells(page * PHRASE_CELLS + _cell(key, role, PHRASE_CELLS), pages * PHRASE_CELLS)
        for role in (1, 2)
    ]
    again = np.minimum(*counts) > 1
    total = np.bincount(line, minlength=grid.lines)
    return {"phrase_repeats": np.bincount(line[again], minlength=grid.lines) / np.maximum(total, 1)}


def _vocabulary(grid: Grid, is_prose: Array) -> Features:
    """How many of a line's words, long and short, stand in lines of prose elsewhere."""
    line = grid.word_line
    cell = grid.page[line] * WORD_CELLS + _cell(grid.word_hash, 3, WORD_CELLS)
    told = is_prose[line]
    counts = np.bincount(cell[told], minlength=_page_count(grid) * WORD_CELLS)[cell] - told
    other = np.maximum(counts, 0)
    long = grid.word_end - grid.word_start >= LONG_WORD
    found = {
        name: np.bincount(line[which & (other > 0)], minlength=grid.lines)
        / np.maximum(np.bincount(line[which], minlength=grid.lines), 1)
        for name, which in (("long_shared", long), ("short_shared", ~long))
    }
    weights = np.bincount(line, weights=logarithm(other), minlength=grid.lines)
    total = np.maximum(grid.word_count, 1)
    return found | {"shared_often": weights / total}


def _cell(hashes: Array, role: int, cells: int) -> Array:
    return (mix(hashes, role) >> np.uint64(40)).astype(np.int64) % cells


def _count_cells(cells: Array, size: int) -> Array:
    return np.bincount(cells, minlength=size)[cells]


def _page_count(grid: Grid) -> int:
    return int(grid.page[-1]) + 1 if grid.lines else 0
