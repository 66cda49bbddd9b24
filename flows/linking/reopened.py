"""Decides what a build compares: its own pages and sentences, and those of the lake that they unsettle.

What was decided before is decided anew where what it was compared with came or left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.linking import sql
from flows.linking.blocks import (
    SENTENCE_BLOCKS,
    as_keys,
    first_of_blocks,
    in_blocks,
    keep_sentences,
    new_in_blocks,
    place_pages,
)
from flows.linking.documents import add_columns, following, freshen, is_all_new
from flows.linking.rows import Rows
from pipelines.link.blocks import Keys
from pipelines.link.fresh import Moved, find_moved, key_items
from pipelines.link.stories import rank_reports
from pipelines.link.variants import order_sentences


class Kind(NamedTuple):
    """How pages are linked: by which column, in which order, and by which keys.

    `items` is the SQL of what stands in blocks, `keys` the same of a table of ranked pages with
    these further columns.
    """

    link: str
    columns: str
    items: str
    rank: Callable[[pa.Table], pa.Table]
    keys: Callable[[pa.Table], Keys]


class Compared(NamedTuple):
    """All pages as they are ranked, those to be decided flagged fresh; the keys that these share."""

    ranked: pa.Table
    keys: Keys


def compare_pages(
    rows: Rows, documents: pa.Table, kind: Kind, moved: pa.ChunkedArray | None = None
) -> Compared:
    """Find the pages to be decided, and with which others they stand in blocks.

    `moved` are pages that have other keys than before.
    """
    if is_all_new(documents):
        ranked = kind.rank(add_columns(rows, documents, kind.columns))
        return Compared(ranked, kind.keys(_as(ranked, was=False, now=True)))
    ranked = kind.rank(documents if moved is None else freshen(documents, moved))
    place_pages(rows, ranked)
    found = _find_moved_pages(rows, documents, kind, ranked)
    old = rows.read("SELECT doc_id FROM old_documents")["doc_id"]
    others = [one for one in (old, found.left, moved) if one is not None]
    unsettled = [following(documents, kind.link, one) for one in others]
    ranked = freshen(ranked, found.doc_ids, *unsettled)
    place_pages(rows, ranked)
    return Compared(ranked, as_keys(in_blocks(rows, kind.items)))


def _find_moved_pages(rows: Rows, documents: pa.Table, kind: Kind, ranked: pa.Table) -> Moved:
    """The pages whose place in blocks is another, since those flagged fresh came or left."""
    before = _pages_before(rows, documents, kind, ranked)
    keys, items = kind.keys(before)
    new = new_in_blocks(rows, kind.items)
    all_keys = np.concatenate([keys, new["key"].to_numpy()])
    first = first_of_blocks(rows, kind.items, pa.array(all_keys))
    met = np.concatenate([new["place"].to_numpy(), first["place"].to_numpy()])
    places, numbers = np.unique(met, return_inverse=True)
    here = _as(ranked.take(pa.array(places)), now=True)
    here = here.append_column("was", pc.invert(here["is_fresh"]))
    both = pa.concat_tables([before.select(here.column_names), here])
    both = kind.rank(both.append_column("number", pa.array(np.arange(both.num_rows))))
    rank = np.empty(both.num_rows, np.int64)
    rank[both["number"].to_numpy()] = np.arange(both.num_rows)
    all_items = rank[np.concatenate([items, before.num_rows + numbers])]
    all_keys = np.concatenate([all_keys, first["key"].to_numpy()])
    return find_moved(both, (all_keys, all_items), "doc_id")


def _pages_before(rows: Rows, documents: pa.Table, kind: Kind, ranked: pa.Table) -> pa.Table:
    """The pages that the build has made again or that have other keys, as they were."""
    columns = ", ".join([*documents.column_names, kind.columns])
    old = rows.read(f"SELECT {columns} FROM old_documents")  # noqa: S608 (declared names)
    new = documents["doc_id"].filter(documents["is_fresh"])
    is_moved = pc.and_(ranked["is_fresh"], pc.invert(pc.is_in(ranked["doc_id"], new)))
    moved = ranked.filter(is_moved)
    states = [old] if not moved.num_rows else [old, add_columns(rows, moved, kind.columns)]
    return _as(pa.concat_tables(states), was=True, now=False)


def _as(table: pa.Table, **flags: bool) -> pa.Table:
    """A table with a column of each of these flags."""
    for name, flag in flags.items():
        table = table.append_column(name, pa.repeat(pa.scalar(flag), table.num_rows))
    return table


def compared_sentences(rows: Rows, documents: pa.Table) -> pa.Table:
    """The sentences that a build compares in the order of their blocks, new ones flagged fresh."""
    ranked = rank_reports(documents)
    place_pages(rows, ranked)
    keep_sentences(rows, is_all_new=is_all_new(documents))
    if is_all_new(documents):
        return order_sentences(rows.read(sql.SENTENCE_PLACES))
    keys = rows.read(sql.CHANGED_KEYS)["key"].combine_chunks()
    first = first_of_blocks(rows, SENTENCE_BLOCKS, keys).select(["place"])
    ordered = order_sentences(rows.read(sql.SENTENCE_STATES, met_places=first))
    found = find_moved(ordered, key_items(ordered["match_keys"]), "sentence_id")
    left = pa.table({"sentence_id": found.left})
    unsettled = rows.read(sql.LED_BY, left_places=left)["doc_id"]
    place_pages(rows, freshen(ranked, found.doc_ids, unsettled))
    met = in_blocks(rows, SENTENCE_BLOCKS).select(["place"])
    return order_sentences(rows.read(sql.COMPARED_SENTENCES, met_places=met))
