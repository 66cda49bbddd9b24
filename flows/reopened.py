"""Decides what a build compares: its own pages and sentences, and those of the lake that they unsettle.

What was decided before is decided anew where what it was compared with came or left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows import linked_sql as sql
from flows.linked_blocks import SENTENCES, as_keys, first_of_blocks, in_blocks, place_pages
from flows.linked_documents import add_columns, following, freshen, is_all_new
from flows.linked_rows import Rows
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
    changed = _changed_pages(rows, documents, kind, ranked)
    keys, items = kind.keys(changed)
    first = first_of_blocks(rows, kind.items, pa.array(keys))
    places, staying = np.unique(first["place"].to_numpy(), return_inverse=True)
    others = _as(ranked.take(pa.array(places)), was=True, now=True)
    both = pa.concat_tables([changed.select(others.column_names), others])
    both = kind.rank(both.append_column("number", pa.array(np.arange(both.num_rows))))
    rank = np.empty(both.num_rows, np.int64)
    rank[both["number"].to_numpy()] = np.arange(both.num_rows)
    numbers = np.concatenate([items, changed.num_rows + staying])
    all_keys = np.concatenate([keys, first["key"].to_numpy()])
    return find_moved(both, (all_keys, rank[numbers]), "doc_id")


def _changed_pages(rows: Rows, documents: pa.Table, kind: Kind, ranked: pa.Table) -> pa.Table:
    """The pages that are new, that have other keys, and those made again as they were."""
    columns = ", ".join([*documents.column_names, kind.columns])
    old = rows.read(f"SELECT {columns} FROM old_documents")  # noqa: S608 (declared names)
    changed = add_columns(rows, ranked.filter(ranked["is_fresh"]), kind.columns)
    new = documents["doc_id"].filter(documents["is_fresh"])
    is_known = pc.invert(pc.is_in(changed["doc_id"], new))
    states = [
        _as(changed, was=False, now=True),
        _as(changed.filter(is_known), was=True, now=False),
        _as(old, was=True, now=False),
    ]
    return pa.concat_tables(states)


def _as(table: pa.Table, **flags: bool) -> pa.Table:
    """A table with a column of each of these flags."""
    for name, flag in flags.items():
        table = table.append_column(name, pa.repeat(pa.scalar(flag), table.num_rows))
    return table


def compared_sentences(rows: Rows, documents: pa.Table) -> pa.Table:
    """The sentences that a build compares in the order of their blocks, new ones flagged fresh."""
    ranked = rank_reports(documents)
    place_pages(rows, ranked)
    if is_all_new(documents):
        return order_sentences(rows.read(sql.SENTENCE_PLACES))
    keys = rows.read(sql.CHANGED_KEYS)["key"].combine_chunks()
    rows.keep("met_places", first_of_blocks(rows, SENTENCES, keys).select(["place"]))
    ordered = order_sentences(rows.read(sql.SENTENCE_STATES))
    found = find_moved(ordered, key_items(ordered["match_keys"]), "sentence_id")
    left = pa.table({"sentence_id": found.left})
    unsettled = rows.read(sql.LED_BY, left_places=left)["doc_id"]
    place_pages(rows, freshen(ranked, found.doc_ids, unsettled))
    rows.keep("met_places", in_blocks(rows, SENTENCES).select(["place"]))
    return order_sentences(rows.read(sql.COMPARED_SENTENCES))
