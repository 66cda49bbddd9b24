"""Decides whose the quotes are that name nobody."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.forest import NONE
from pipelines.link.speaker_forms import fold_stated
from pipelines.link.speaker_mentions import Spoken
from pipelines.link.told import count_pairs, distinct_pairs, number_texts, spread

# Of the pages that name anybody for some words, so large a share must agree.
AGREEING = 0.66


def hear_speakers(quotes: pa.Table, spoken: Spoken, speakers: Numbers) -> Numbers:
    """Of each quote that names nobody the speaker as others tell it, NONE where they do not.

    It is the one to whom two in three pages with the same words give them. What else a page has of
    the same source, such as "a spokesman of the ministry", is of that speaker too. `speakers` has
    the speaker of each mention.
    """
    found = np.full(quotes.num_rows, NONE, np.int64)
    rows, heard = _hear(spoken, speakers)
    found[rows] = heard
    sources = _number_sources(quotes, spoken.mention == NONE)
    some = (sources != NONE) & (found != NONE)
    known, persons = _agree(*count_pairs(sources[some], found[some]), share=1.0)
    open_ = np.flatnonzero((sources != NONE) & (found == NONE))
    of_source = np.full(sources.max(initial=NONE) + 1, NONE, np.int64)
    of_source[known] = persons
    found[open_] = of_source[sources[open_]]
    return found


def _hear(spoken: Spoken, speakers: Numbers) -> tuple[Numbers, Numbers]:
    """The quotes without a name whose words others give one speaker, and that speaker."""
    said, unnamed = spoken.utterances, spoken.unnamed
    count = np.int64(speakers.max(initial=0) + 1)
    who = said.values * count + speakers[said.items]
    given, pages = np.unique(distinct_pairs(who, spoken.page[said.items])[0], return_counts=True)
    utterances, persons = np.divmod(given, count)
    starts = np.searchsorted(utterances, unnamed.values)
    ends = np.searchsorted(utterances, unnamed.values, side="right")
    places, owners = spread(starts, ends)
    pairs = unnamed.items[owners] * count + persons[places]
    voted, of = np.unique(pairs, return_inverse=True)
    votes = np.bincount(of, pages[places], len(voted)).astype(np.int64)
    return _agree(*np.divmod(voted, count), votes, share=AGREEING)


def _agree(
    items: Numbers, persons: Numbers, votes: Numbers, *, share: float
) -> tuple[Numbers, Numbers]:
    """The items, sorted, of whose votes a share at least is for one person, and that person."""
    total = np.bincount(items, votes)
    best = votes >= share * total[items]
    return items[best], persons[best]


def _number_sources(quotes: pa.Table, is_unnamed: Flags) -> Numbers:
    """The sources without a name, one for each page, role and affiliation; NONE for other quotes."""
    page, role, body = (
        number_texts(quotes[name]) for name in ("doc_id", "speaker_role", "speaker_affiliation")
    )
    roles, bodies = (
        number_texts(pa.array(map(fold_stated, one.texts.to_pylist()), pa.string()))
        for one in (role, body)
    )
    stated = [
        np.append(folded.places, NONE)[one.places] + 1
        for folded, one in ((roles, role), (bodies, body))
    ]
    ids = (page.places * (len(roles.texts) + 1) + stated[0]) * (len(bodies.texts) + 1) + stated[1]
    is_source = is_unnamed & (stated[0] + stated[1] > 0)
    sources = np.full(quotes.num_rows, NONE, np.int64)
    sources[is_source] = np.unique(ids[is_source], return_inverse=True)[1]
    return sources
