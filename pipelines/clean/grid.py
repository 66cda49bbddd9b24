"""Decides how the lines of a batch of pages lie in arrays: characters, words, lines, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from pipelines.clean.characters import (
    KIND,
    KINDS,
    WORD_KINDS,
    Array,
    character_tables,
    code_points,
)
from pipelines.clean.lines import Line

# What a line is shows in its beginning and in its end; a longer one counts without its middle.
REACH = 1_500
MIXERS = tuple(
    np.uint64(number)
    for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
)
MOST_POWERS = 1_024


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a batch, laid out end to end; every pair of bounds is half-open.

    `page` is each line's page, `first` and `last` bound each line's page; `start` and `end` bound
    its characters, `kinds` are theirs. Words are runs of letters and digits, or single
    characters of scripts without spaces; `word_line` is each word's line, `word_hash` is over
    folded characters, `line_hash` over the words. `first_word` and `word_count` are each line's.
    """

    page: Array
    first: Array
    last: Array
    start: Array
    end: Array
    gap: Array
    codes: Array
    kinds: Array
    line_of: Array
    word_start: Array
    word_end: Array
    word_line: Array
    word_place: Array
    word_hash: Array
    first_word: Array
    word_count: Array
    line_hash: Array

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self.page)

    def count(self, places: Array) -> Array:
        """How many of the given characters each line has."""
        return np.bincount(self.line_of[places], minlength=self.lines)


def lay_out(pages: Sequence[Sequence[Line]], gaps: Sequence[Array]) -> Grid:
    """The grid of the pages' lines, at least one in all; `gaps` are line breaks before each."""
    texts = [
        line.text if line.end - line.start <= 2 * REACH else _ends(line.text)
        for line in chain.from_iterable(pages)
    ]
    sizes = np.fromiter(map(len, pages), np.int64, len(pages))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    codes = code_points("\n".join(texts) + "\n")
    kinds = character_tables()[0].take(codes)
    line_of = np.repeat(np.arange(len(texts), dtype=np.int32), lengths + 1)
    words = _Words(codes, kinds, line_of, len(texts))
    page_last = np.cumsum(sizes)
    return Grid(
        page=np.repeat(np.arange(len(pages)), sizes),
        first=np.repeat(page_last - sizes, sizes),
        last=np.repeat(page_last, sizes),
        start=ends - lengths,
        end=ends,
        gap=np.concatenate(gaps),
        codes=codes,
        kinds=kinds,
        line_of=line_of,
        word_start=words.start,
        word_end=words.end,
        word_line=words.line,
        word_place=words.place,
        word_hash=words.hash,
        first_word=words.first,
        word_count=words.count,
        line_hash=words.line_hash,
    )


def _ends(text: str) -> str:
    return f"{text[:REACH]} {text[-REACH:]}"


class _Words:
    """The words of all lines, with hashes that depend on the word or line alone."""

    def __init__(self, codes: Array, kinds: Array, line_of: Array, lines: int) -> None:
        lettered = np.frombuffer(kinds.tobytes().translate(IN_WORD), bool)
        unspaced = kinds == KIND["unspaced"]
        before = np.zeros_like(lettered)
        before[1:] = lettered[:-1]
        self.start = np.flatnonzero((lettered & ~before) | unspaced)
        after = np.zeros_like(lettered)
        after[:-1] = lettered[1:]
        self.end = np.flatnonzero((lettered & ~after) | unspaced) + 1
        self.line = line_of[self.start]
        lengths = self.end - self.start
        firsts = np.cumsum(lengths) - lengths
        inside = np.arange(lengths.sum(), dtype=np.int32)
        inside -= np.repeat(firsts.astype(np.int32), lengths)
        np.minimum(inside, MOST_POWERS - 1, out=inside)
        letters = _letter_numbers().take(codes[lettered | unspaced])
        self.hash = mix(_sum(letters * POWERS.take(inside), firsts), 1)
        first_words = np.searchsorted(self.line, np.arange(lines))
        self.place = np.arange(len(self.line)) - first_words[self.line]
        weighted = self.hash * POWERS.take(np.minimum(self.place, MOST_POWERS - 1))
        self.first = first_words
        self.count = np.bincount(self.line, minlength=lines)
        filled = self.count > 0
        self.line_hash = np.zeros(lines, np.uint64)
        self.line_hash[filled] = _sum(weighted, first_words[filled])


def mix(values: Array, role: int) -> Array:
    """The hashes for another purpose: every role has numbers of its own."""
    mixed = values * MIXERS[role % len(MIXERS)]
    mixed ^= mixed >> np.uint64(29)
    return mixed * MIXERS[(role + 1) % len(MIXERS)]


@lru_cache(maxsize=1)
def _letter_numbers() -> Array:
    """A number for each character by which the hashes of words tell it."""
    numbers = (character_tables()[1].astype(np.uint64) + np.uint64(77)) * MIXERS[1]
    return numbers ^ (numbers >> np.uint64(31))


def _sum(values: Array, firsts: Array) -> Array:
    return np.add.reduceat(values, firsts) if len(firsts) else np.zeros(0, np.uint64)


POWERS = np.cumprod(np.full(MOST_POWERS, MIXERS[0]))
IN_WORD = bytes(n < len(KINDS) and KINDS[n] in WORD_KINDS for n in range(256))
