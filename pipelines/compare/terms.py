"""Decides which words of a page tell its event: rare ones that stand in the title or often."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import numpy as np

from pipelines.compare.columns import (
    Coded,
    Numbers,
    Weights,
    are_among,
    find_groups,
    places_within,
    rank_texts,
)
from pipelines.compare.words import Word, number_stems

MOST_TERMS = 16
LEAST_WEIGHT = 1.0
# The first words of an article tell its event, the rest also what came before.
LEAD = 120
IN_TITLE, IN_LEAD = 1.6, 1.3


def event_terms(words: Coded[Word]) -> list[tuple[str, ...]]:
    """Each page's most telling words in folded form, one of each stem, the most telling first.

    The texts of `words` are in turn the title and the body of a page.
    """
    stems, stem = number_stems(words.known)
    both = words.texts // 2 * len(stems) + stem[words.codes]
    weights = np.array([word.weight for word in words.known], np.float64)
    is_telling = (weights >= LEAST_WEIGHT) & ~np.array([*map(str.isdecimal, stems)], np.bool_)[stem]
    telling = np.flatnonzero(is_telling[words.codes])
    first, counts = find_groups(both[telling])
    first = telling[first]
    codes = words.codes[first]
    is_title = words.texts % 2 == 0
    is_lead = np.arange(len(both)) - words.bounds()[words.texts] < LEAD
    in_title, in_lead = (are_among(both[first], both[some]) for some in (is_title, is_lead))
    place = np.where(in_title, IN_TITLE, np.where(in_lead, IN_LEAD, 1))
    score = weights[codes] * _grow(counts) * place
    page = words.texts[first] // 2
    best = np.lexsort((rank_texts(stems)[stem[codes]], -score, page))
    best = best[places_within(page[best]) < MOST_TERMS]
    terms = [words.known[code].text for code in codes[best].tolist()]
    bounds = np.searchsorted(page[best], np.arange(words.count // 2 + 1)).tolist()
    return [tuple(terms[a:b]) for a, b in pairwise(bounds)]


def _grow(counts: Numbers) -> Weights:
    """How much more words tell that stand so often."""
    known, codes = np.unique(counts, return_inverse=True)
    return np.array([1 + log2(count) / 4 for count in known.tolist()], np.float64)[codes]
