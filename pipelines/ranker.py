"""Decides how likely each candidate is, by a learned model that scores a whole batch in one call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice

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
    count = sum(map(len, pages))
    values = chain.from_iterable(row for page in pages for row in page)
    rows = np.fromiter(values, np.float32, count * len(features)).reshape(count, len(features))
    return score_rows(rows, [len(page) for page in pages], features, model, references)


def score_rows(
    rows: Array,
    counts: Sequence[int],
    features: tuple[str, ...],
    model: str,
    references: References,
) -> list[list[float]]:
    """The probabilities of rows of `features`, a list for each page; `counts` says how many it has."""
    trees, places = _read_ranker(references, model, features)
    if not len(rows):
        return [[] for _ in counts]
    likely = iter(probability(trees.score(np.ascontiguousarray(rows[:, places].T))).tolist())
    return [list(islice(likely, count)) for count in counts]


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
