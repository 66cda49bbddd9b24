"""Decides which item each item follows, when some are new and others were decided before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.forest import NONE, Scores, choose_parents, grade_scores


class Decided(NamedTuple):
    """The items that are decided, by rank; of each the place of its best pair and its parent.

    Both are NONE for an item that follows none.
    """

    items: Numbers
    pairs: Numbers
    parents: Numbers


def is_fresh(ranked: pa.Table) -> Flags:
    """The flags of the column `is_fresh`."""
    flags: Flags = ranked["is_fresh"].to_numpy(zero_copy_only=False)
    return flags


def decide_parents(
    ranked: pa.Table, known: tuple[str, str, str], later: Numbers, earlier: Numbers, scores: Scores
) -> Decided:
    """The fresh items, and the others that a pair is better for than what was known of them.

    `ranked` has is_fresh and the columns named in `known`: an item's id, the id of its parent and
    the score of that; the pairs are of ranks. Of scores equally strong the parent that ranks first
    counts.
    """
    name, parent, score = known
    count = ranked.num_rows
    best, parents = choose_parents(later, earlier, scores, count)
    had = grade_scores(ranked[score].fill_null(-1).to_numpy(zero_copy_only=False))
    has = np.full(count, -1, np.int64)
    has[best != NONE] = grade_scores(scores[best[best != NONE]])
    before = np.where((places := find_places(ranked[name], ranked[parent])) == NONE, count, places)
    better = (has > had) | ((has == had) & (best != NONE) & (parents < before))
    items = np.flatnonzero(is_fresh(ranked) | better)
    return Decided(items, best[items], parents[items])


def find_places(ids: pa.ChunkedArray, wanted: pa.ChunkedArray) -> Numbers:
    """For each wanted id its place among the ids, NONE for a null and for one that is not there."""
    known = pc.index_in(wanted, ids.combine_chunks()).fill_null(NONE)
    places: Numbers = known.to_numpy().astype(np.int64)
    return places


def place_parents(ids: pa.ChunkedArray, parents: pa.ChunkedArray) -> Numbers:
    """For each item the place of its parent, NONE without; KeyError when a parent is not there."""
    places = find_places(ids, parents)
    if np.count_nonzero(places == NONE) != parents.null_count:
        lost = parents.filter(pa.array(places == NONE)).drop_null()
        raise KeyError(f"{lost[0].as_py()} is followed and not there")
    return places


def take_ids(ids: pa.ChunkedArray, places: Numbers) -> pa.ChunkedArray:
    """The ids at these places, null for NONE."""
    return ids.take(places_or_null(places))


def places_or_null(places: Numbers) -> pa.Array:
    """The places as indices to take, null for NONE."""
    missing = places == NONE
    return pa.array(np.where(missing, 0, places), mask=missing)
