"""Decides which items decided before are to be decided anew, since what they were compared with changed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.blocks import Keys, find_changed_heads


def key_items(lists: pa.ChunkedArray) -> Keys:
    """A column of lists of keys as keys and the place of the row that has each."""
    joined = lists.combine_chunks()
    items = pc.list_parent_indices(joined).to_numpy(zero_copy_only=False).astype(np.int64)
    return joined.flatten().to_numpy(zero_copy_only=False), items


class Moved(NamedTuple):
    """Documents with items that came to or left the head of a block, and the items that left."""

    doc_ids: pa.Array
    left: pa.Array


def find_moved(ordered: pa.Table, keys: Keys, item_id: str) -> Moved:
    """The items decided before whose place in blocks is another now, sorted.

    `ordered` has the items of before and now in the order of their blocks, with doc_id, was, now
    and the column of their id: all that came or left, and of each of their blocks the first others.
    An item that came to the head of a block is compared with all of it; one that is there no more
    may have lost what it was compared with, and what followed it too.
    """
    was, now = (ordered[name].to_numpy(zero_copy_only=False) for name in ("was", "now"))
    promoted, displaced = find_changed_heads(*keys, was, now)
    moved = ordered["doc_id"].filter(pa.array(promoted | displaced))
    left = ordered[item_id].filter(pa.array(displaced))
    return Moved(*(pc.unique(ids.combine_chunks()).sort() for ids in (moved, left)))
