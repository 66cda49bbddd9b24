"""Decides how columns of text become numbers, so that relations between them are sorted arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.compare.columns import sort_unique
from pipelines.link.blocks import Numbers
from pipelines.link.forest import NONE


class Column(NamedTuple):
    """A column as places in its different texts, which are sorted; NONE for null."""

    places: Numbers
    texts: pa.Array


class Told(NamedTuple):
    """Pairs of an item and the place of a text that is told of it, each once, sorted."""

    items: Numbers
    values: Numbers
    texts: pa.Array

    def by_item(self, count: int) -> tuple[Numbers, Numbers]:
        """Where in the pairs those of each of so many items begin and end."""
        bounds = np.searchsorted(self.items, np.arange(count + 1))
        return bounds[:-1], bounds[1:]


def number_texts(column: pa.ChunkedArray | pa.Array) -> Column:
    """Number the different texts of a column in alphabetical order."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole.dictionary_encode()
    order = pc.sort_indices(encoded.dictionary)
    rank = np.full(len(order) + 1, NONE, np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return Column(rank[encoded.indices.fill_null(-1).to_numpy()], encoded.dictionary.take(order))


def tell(items: Numbers, column: Column) -> Told:
    """What a column tells of the item of each row; rows of no item or text are left out."""
    some = (items != NONE) & (column.places != NONE)
    return Told(*distinct_pairs(items[some], column.places[some]), column.texts)


def distinct_pairs(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """The different pairs of two columns of numbers from 0, sorted."""
    count = other.max(initial=0) + 1
    return np.divmod(sort_unique(one * count + other), count)


def count_pairs(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The different pairs of two columns of numbers from 0, sorted, and how often each is there."""
    count = other.max(initial=0) + 1
    pairs, counts = np.unique(one * count + other, return_counts=True)
    first, second = np.divmod(pairs, count)
    return first, second, counts


def spread(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """All places of some ranges one after the other, and of each the number of its range."""
    sizes = ends - starts
    owners = np.repeat(np.arange(len(sizes)), sizes)
    firsts = np.cumsum(sizes) - sizes
    return np.arange(len(owners)) - np.repeat(firsts - starts, sizes), owners
