"""Decides how many texts are laid out for comparing at once: words as numbers, texts as strings of them.

A text becomes a string with one character for each word, so that what compares letters compares
words, many pairs in one call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from pipelines.compare.columns import Coded
from pipelines.compare.sentence_keys import CONTENT
from pipelines.compare.words import Word, cut_ending, number_stems
from pipelines.link.blocks import Numbers
from pipelines.link.told import distinct_pairs, number_texts

Weights = npt.NDArray[np.float32]

# Code points that are no characters are passed over; beyond the last one numbers begin again.
SURROGATES, GAP, CODE_POINTS = 0xD800, 0x800, 0x110000 - 0x800
WORKERS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts by number: all words in order, and the different telling ones.

    `whole` is one number for texts of the same words. `words` and `telling` are strings of words, the second sorted; `plain` are the stems with blanks
    between, `weights` what each weighs. `flat[starts[i] : starts[i + 1]]` are the telling words of
    text i as numbers, `flat_weights` what they weigh there, `weight` what they do together: a word
    weighs what it does in its own text, so that a pair's likeness is that of the two alone.
    `negating` are the stems of words that reverse what is said, `negations` how many a text has.
    """

    words: list[str]
    whole: Numbers
    telling: list[str]
    plain: list[str]
    weights: list[list[float]]
    weight: Weights
    size: npt.NDArray[np.int32]
    negations: npt.NDArray[np.int32]
    negating: frozenset[str]
    starts: Numbers
    flat: Numbers
    flat_weights: Weights
    vocabulary: int

    def common(self, one: Numbers, other: Numbers) -> Weights:
        """The weight of the telling words of the first of each pair that the other has too."""
        sizes = np.diff(self.starts)[one]
        pair = np.repeat(np.arange(len(one)), sizes)
        places = self.starts[one][pair] + np.arange(len(pair))
        places -= np.repeat(np.cumsum(sizes) - sizes, sizes)
        step = np.int64(self.vocabulary + 1)
        held = np.repeat(np.arange(len(self.size)), np.diff(self.starts)) * step + self.flat
        asked = other[pair] * step + self.flat[places]
        found = np.minimum(np.searchsorted(held, asked), len(held) - 1)
        shared = np.where(held[found] == asked, self.flat_weights[places], 0)
        return np.bincount(pair, shared, len(one)).astype(np.float32)


def lay_out(words: Coded[Word]) -> Texts:
    """The texts, told by their words, laid out."""
    row, count = words.texts, words.count
    bounds = words.bounds()
    stems, codes = _number_in_order(words)
    plain = [word.stem for word in words.known]
    weighed = [word.weight for word in words.known]
    weights = np.array(weighed, np.float64)[words.codes]
    negates = words.flag(lambda word: word.negates)
    telling = _find_telling(row, codes, weights)
    counts = np.bincount(row[telling], minlength=count)
    flat, flat_weights = codes[telling], weights[telling].astype(np.float32)
    written = write_numbers(codes, bounds)
    known: dict[str, int] = {}
    return Texts(
        words=written,
        whole=np.array([known.setdefault(text, len(known)) for text in written], np.int64),
        telling=write_numbers(flat, np.r_[0, np.cumsum(counts)]),
        plain=[" ".join(text) for text in words.by_text(plain)],
        weights=words.by_text(weighed),
        weight=np.bincount(row[telling], flat_weights, count).astype(np.float32),
        size=np.diff(bounds).astype(np.int32),
        negations=np.bincount(row[negates], minlength=count).astype(np.int32),
        negating=frozenset(word.stem for word in words.known if word.negates),
        starts=np.r_[0, np.cumsum(counts)],
        flat=flat,
        flat_weights=flat_weights,
        vocabulary=len(stems),
    )


def _number_in_order(words: Coded[Word]) -> tuple[list[str], Numbers]:
    """The different stems in the order in which they are met, and of each word the place of its own."""
    stems, stem = number_stems(words.known)
    codes = stem[words.codes]
    met = np.full(len(stems), len(codes))
    met[codes[::-1]] = np.arange(len(codes))[::-1]
    order = np.argsort(met, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    in_use = np.count_nonzero(met < len(codes))
    return [stems[place] for place in order[:in_use].tolist()], rank[codes]


def _find_telling(row: Numbers, codes: Numbers, weights: npt.NDArray[np.float64]) -> Numbers:
    """The places of the different telling words of each text, of several forms the heaviest."""
    places = np.flatnonzero(weights >= CONTENT)
    places = places[np.lexsort((-weights[places], codes[places], row[places]))]
    same = (row[places][1:] == row[places][:-1]) & (codes[places][1:] == codes[places][:-1])
    found: Numbers = places[np.r_[True, ~same][: len(places)]]
    return found


def write_terms(terms: Iterable[Collection[str]]) -> list[str]:
    """Each set of terms as a string with a character for each, sorted: what is common is in order."""
    rows = list(terms)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(term, len(numbers)) for row in rows for term in row]
    found = np.array(codes, np.int64)
    order = np.lexsort((found, np.repeat(np.arange(len(rows)), sizes)))
    return write_numbers(found[order], np.r_[0, np.cumsum(sizes)])


def write_stems(lists: pa.Array) -> list[str]:
    """Each list of words as a string with a character for each different stem, sorted."""
    words = number_texts(lists.flatten())
    stems = number_texts(pa.array(map(cut_ending, words.texts.to_pylist()), pa.string()))
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    rows, codes = distinct_pairs(rows, stems.places[words.places])
    return write_numbers(codes, np.searchsorted(rows, np.arange(len(lists) + 1)))


def write_numbers(numbers: Numbers, starts: Numbers) -> list[str]:
    """Runs of numbers as strings with a character for each; `starts` has the ends of all too."""
    codes = numbers % CODE_POINTS
    codes = np.where(codes < SURROGATES, codes, codes + GAP).astype("<u4")
    text = codes.tobytes().decode("utf-32-le")
    return [text[a:b] for a, b in pairwise(starts.tolist())]


def longest_common(texts: Sequence[str], one: Numbers, other: Numbers) -> npt.NDArray[np.int32]:
    """The length of the longest common subsequence of the two strings of each pair."""
    left = [texts[number] for number in one.tolist()]
    right = [texts[number] for number in other.tolist()]
    return cpdist(left, right, scorer=LCSseq.similarity, dtype=np.int32, workers=WORKERS)
