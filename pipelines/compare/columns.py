"""Decides how the words of many texts are held as columns, so that they are handled in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Item = TypeVar("Item")
Other = TypeVar("Other")
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Lists:
    """Lists of numbers: all in `flat`, each from its place in `starts`, as long as `sizes` says."""

    def __init__(self, flat: Numbers, sizes: Numbers) -> None:
        self.flat = flat
        self.sizes = sizes
        self.starts: Numbers = np.cumsum(sizes) - sizes

    def spread(self, lists: Numbers) -> tuple[Numbers, Numbers]:
        """All numbers of these lists one after the other, before them the place of each in `lists`."""
        sizes = self.sizes[lists]
        at = np.repeat(np.arange(len(lists)), sizes)
        places = np.arange(len(at)) - (np.cumsum(sizes) - sizes - self.starts[lists])[at]
        return at, self.flat[places]


def list_numbers(lists: Sequence[Sequence[int]]) -> Lists:
    """Lists of numbers as columns."""
    return Lists(np.array([*chain.from_iterable(lists)], np.int64), _sizes(lists))


def _sizes(lists: Sequence[Sequence[object]]) -> Numbers:
    return np.fromiter(map(len, lists), np.int64, len(lists))


@dataclass(frozen=True, slots=True, eq=False)
class Coded(Generic[Item]):
    """The items of so many texts in order: of each its place in `known`, and the number of its text."""

    count: int
    known: list[Item]
    codes: Numbers
    texts: Numbers

    def bounds(self) -> Numbers:
        """Where the items of each text begin, and the end of all."""
        return np.searchsorted(self.texts, np.arange(self.count + 1))

    def read(self, start: int, end: int) -> list[Item]:
        """The items at these places."""
        return [self.known[code] for code in self.codes[start:end].tolist()]

    def by_text(self, told: Sequence[Other]) -> list[list[Other]]:
        """Of each text what is told of its items; `told` answers `known`."""
        items = list(map(told.__getitem__, self.codes.tolist()))
        return [items[a:b] for a, b in pairwise(self.bounds().tolist())]

    def flag(self, fits: Callable[[Item], bool]) -> Flags:
        """Of each item in order whether it fits."""
        flags: Flags = np.fromiter(map(fits, self.known), np.bool_, len(self.known))[self.codes]
        return flags

    def expand(self, make: Callable[[Item], Sequence[Other]]) -> Coded[Other]:
        """The same texts with what is made of each item in its place: none, one or several others."""
        made = list(map(make, self.known))
        items = list(chain.from_iterable(made))
        known = list(dict.fromkeys(items))
        places = dict(zip(known, range(len(known)), strict=True))
        numbers = np.fromiter(map(places.__getitem__, items), np.int64, len(items))
        at, codes = Lists(numbers, _sizes(made)).spread(self.codes)
        return Coded(self.count, known, codes, self.texts[at])

    def replace(self, runs: Iterable[tuple[int, int, Item]]) -> Coded[Item]:
        """The same texts with one item in place of each run from its start to its end."""
        codes, known = self.codes.copy(), list(self.known)
        is_kept = np.ones(len(codes), np.bool_)
        for start, end, item in runs:
            codes[start] = len(known)
            is_kept[start + 1 : end] = False
            known.append(item)
        return Coded(self.count, known, codes[is_kept], self.texts[is_kept])


def split_texts(texts: Sequence[str]) -> Coded[str]:
    """What stands between the blanks of texts; a surrogate, which is part of no word, becomes "?"."""
    written = pa.array([text.encode("utf-8", "replace") for text in texts], pa.string())
    split = pc.ascii_split_whitespace(written)
    parts = split.flatten().dictionary_encode()
    sizes = pc.list_value_length(split).to_numpy(zero_copy_only=False)
    return Coded(
        len(texts),
        parts.dictionary.to_pylist(),
        parts.indices.to_numpy().astype(np.int64),
        np.repeat(np.arange(len(texts)), sizes),
    )


def join_texts(parts: Sequence[tuple[Numbers, Coded[Item]]], count: int) -> Coded[Item]:
    """Texts from several, told with the number that each has among all."""
    known = [item for _, part in parts for item in part.known]
    firsts = np.cumsum([0, *(len(part.known) for _, part in parts)])
    codes = np.concatenate(
        [part.codes + first for (_, part), first in zip(parts, firsts, strict=False)]
    )
    texts = np.concatenate([numbers[part.texts] for numbers, part in parts])
    order = np.argsort(texts, kind="stable")
    return Coded(count, known, codes[order], texts[order])


def find_groups(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Of each different number the first place where it stands, and how often it does; sorted."""
    order = np.argsort(numbers, kind="stable")
    is_first = np.ones(len(order), np.bool_)
    np.not_equal(numbers[order][1:], numbers[order][:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return order[starts], np.diff(starts, append=len(order))


def are_among(numbers: Numbers, others: Numbers) -> Flags:
    """Of each number whether it is one of the others."""
    known = sort_unique(np.append(others, np.iinfo(np.int64).max))
    found: Flags = known[np.searchsorted(known, numbers)] == numbers
    return found


def sort_unique(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The different numbers, sorted; faster than a hash for many that are all different."""
    numbers = np.sort(numbers)
    is_first = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return numbers[is_first]


def places_within(groups: Numbers) -> Numbers:
    """Of each item its place in its group; the groups are in order."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)


def rank_texts(texts: Sequence[str]) -> Numbers:
    """The place of each text among all when they are sorted."""
    rank = np.empty(len(texts), np.int64)
    rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return rank
