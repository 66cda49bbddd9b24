"""Decides which bodies are compared as possible copies: those that share a band of MinHash numbers.

Source: Broder, "On the resemblance and containment of documents" (1997); bands after Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pipelines.compare.columns import sort_unique
from pipelines.compare.words import TOKENS

Digests = npt.NDArray[np.uint64]

RUN = 4
BANDS, ROWS = 24, 3
FEWEST_RUNS = 8
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_random = np.random.default_rng(20240222)
FACTORS = _random.integers(1, 1 << 63, BANDS * ROWS, np.uint64) | np.uint64(1)
SHIFTS = _random.integers(0, 1 << 63, BANDS * ROWS, np.uint64)
ROW_FACTORS = FACTORS[:ROWS]


def hash_runs(words: Sequence[int] | Digests) -> Digests:
    """The different runs of four neighbouring words, given as numbers, as sorted 64-bit digests."""
    numbers = np.asarray(words, np.uint64)
    if len(numbers) < RUN:
        return sort_unique(numbers)
    places = len(numbers) - RUN + 1
    runs = np.zeros(places, np.uint64)
    for step in range(RUN):
        runs = (runs ^ numbers[step : step + places]) * MULTIPLIER
        runs ^= runs >> np.uint64(29)
    return sort_unique(runs)


def number_words(text: str, met: dict[str, int]) -> list[int]:
    """The words of a text as numbers, whatever their case and the marks around; `met` remembers."""
    found = []
    for token in chain.from_iterable(map(TOKENS.__getitem__, text.split())):
        number = met.get(token)
        if number is None:
            number = met[token] = crc32(token.encode("utf-8", "surrogatepass"))
        found.append(number)
    return found


def hash_bands(runs: Digests) -> list[int]:
    """The bands of a body as signed 32-bit numbers; none for a body of few words.

    Bodies that share half of their runs share a band nearly always (.96), those that share a
    tenth hardly ever (.02).
    """
    if len(runs) < FEWEST_RUNS:
        return []
    mapped = np.multiply.outer(FACTORS, runs)
    mapped += SHIFTS[:, None]
    least = mapped.min(axis=1)
    rows = (least >> np.uint64(32)).reshape(BANDS, ROWS)
    mixed = (rows * ROW_FACTORS).sum(axis=1, dtype=np.uint64) + np.arange(BANDS, dtype=np.uint64)
    mixed = (mixed * MULTIPLIER) >> np.uint64(32)
    bands: list[int] = mixed.astype(np.uint32).view(np.int32).tolist()
    return bands
