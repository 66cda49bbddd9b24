"""Decides how one model is fitted, and how it is written as numbers."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool
from sklearn.linear_model import LogisticRegression

from pipelines.clean.characters import Array
from pipelines.clean.wording import SCALE

LEAF_SCALE = 1_000


def fit_trees(
    rows: Array, truth: Array, weights: Array, names: Sequence[str], *, trees: int, rate: float
) -> CatBoostClassifier:
    """Boosted oblivious trees over rows (a row for each line)."""
    model = CatBoostClassifier(
        iterations=trees,
        depth=6,
        learning_rate=rate,
        l2_leaf_reg=8,
        rsm=0.3,
        border_count=48,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        random_seed=1,
        thread_count=2,
        verbose=0,
        allow_writing_files=False,
    )
    model.fit(Pool(rows, truth.astype(int), weight=weights, feature_names=list(names)))
    return model


def export_trees(model: CatBoostClassifier, names: Sequence[str]) -> dict[str, Any]:
    """The model as numbers: questions in the order of their bits, leaves as whole numbers.

    Features that no tree asks for are left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        raw = json.loads(path.read_text())
    used = sorted({s["float_feature_index"] for t in raw["oblivious_trees"] for s in t["splits"]})
    place = {feature: number for number, feature in enumerate(used)}
    trees = [
        {
            "questions": [
                [place[split["float_feature_index"]], round(split["border"], 6)]
                for split in reversed(tree["splits"])
            ],
            "leaves": [round(value * LEAF_SCALE) for value in tree["leaf_values"]],
        }
        for tree in raw["oblivious_trees"]
    ]
    return {
        "features": [names[feature] for feature in used],
        "bias": round(raw["scale_and_bias"][1][0], 6),
        "scale": LEAF_SCALE,
        "trees": trees,
    }


def fit_wording(cells: Any, truth: Array, weights: Array) -> Array:
    """Weights of word cells as whole numbers, by logistic regression over a sparse matrix."""
    model = LogisticRegression(C=1.0, solver="liblinear", max_iter=60)
    model.fit(cells, truth, sample_weight=weights)
    return np.round(model.coef_[0] * SCALE).astype(np.int64)


def fit_held_out(
    rows: Array,
    truth: Array,
    known: Array,
    parts: tuple[Sequence[int], Sequence[int]],
    names: Sequence[str],
    size: Mapping[str, Any],
) -> tuple[dict[str, Any], list[list[float]]]:
    """The model of all known rows, and for each article the probabilities by models that had not seen it.

    `parts` are the fold and the number of rows of each article; `size` the trees and their rate.
    """
    article_folds, counts = parts
    folds, weights = np.repeat(article_folds, counts), np.ones(len(truth))

    def fit(seen: Array) -> Any:
        wanted = seen & known
        fitted = fit_trees(rows[wanted], truth[wanted], weights[wanted], names, **size)
        return lambda held: fitted.predict_proba(rows[held])[:, 1]

    scores = out_of_fold(fit, folds, max(article_folds) + 1)
    model = export_trees(fit_trees(rows[known], truth[known], weights[known], names, **size), names)
    return model, [part.tolist() for part in np.split(scores, np.cumsum(counts)[:-1])]


def out_of_fold(
    fit: Callable[[Array], Callable[[Array], Array]], folds: Array, count: int
) -> Array:
    """Scores of every row by a model that saw no row of its fold; `fit` takes and scores masks."""
    scores = np.zeros(len(folds))
    for fold in range(count):
        held = folds == fold
        scores[held] = fit(~held)(held)
    return scores
