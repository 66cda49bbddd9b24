"""Decides which items are compared: those that share a key, each with the first few that have it.

All items are numbered by their rank, 0 the first. A block is the items with one key; an item is
compared with the first `HEADS` of its blocks that rank before it, so that a key that everybody has
costs a few comparisons for each item and never all pairs.
Source: sorted neighbourhood and canopy blocking, Christen, "Data Matching" (2012), chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.compare.columns import sort_unique

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Pairs = tuple[Numbers, Numbers]
Keys = tuple[npt.NDArray[np.int32], Numbers]

HEADS = 12


def pair_blocks(
    keys: npt.NDArray[np.int32], items: Numbers, fresh: Flags
) -> tuple[Numbers, Numbers, Numbers]:
    """The different pairs (later, earlier) to compare, at least one of them fresh, sorted.

    With them, how many blocks bring each pair together. `keys[i]` is a key of the item `items[i]`;
    `fresh` has a flag for each item.
    """
    count = np.int64(len(fresh))
    if not fresh.all():
        keys, items = _with_any(keys, items, fresh)
    found = [
        later * count + earlier for later, earlier in _pairs_by_head(*_shared(keys, items), fresh)
    ]
    pairs = np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)
    starts = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]]) if len(pairs) else pairs
    shared = np.diff(np.r_[starts, len(pairs)])
    pairs = pairs[starts]
    return pairs // count, pairs % count, shared


def _with_any(keys: npt.NDArray[np.int32], items: Numbers, flagged: Flags) -> Keys:
    """The keys that any flagged item has, with all items that have them."""
    touched = pc.is_in(pa.array(keys), pa.array(sort_unique(keys[flagged[items]])))
    wanted = touched.to_numpy(zero_copy_only=False)
    return keys[wanted], items[wanted]


def _shared(keys: npt.NDArray[np.int32], items: Numbers) -> Pairs:
    """Items by key and rank, and where the block of each begins; blocks of one left out."""
    order = np.lexsort((items, keys))
    keys, items = keys[order], items[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else order
    sizes = np.diff(np.r_[starts, len(keys)])
    many = np.repeat(sizes > 1, sizes)
    items, sizes = items[many], sizes[sizes > 1]
    firsts = np.cumsum(sizes) - sizes
    return items, np.repeat(firsts, sizes)


def _pairs_by_head(items: Numbers, starts: Numbers, fresh: Flags) -> Iterator[Pairs]:
    places = np.arange(len(items)) - starts
    for head in range(HEADS):
        behind = places > head
        if not behind.any():
            return
        later, earlier = items[behind], items[starts[behind] + head]
        wanted = (fresh[later] | fresh[earlier]) & (later != earlier)
        yield later[wanted], earlier[wanted]


def find_changed_heads(
    keys: npt.NDArray[np.int32], items: Numbers, was: Flags, now: Flags
) -> tuple[Flags, Flags]:
    """The items that are at the head of a block now and were not, and those that were and are not.

    `was` and `now` say of each item whether it stood in its blocks before, and whether it does;
    only items that do both are answered for.
    """
    items, starts = _shared(*_with_any(keys, items, was != now))
    at_head = []
    for present in (was, now):
        stands = present[items]
        before: Numbers = np.cumsum(stands) - stands
        first = np.r_[before, 0][starts] if len(starts) else before
        at_head.append(stands & (before - first < HEADS))
    both = was[items] & now[items]
    had, has = at_head
    promoted, displaced = np.zeros(len(was), np.bool_), np.zeros(len(was), np.bool_)
    promoted[items[both & has & ~had]] = True
    displaced[items[both & had & ~has]] = True
    return promoted, displaced
