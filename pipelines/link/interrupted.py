"""Decides which two sentences of quotes are one that the page's own words interrupt.

"We lost the pier," she said, "because the storm came": the first part begins a sentence and does
not end it, and behind a few words of the page the second goes on with a small letter. Single words
that a page takes from a speech ("bold", "rare") are no such parts.
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
# Signs of the page between the parts, and words of the first one.
LONGEST_GAP, FEWEST_WORDS = 150, 3


def find_interrupted(parts: pa.Table) -> pa.Table:
    """Table(one, other) of the parts of one sentence.

    `parts` has a row for each two neighbouring parts of a statement: `one` and `other`, the last
    sentence of the former and the first of the latter, their texts `before` and `after`, and how
    many signs stand between them as `gap`.
    """
    columns = (parts[name].to_pylist() for name in ("before", "after", "gap"))
    goes_on = pa.array(map(_goes_on, *columns), pa.bool_())
    return parts.select(["one", "other"]).filter(goes_on)


def _goes_on(before: str, after: str, gap: int) -> bool:
    begins = before.lstrip(OPENING)[:1]
    is_open = not before.rstrip(CLOSING).endswith(STOPS)
    return (
        gap <= LONGEST_GAP
        and is_open
        and not begins.islower()
        and len(before.split()) >= FEWEST_WORDS
        and after.lstrip(OPENING)[:1].islower()
    )


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
