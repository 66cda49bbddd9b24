"""Decides whose the quotes are that name nobody."""

from __future__ import annotations

import numpy as np

from pipelines.link.blocks import Numbers
from pipelines.link.speaker_mentions import Spoken
from pipelines.link.told import distinct_pairs, spread

# Of the pages that name anybody for some words, so large a share must agree.
AGREEING = 0.66


def hear_speakers(spoken: Spoken, speakers: Numbers) -> tuple[Numbers, Numbers]:
    """The quotes that name nobody and whose words others give a speaker, and that speaker.

    It is the one to whom two in three pages with the same words give them. `speakers` has the
    speaker of each mention.
    """
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
    quotes, heard = np.divmod(voted, count)
    is_one = votes >= AGREEING * np.bincount(quotes, votes)[quotes]
    return quotes[is_one], heard[is_one]
