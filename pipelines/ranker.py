"""Decides how likely each candidate is, by a learned model that scores a whole batch in one call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from pipelines.errors import ReferenceFault
from pipelines.references import References
from pipelines.trees import Array, Trees, probability, read_trees


def score_candidates(
    pages: Sequence[Sequence[Sequence[float]]],
    features: tuple[str, ...],
    model: str,
    references: References,
) -> list[list[float]]:
    """For each page the probabilities of its candidates, given their rows of `features`."""
    trees, places = _read_ranker(references, model, features)
    count = sum(map(len, pages))
    if not count:
        return [[] for _ in pages]
    values = chain.from_iterable(row for page in pages for row in page)
    matrix = np.fromiter(values, np.float32, count * len(features))
    matrix = matrix.reshape(count, len(features))[:, places].T
    likely = iter(probability(trees.score(np.ascontiguousarray(matrix))).tolist())
    return [[next(likely) for _ in page] for page in pages]


@lru_cache(maxsize=8)
def _read_ranker(
    references: References, model: str, features: tuple[str, ...]
) -> tuple[Trees, Array]:
    """The model, and where the features that it asks for stand in a row."""
    trees = read_trees(references.model(model))
    unknown = sorted(set(trees.names) - set(features))
    if unknown:
        raise ReferenceFault(
            f"schemas/reference/models/{model}.json asks for {', '.join(unknown)}, which nothing "
            "measures any more: train it again"
        )
    return trees, np.array([features.index(name) for name in trees.names])
