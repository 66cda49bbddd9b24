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
    PAGE_ROOM,
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
from pipelines.compare.columns import sort_unique
from pipelines.link.blocks import Keys, Numbers, find_changed_heads, pair_blocks
from pipelines.link.fresh import Moved, find_moved, key_items
from pipelines.link.parents import is_fresh
from pipelines.link.stories import rank_reports
from pipelines.link.variants import Met, meet_sentences, order_sentences

# What was on a page that was made again stands behind all that is on the page before it.
LEFT = PAGE_ROOM - 1


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


def compare_sentences(rows: Rows, documents: pa.Table) -> tuple[pa.Table, Met]:
    """The sentences that a build compares, new ones flagged fresh, and which of them with which.

    They are in the order of their blocks.
    """
    ranked = rank_reports(documents)
    place_pages(rows, ranked)
    keep_sentences(rows, is_all_new=is_all_new(documents))
    if is_all_new(documents):
        ordered = order_sentences(rows.read(sql.ALL_SENTENCES))
        return ordered.drop_columns("match_keys"), meet_sentences(ordered)
    ranked = freshen(ranked, *_find_moved_sentences(rows, ranked))
    place_pages(rows, ranked)
    keys, standing = as_keys(in_blocks(rows, SENTENCE_BLOCKS))
    places, items = np.unique(standing, return_inverse=True)
    fresh = is_fresh(ranked)[places // PAGE_ROOM]
    met = Met(*pair_blocks(keys, items, fresh))
    compared = np.concatenate([met.later, met.earlier, np.flatnonzero(fresh)])
    asked = pa.table({"place": places[sort_unique(compared)]})
    ordered = rows.read(sql.COMPARED_SENTENCES, met_places=asked)
    at = np.searchsorted(ordered["place"].to_numpy(), places)
    return ordered.drop_columns("place"), Met(at[met.later], at[met.earlier], met.shared)


def _find_moved_sentences(rows: Rows, ranked: pa.Table) -> tuple[pa.ChunkedArray, ...]:
    """The pages of sentences whose place in blocks is another, or that such a one led."""
    old = rows.read(sql.SENTENCES_BEFORE)
    old_keys, old_items = key_items(old["match_keys"])
    new = new_in_blocks(rows, SENTENCE_BLOCKS)
    changed = np.concatenate([old_keys, new["key"].to_numpy()])
    first = first_of_blocks(rows, SENTENCE_BLOCKS, pa.array(changed))
    keys = np.concatenate([changed, first["key"].to_numpy()])
    standing = [
        _places_before(ranked, old)[old_items],
        *(t["place"].to_numpy() for t in (new, first)),
    ]
    places, items = np.unique(np.concatenate(standing), return_inverse=True)
    is_old = places % PAGE_ROOM == LEFT
    is_new = ~is_old & is_fresh(ranked)[places // PAGE_ROOM]
    promoted, displaced = find_changed_heads(keys, items, ~is_new, ~is_old)
    is_moved = promoted | displaced
    moved = pa.table({"place": places[is_moved], "is_left": displaced[is_moved]})
    found = rows.read(sql.SENTENCES_AT, met_places=moved)
    left = found.filter(found["is_left"]).select(["sentence_id"])
    return found["doc_id"], rows.read(sql.LED_BY, left_places=left)["doc_id"]


def _places_before(ranked: pa.Table, old: pa.Table) -> Numbers:
    """Where sentences that were made again stood among the others: behind a page.

    What is made again is in no block at once with what it is made to, so that its place within its
    page tells nothing.
    """
    both = pa.concat_tables([table.select(["doc_id", "published_on"]) for table in (ranked, old)])
    both = rank_reports(both.append_column("number", pa.array(np.arange(both.num_rows))))
    number = both["number"].to_numpy()
    is_old = number >= ranked.num_rows
    places = np.empty(old.num_rows, np.int64)
    page = np.cumsum(~is_old)[is_old] - 1
    places[number[is_old] - ranked.num_rows] = page * PAGE_ROOM + LEFT
    return places
