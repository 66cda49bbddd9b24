"""The law of reading blocks in part: what is read decides the same as all that is there."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.linking.blocks import as_keys, first_of_blocks, in_blocks, new_in_blocks
from flows.linking.rows import Rows
from flows.staging import Staging
from pipelines.link import blocks
from pipelines.link.blocks import Keys, find_changed_heads, pair_blocks

COUNT = 14
KEYED = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, COUNT - 1)), min_size=1, max_size=50, unique=True
)
FLAGS = st.lists(st.booleans(), min_size=COUNT, max_size=COUNT).map(np.array)
ITEMS = "SELECT key, place, is_fresh FROM items"


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Rows of no lake, for queries on tables that tests keep."""
    return Rows(duckdb.connect(), Staging(Path("none")))


def keep(rows: Rows, keyed: list[tuple[int, int]], fresh: np.ndarray) -> Keys:
    keys = np.array([key for key, _ in keyed], np.int32)
    items = np.array([item for _, item in keyed], np.int64)
    flags = pa.array(fresh[items])
    rows.keep("items", pa.table({"key": keys, "place": items, "is_fresh": flags}))
    return keys, items


@given(keyed=KEYED, fresh=FLAGS, heads=st.integers(1, 4))
def test_what_is_compared(
    rows: Rows, keyed: list[tuple[int, int]], fresh: np.ndarray, heads: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", heads)
        whole = pair_blocks(*keep(rows, keyed, fresh), fresh)
        part = pair_blocks(*as_keys(in_blocks(rows, ITEMS)), fresh)
    assert [one.tolist() for one in part] == [one.tolist() for one in whole]


@given(keyed=KEYED, was=FLAGS, now=FLAGS, heads=st.integers(1, 4))
def test_what_comes_to_the_head_of_a_block_and_leaves_it(
    rows: Rows, keyed: list[tuple[int, int]], was: np.ndarray, now: np.ndarray, heads: int
) -> None:
    there = [(key, item) for key, item in keyed if was[item] or now[item]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", heads)
        whole = find_changed_heads(*keep(rows, there, was != now), was, now)
        changed = new_in_blocks(rows, ITEMS)
        first = first_of_blocks(rows, ITEMS, changed["key"].combine_chunks())
        part = find_changed_heads(*as_keys(pa.concat_tables([changed, first])), was, now)
    assert [one.tolist() for one in part] == [one.tolist() for one in whole]
