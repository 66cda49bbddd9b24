"""Decides what a learned model of oblivious trees answers to rows of features.

In an oblivious tree all nodes of one level ask the same question, so that the answers, read as a
binary number, are the place of the leaf (Prokhorenkova et al. 2018, arXiv:1706.09516).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.errors import ReferenceFault

Array = npt.NDArray[Any]
BATCH = 1 << 14


@dataclass(frozen=True, eq=False)
class Trees:
    """A model: for each tree the features it asks for, what they must exceed, and its leaves.

    `names` are the features in the order of the rows that `score` takes.
    """

    names: tuple[str, ...]
    bias: float
    questions: tuple[tuple[tuple[int, np.float32], ...], ...]
    leaves: tuple[Array, ...]

    def score(self, rows: Array) -> Array:
        """The log odds for each column of `rows`, a 32-bit matrix of a row for each feature."""
        total = np.full(rows.shape[1], self.bias, np.float32)
        for first in range(0, rows.shape[1], BATCH):
            part = rows[:, first : first + BATCH]
            total[first : first + BATCH] += self._sum_leaves(part)
        return total

    def _sum_leaves(self, rows: Array) -> Array:
        size = rows.shape[1]
        total = np.zeros(size, np.float32)
        answer, leaf = np.empty(size, bool), np.empty(size, np.uint8)
        bits = answer.view(np.uint8)
        for questions, leaves in zip(self.questions, self.leaves, strict=True):
            leaf.fill(0)
            for feature, border in questions:
                np.greater(rows[feature], border, out=answer)
                np.left_shift(leaf, 1, out=leaf)
                np.bitwise_or(leaf, bits, out=leaf)
            total += leaves[leaf]
        return total


def read_trees(model: Mapping[str, Any]) -> Trees:
    """The model from its JSON form; ReferenceFault when its parts do not fit together."""
    names = tuple(model["features"])
    questions = tuple(
        tuple((int(feature), np.float32(border)) for feature, border in tree["questions"])
        for tree in model["trees"]
    )
    leaves = tuple(
        np.array(tree["leaves"], np.float32) / np.float32(model["scale"]) for tree in model["trees"]
    )
    for asked, values in zip(questions, leaves, strict=True):
        if len(values) != 1 << len(asked) or len(asked) > 8:
            raise ReferenceFault("a tree has not one leaf for each row of answers: train again")
        if any(not 0 <= feature < len(names) for feature, _ in asked):
            raise ReferenceFault("a tree asks for a feature without a name: train again")
    return Trees(names, float(model["bias"]), questions, leaves)


def probability(odds: Array) -> Array:
    """Log odds as probabilities."""
    return 1 / (1 + np.exp(-np.clip(odds.astype(np.float64), -30, 30)))
