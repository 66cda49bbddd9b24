"""Decides what a key is by which pages are brought together for comparing, and those of their events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pipelines.compare.columns import Lists, Numbers, list_numbers, sort_unique
from pipelines.compare.words import cut_ending

Digests = npt.NDArray[np.uint32]

DAYS_TOGETHER = 4
TERMS_PAIRED = 6
UNKNOWN_DAY = (0,)
ANY_DAY = 1
HALF = 1 << 31
FIRST_FACTOR, SECOND_FACTOR = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)


class Keys(NamedTuple):
    """What keys are made of: the number of the item that has each, a word, a name and a day."""

    item: Numbers
    word: Numbers
    name: Numbers
    day: Numbers


def day_buckets(day: date | None) -> Sequence[int]:
    """Two numbers for a day, of which days close together share one at least."""
    if day is None:
        return UNKNOWN_DAY
    number = day.toordinal() // DAYS_TOGETHER
    return number, number + 1


def key_events(
    terms: Sequence[Sequence[str]], days: Sequence[date | None]
) -> list[tuple[int, ...]]:
    """The keys of each page's event terms, signed 32-bit digests, sorted.

    A term is joined with the days around publication; pairs of the first terms stand without, for
    pages that do not tell their day.
    """
    numbers = list_numbers([[_number_term(term) for term in page] for page in terms])
    buckets = list_numbers([() if day is None else day_buckets(day) for day in days])
    return list_keys((_pair_terms(numbers), _date_terms(numbers, buckets)), len(terms))


def list_keys(keys: Iterable[Keys], count: int) -> list[tuple[int, ...]]:
    """The different keys of each of so many items as signed 32-bit digests, sorted."""
    item, *parts = (np.concatenate(column) for column in zip(*keys, strict=True))
    digests = _mix(*(part.astype(np.uint32) for part in parts))
    packed = sort_unique(item.astype(np.uint64) << np.uint64(32) | digests)
    bounds = np.searchsorted(packed, np.arange(count + 1, dtype=np.uint64) << np.uint64(32))
    signed = (packed.astype(np.uint32) ^ np.uint32(HALF)).view(np.int32).tolist()
    return [tuple(signed[a:b]) for a, b in pairwise(bounds.tolist())]


def digest_text(text: str) -> int:
    """The key of a text that stands for itself, a signed 32-bit digest."""
    return number_text(text) - HALF


def number_text(text: str) -> int:
    """A number of 32 bits for a text."""
    return crc32(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 16)
def _number_term(term: str) -> int:
    return number_text(cut_ending(term))


def _pair_terms(terms: Lists) -> Keys:
    """Keys of each two of the first terms."""
    pages, words = [], []
    for one, other in combinations(range(TERMS_PAIRED), 2):
        page = np.flatnonzero(terms.sizes > other)
        first = terms.starts[page]
        pages.append(page)
        words.append(terms.flat[first + one] ^ terms.flat[first + other])
    page, word = np.concatenate(pages), np.concatenate(words)
    return Keys(page, word, np.zeros_like(page), np.full_like(page, ANY_DAY))


def _date_terms(terms: Lists, days: Lists) -> Keys:
    """Keys of each term with the days around publication."""
    page, word = terms.spread(np.arange(len(terms.sizes)))
    at, day = days.spread(page)
    return Keys(page[at], word[at], np.zeros_like(at), day)


def _mix(word: Digests, name: Digests, day: Digests) -> Digests:
    """A 32-bit digest of each three numbers."""
    mixed = (word * FIRST_FACTOR ^ name) * SECOND_FACTOR + day * FIRST_FACTOR
    mixed ^= mixed >> np.uint32(15)
    return mixed * FIRST_FACTOR
