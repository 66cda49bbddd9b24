"""Decides which items decided before are to be decided anew, since what they were compared with changed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.blocks import Keys, find_changed_heads


def key_items(lists: pa.ChunkedArray) -> Keys:
    """A column of lists of keys as keys and the place of the row that has each."""
    joined = lists.combine_chunks()
    items = pc.list_parent_indices(joined).to_numpy(zero_copy_only=False).astype(np.int64)
    return joined.flatten().to_numpy(zero_copy_only=False), items


def find_reopened(ordered: pa.Table, keys: Keys, item_id: str, parent: str) -> pa.Array:
    """The doc_ids of items decided before that are to be decided anew, sorted.

    `ordered` has the items of before and now in the order of their blocks, with doc_id, was and
    now, and the columns of their id and of what they follow. An item that came to the head of a
    block is compared with all of it; one that is there no more, and what followed it, may have
    lost what it was compared with.
    """
    was, now = (ordered[name].to_numpy(zero_copy_only=False) for name in ("was", "now"))
    promoted, displaced = find_changed_heads(*keys, was, now)
    left = ordered[item_id].filter(pa.array(displaced))
    following = pc.and_(pc.is_in(ordered[parent], left.combine_chunks()), ordered["now"])
    moved = pa.chunked_array([pa.array(promoted | displaced)])
    again = pc.or_(moved, pc.fill_null(following, False))
    return pc.unique(ordered["doc_id"].filter(again).combine_chunks()).sort()
