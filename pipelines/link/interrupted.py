"""Decides which two sentences of quotes are one that the page's own words interrupt.

"We lost the pier," she said, "because the storm came": the first part ends no sentence, and the
second goes on with a small letter.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.forest import NONE
from pipelines.link.parents import find_places

CLOSING, OPENING = "\"'”’»“) ", "\"'“‘«”„([….- "
STOPS = (".", "!", "?", "…", ".)")


def find_interrupted(parts: pa.Table) -> pa.Table:
    """Table(one, other) of the parts of one sentence.

    `parts` has a row for each two neighbouring parts of a statement: `one` and `other`, the last
    sentence of the former and the first of the latter, and their texts `before` and `after`.
    """
    texts = zip(parts["before"].to_pylist(), parts["after"].to_pylist(), strict=True)
    goes_on = pa.array([_goes_on(before, after) for before, after in texts], pa.bool_())
    return parts.select(["one", "other"]).filter(goes_on)


def _goes_on(before: str, after: str) -> bool:
    is_open = not before.rstrip(CLOSING).endswith(STOPS)
    return is_open and after.lstrip(OPENING)[:1].islower()


def join_interrupted(roots: Numbers, ids: pa.ChunkedArray, interrupted: pa.Table) -> Numbers:
    """The roots of sentences, with those of two parts of one sentence made one.

    Two utterances that both have sentences which no page interrupts stay two: one of the parts is
    then told too little to be sure of its own.
    """
    one, other = (find_places(ids, interrupted[name]) for name in ("one", "other"))
    known = (one != NONE) & (other != NONE)
    one, other = one[known], other[known]
    is_whole = _have_whole(roots, one, other)
    one, other = roots[one], roots[other]
    joins = (one != other) & ~(is_whole[one] & is_whole[other])
    return _join(roots, zip(one[joins].tolist(), other[joins].tolist(), strict=True))


def _have_whole(roots: Numbers, one: Numbers, other: Numbers) -> Flags:
    """Of each sentence whether it is the root of any that is no part."""
    is_part = np.zeros(len(roots), np.bool_)
    is_part[one] = is_part[other] = True
    have = np.zeros(len(roots), np.bool_)
    have[roots[~is_part]] = True
    return have


def _join(roots: Numbers, pairs: Iterable[tuple[int, int]]) -> Numbers:
    """The roots with those of each pair led to the first of all that are joined."""
    first: dict[int, int] = {}

    def lead(place: int) -> int:
        while (further := first.get(place, place)) != place:
            first[place] = first.get(further, further)
            place = first[place]
        return place

    for one, other in pairs:
        low, high = sorted((lead(one), lead(other)))
        first[high] = low
    joined = roots.copy()
    moved = np.flatnonzero(np.isin(roots, list(first)))
    joined[moved] = [lead(place) for place in roots[moved].tolist()]
    return joined
