"""Decides which unlike names are one person's, since pages give both the same words time and again.

A nickname that no list has, or another romanisation, shows so: one page has Nalle Lindholm say
what another has Gunnar Lindholm say, story after story. Relatives say words of their own, and pages
that have both tell that they are two.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.name_kin import are_kin, count_words, have_other_given_names
from pipelines.link.speaker_forms import PERSON, Form
from pipelines.link.speaker_groups import Groups
from pipelines.link.speaker_mentions import Spoken
from pipelines.link.told import count_pairs, distinct_pairs, spread

# So many utterances, and such a share of all that several pages carry, pages give the other name;
# in so many stories: of one event a page that has the name wrong has all its words wrong.
LEAST_SAID, LEAST_SHARE, LEAST_STORIES = 2, 0.5, 2
# The same where both given names are known ones, as of relatives.
LEAST_SAID_OTHERS, LEAST_SHARE_OTHERS = 5, 0.7
# What more names have said than these tells of nobody.
MOST_NAMES = 8


class _Said(NamedTuple):
    """Of each pair of groups, the smaller first: utterances that both have, and stories of these.

    Of each group: all its utterances that several pages carry.
    """

    smaller: Numbers
    larger: Numbers
    shared: Numbers
    stories: Numbers
    carried: Numbers


def join_by_words(groups: Groups, spoken: Spoken) -> None:
    """Put each group of full names to the one that most of its words are given, if they are kin."""
    heads = groups.heads()
    is_full = np.array(
        [form.group in (PERSON, "") and count_words(form.name) > 1 for form in spoken.forms],
        np.bool_,
    )
    said = _count_shared(spoken, heads, is_full[spoken.form], groups)
    pages = _pages_of(spoken, heads, is_full[spoken.form])
    order = np.lexsort((said.larger, -said.shared))
    taken: set[int] = set()
    for pair in order[said.stories[order] >= LEAST_STORIES].tolist():
        small, large = int(said.smaller[pair]), int(said.larger[pair])
        if small in taken:
            continue
        one, other = spoken.forms[small], spoken.forms[large]
        shared, carried = int(said.shared[pair]), int(said.carried[small])
        if _are_one(groups, one, other, shared, carried) and pages[small].isdisjoint(pages[large]):
            taken.add(small)
            groups.add_slip(other, one)


def _count_shared(spoken: Spoken, heads: Numbers, is_full: Flags, groups: Groups) -> _Said:
    told = spoken.utterances
    some = is_full[told.items]
    items, values = told.items[some], told.values[some]
    mine = heads[spoken.form[items]]
    pages = np.bincount(distinct_pairs(values, spoken.page[items])[0], minlength=len(told.texts))
    utterances, mine = distinct_pairs(values, mine)
    carried = np.bincount(mine[pages[utterances] > 1], minlength=len(heads))
    names = np.bincount(utterances, minlength=len(told.texts))
    is_shared = (names[utterances] > 1) & (names[utterances] <= MOST_NAMES)
    utterances, mine = utterances[is_shared], mine[is_shared]
    places, owners = spread(
        np.searchsorted(utterances, utterances), np.searchsorted(utterances, utterances, "right")
    )
    one, other = mine[owners], mine[places]
    size = np.array([groups.pages(form) for form in spoken.forms], np.int64)
    is_smaller = (one != other) & (
        (size[one] < size[other]) | ((size[one] == size[other]) & (one > other))
    )
    one, other, places = one[is_smaller], other[is_smaller], places[is_smaller]
    smaller, larger, shared = count_pairs(one, other)
    stories = _find_stories(spoken)[utterances[places]]
    told_in, _ = distinct_pairs(one * np.int64(len(heads)) + other, stories)
    return _Said(smaller, larger, shared, np.unique(told_in, return_counts=True)[1], carried)


def _find_stories(spoken: Spoken) -> Numbers:
    """Of each utterance the story of the first page that has it."""
    told = spoken.utterances
    first = np.full(len(told.texts), len(spoken.pages.days) - 1)
    np.minimum.at(first, told.values, spoken.page[told.items])
    stories: Numbers = spoken.pages.scopes.places[first]
    return stories


def _pages_of(spoken: Spoken, heads: Numbers, is_full: Flags) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for head, page in zip(
        heads[spoken.form[is_full]].tolist(), spoken.page[is_full].tolist(), strict=True
    ):
        found.setdefault(head, set()).add(page)
    return found


def _are_one(groups: Groups, one: Form, other: Form, shared: int, carried: int) -> bool:
    """Whether the words are given both names often enough."""
    if shared < LEAST_SAID or shared < LEAST_SHARE * carried:
        return False
    pairs = [(a, b) for a in groups.names(one) for b in groups.names(other) if are_kin(a, b)]
    if shared >= LEAST_SAID_OTHERS and shared >= LEAST_SHARE_OTHERS * carried:
        return bool(pairs)
    return any(not have_other_given_names(a, b) for a, b in pairs)
