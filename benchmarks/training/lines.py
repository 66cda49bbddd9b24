"""Decides how the line classifiers are trained: `python -m benchmarks.training.lines GOLD_FOLDER`.

`text/dev.jsonl.gz` of the folder teaches the classifier of flattened pages, `html/dev.jsonl.gz` the
one that knows the markup too. Each step learns from scores of models that did not see the
site: weights of words (flattened pages only), the trees of the first pass, the trees of the
second pass over the first one's scores. Flattened pages are also learned from bare articles and from
the text of the HTML pages. Writes the models as numbers to schemas/reference/models/
and the figures of the cross-validation beside this file.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

import schemas
from benchmarks.training.fit import export_trees, fit_trees, fit_wording, out_of_fold
from benchmarks.training.gold_lines import FOLDS, GoldPage, chunks, read_further, read_gold
from benchmarks.training.report import write_report
from flows.reference_files import load_references
from pipelines.clean.characters import Array
from pipelines.clean.classify import LINE_MODEL, MARKUP_MODEL, SETTLED, join_passes, measure_pages
from pipelines.clean.context import measure_context, stack
from pipelines.clean.dom_words import markup_index
from pipelines.clean.wording import BITS, SCALE, wording_cells

HELD_OUT = Path(__file__).parent / "held_out"
MODELS = Path(schemas.__file__).parent / "reference" / "models"
# Made only to compute other features from.
NOT_MEASURED = ("words", "is_prose")
LEAST_SCORE = 1e-9
FIRST, SECOND = {"trees": 300, "rate": 0.1}, {"trees": 200, "rate": 0.08}


class Training:
    """The gold lines of all pages as arrays, in order."""

    def __init__(self, pages: list[GoldPage], *, is_marked: bool) -> None:
        index = markup_index(load_references()) if is_marked else None
        pages = [gold for gold in pages if len(gold.truth)]
        self.is_marked = is_marked
        self.batches = [
            measure_pages([gold.page for gold in part], None, index) for part in chunks(pages)
        ]
        self.truth = np.concatenate([gold.truth for gold in pages])
        weights = np.concatenate([gold.weights for gold in pages])
        self.weights = weights * len(weights) / weights.sum()
        self.folds = np.repeat([g.fold for g in pages], [len(g.truth) for g in pages])

    def split(self, scores: Array) -> list[Array]:
        """The scores of all lines, batch by batch."""
        sizes = [batch.grid.lines for batch in self.batches]
        return np.split(scores, np.cumsum(sizes)[:-1])

    def cells(self) -> Any:
        """The word cells of all lines as a sparse matrix, each row divided by its length's root."""
        rows, columns, first = [], [], 0
        for batch in self.batches:
            for line, cell in wording_cells(batch.grid):
                rows.append(line + first)
                columns.append(cell)
            first += batch.grid.lines
        row = np.concatenate(rows)
        count = np.bincount(row, minlength=first)
        values = (1 / np.sqrt(np.maximum(count, 1)))[row].astype(np.float32)
        shape = (first, 1 << BITS)
        return sparse.coo_matrix((values, (row, np.concatenate(columns))), shape).tocsr()

    def add_wording(self, scores: Array) -> None:
        """Measure the surroundings again, now that the words of all lines have scores."""
        for batch, part in zip(self.batches, self.split(scores), strict=True):
            batch.features["wording"] = part
            batch.features |= measure_context(batch.grid, batch.features)

    def add_scores(self, scores: Array) -> None:
        """Add the features of the second pass."""
        for batch, part in zip(self.batches, self.split(scores), strict=True):
            batch.add_scores(part)

    def rows(self, names: list[str]) -> Array:
        """All lines as rows of features."""
        return np.concatenate([stack(batch.features, names).T for batch in self.batches])

    def names(self) -> list[str]:
        """The names of all features that there are now."""
        return [
            name
            for name in self.batches[0].features
            if name not in NOT_MEASURED and not (self.is_marked and name.startswith("wording"))
        ]


def train(training: Training) -> tuple[dict[str, Any], dict[str, Array]]:
    """The model, and for each pass the probabilities of lines by models that had not seen their site."""
    model: dict[str, Any] = {}
    if not training.is_marked:
        model["wording"] = _train_wording(training)
    first, model["first"] = _train_trees(training, FIRST, np.ones(len(training.truth), bool))
    training.add_scores(first)
    unsettled = first > SETTLED
    second, model["second"] = _train_trees(training, SECOND, unsettled)
    both = np.where(unsettled, join_passes(log_odds(first), log_odds(second)), first)
    return model, {"first": first, "both": both}


def _train_wording(training: Training) -> list[int]:
    """The weights of words; the features get those of models that had not seen the site."""
    cells, truth, weights = training.cells(), training.truth, training.weights

    def fit(seen: Array) -> Any:
        learned = fit_wording(cells[seen], truth[seen], weights[seen]) / SCALE
        return lambda held: cells[held] @ learned

    training.add_wording(out_of_fold(fit, training.folds, FOLDS))
    numbers: list[int] = fit_wording(cells, truth, weights).tolist()
    return numbers


def _train_trees(training: Training, size: Any, wanted: Array) -> tuple[Array, dict[str, Any]]:
    """The scores of the wanted lines by held-out site, and the trees that have seen all of them."""
    names = training.names()
    rows = training.rows(names)[wanted]
    truth, weights = training.truth[wanted], training.weights[wanted]

    def fit(seen: Array) -> Any:
        fitted = fit_trees(rows[seen], truth[seen], weights[seen], names, **size)
        return lambda held: fitted.predict_proba(rows[held])[:, 1]

    scores = np.zeros(len(wanted))
    scores[wanted] = out_of_fold(fit, training.folds[wanted], FOLDS)
    return scores, export_trees(fit_trees(rows, truth, weights, names, **size), names)


def log_odds(scores: Array) -> Array:
    """The log odds of probabilities."""
    inside = np.clip(scores, LEAST_SCORE, 1 - LEAST_SCORE)
    return np.log(inside / (1 - inside))


def main() -> None:
    """Train on the gold pages and write models and reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int, help="only the first pages, to try the script")
    parser.add_argument("--only", choices=("text", "html"))
    arguments = parser.parse_args()
    MODELS.mkdir(exist_ok=True)
    for kind, name in (("text", LINE_MODEL), ("html", MARKUP_MODEL)):
        if arguments.only in (None, kind):
            path = arguments.gold / kind / "dev.jsonl.gz"
            pages = read_gold(path)[: arguments.limit]
            if kind == "text":
                further = read_further(path, arguments.gold / "html" / path.name)
                pages += further[: arguments.limit]
            model, held_out = train(Training(pages, is_marked=kind == "html"))
            numbers = json.dumps(model, separators=(",", ":"))
            (MODELS / f"{name}.json").write_text(numbers + "\n", encoding="utf-8")
            write_report(name, path, pages, held_out, model)
            save_held_out(kind, pages, held_out["both"])


def save_held_out(kind: str, pages: list[GoldPage], scores: Array) -> None:
    """Keep the scores by models that had not seen the site, for training what comes later."""
    HELD_OUT.mkdir(exist_ok=True)
    lined = [gold for gold in pages if len(gold.truth)]
    parts = np.split(scores, np.cumsum([len(gold.truth) for gold in lined])[:-1])
    by_page = {
        gold.record["id"]: part for gold, part in zip(lined, parts, strict=True) if gold.is_scored
    }
    np.savez_compressed(HELD_OUT / f"{kind}.npz", **by_page)


if __name__ == "__main__":
    main()
