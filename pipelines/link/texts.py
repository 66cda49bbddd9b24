"""Decides how many texts are laid out for comparing at once: words as numbers, texts as strings of them.

A text becomes a string with one character for each word, so that what compares letters compares
words, many pairs in one call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from pipelines.compare.keys import CONTENT
from pipelines.compare.rarity import NEGATIONS
from pipelines.compare.words import Word, cut_ending
from pipelines.link.blocks import Numbers

Weights = npt.NDArray[np.float32]

# Code points that are no characters are passed over; beyond the last one numbers begin again.
SURROGATES, GAP, CODE_POINTS = 0xD800, 0x800, 0x110000 - 0x800
WORKERS = 2
NEGATION_STEMS = frozenset(map(cut_ending, NEGATIONS))


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts by number: all words in order, and the different telling ones.

    `whole` is one number for texts of the same words. `words` and `telling` are strings of words, the second sorted; `plain` are the stems with blanks
    between, `weights` what each weighs. `flat[starts[i] : starts[i + 1]]` are the telling words of
    text i as numbers, `flat_weights` what they weigh there, `weight` what they do together: a word
    weighs what it does in its own text, so that a pair's likeness is that of the two alone.
    """

    words: list[str]
    whole: Numbers
    telling: list[str]
    plain: list[str]
    weights: list[list[float]]
    weight: Weights
    size: npt.NDArray[np.int32]
    negations: npt.NDArray[np.int32]
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


def lay_out(texts: Sequence[Sequence[Word]]) -> Texts:
    """The texts, each a sequence of words, laid out."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(word.stem, len(numbers)) for word in text] for text in texts]
    telling = [
        sorted(_weigh_telling(row, text).items()) for row, text in zip(rows, texts, strict=True)
    ]
    counts = np.fromiter(map(len, telling), np.int64, len(telling))
    starts = np.r_[0, np.cumsum(counts)]
    flat = np.fromiter((number for row in telling for number, _ in row), np.int64, int(starts[-1]))
    weights = np.fromiter((one for row in telling for _, one in row), np.float32, len(flat))
    total = np.bincount(np.repeat(np.arange(len(telling)), counts), weights, len(telling))
    words = [_as_string(row) for row in rows]
    known: dict[str, int] = {}
    return Texts(
        words=words,
        whole=np.array([known.setdefault(text, len(known)) for text in words], np.int64),
        telling=[_as_string([number for number, _ in row]) for row in telling],
        plain=[" ".join([word.stem for word in text]) for text in texts],
        weights=[[word.weight for word in text] for text in texts],
        weight=total.astype(np.float32),
        size=np.fromiter(map(len, rows), np.int32, len(rows)),
        negations=np.fromiter(
            (sum(word.stem in NEGATION_STEMS for word in text) for text in texts),
            np.int32,
            len(rows),
        ),
        starts=starts,
        flat=flat,
        flat_weights=weights,
        vocabulary=len(numbers),
    )


def _weigh_telling(numbers: Sequence[int], text: Sequence[Word]) -> dict[int, float]:
    """The telling words of a text with what they weigh, of several forms the heaviest."""
    found: dict[int, float] = {}
    for number, word in zip(numbers, text, strict=True):
        if word.weight >= max(CONTENT, found.get(number, 0)):
            found[number] = word.weight
    return found


def _as_string(numbers: Sequence[int]) -> str:
    codes = (number % CODE_POINTS for number in numbers)
    return "".join(chr(code if code < SURROGATES else code + GAP) for code in codes)


def longest_common(texts: Sequence[str], one: Numbers, other: Numbers) -> npt.NDArray[np.int32]:
    """The length of the longest common subsequence of the two strings of each pair."""
    left = [texts[number] for number in one.tolist()]
    right = [texts[number] for number in other.tolist()]
    return cpdist(left, right, scorer=LCSseq.similarity, dtype=np.int32, workers=WORKERS)
