"""Decides how a flat clustering is compared with the true one: B-cubed, in n log n."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Codes = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall over this many items."""

    precision: float
    recall: float
    items: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def encode_clusters(ids: pa.Array | pa.ChunkedArray | list[str | None]) -> Codes:
    """A number for each cluster; an item without an id is a cluster of its own."""
    array = pa.array(ids) if isinstance(ids, list) else ids
    whole = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    indices = whole.cast(pa.string()).dictionary_encode().indices
    codes = np.array(indices.fill_null(-1)).astype(np.int64)
    alone = codes < 0
    codes[alone] = codes.max(initial=0) + 1 + np.arange(alone.sum())
    return codes


def measure_items(true: Codes, predicted: Codes) -> tuple[Shares, Shares]:
    """Of each item: the share of its predicted cluster that is truly with it, and of its true one."""
    pairs = true * (predicted.max(initial=0) + 1) + predicted
    common, in_true, in_predicted = (_sizes(codes) for codes in (pairs, true, predicted))
    return common / in_predicted, common / in_true


def score_clusters(true: Codes, predicted: Codes) -> Scores:
    """B-cubed precision and recall."""
    if not len(true):
        return Scores(1.0, 1.0, 0)
    precision, recall = measure_items(true, predicted)
    return Scores(float(precision.mean()), float(recall.mean()), len(true))


def _sizes(codes: Codes) -> Shares:
    """Of each item the size of its cluster."""
    _, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return counts[places].astype(np.float64)
