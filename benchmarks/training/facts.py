"""Decides how the rankers of headlines and authors are trained: `python -m benchmarks.training.facts GOLD_FOLDER`.

Learns from the candidates of all gold pages, flattened and HTML, after cleaning by models that had
not seen their sites (`benchmarks.training.lines` leaves their scores in `held_out/`). Writes the
models as numbers to schemas/reference/models/ and the figures of the cross-validation by sites
beside this file. The authors are looked for below the headlines that held-out models chose.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.facts_report import write_facts_report
from benchmarks.training.fit import export_trees, fit_trees, out_of_fold
from benchmarks.training.gold_facts import (
    GoldReading,
    load_module,
    read_facts,
    right_bylines,
    right_titles,
)
from benchmarks.training.gold_lines import FOLDS
from benchmarks.training.lines import HELD_OUT, MODELS
from flows.reference_files import load_references
from pipelines.clean.characters import Array
from pipelines.describe import byline_features, title_features
from pipelines.describe.bylines import gather_bylines
from pipelines.describe.stage import BYLINE_MODEL, TITLE_MODEL, line_of
from pipelines.describe.title import choose_title, gather_titles
from pipelines.references import References

SIZE = {"trees": 150, "rate": 0.08}


def train_ranker(
    pages: Sequence[GoldReading],
    choices: Sequence[Any],
    truths: Sequence[list[bool] | None],
    features: tuple[str, ...],
) -> tuple[dict[str, Any], list[list[float]]]:
    """The model, and for each page the probabilities by models that had not seen its site.

    Pages without a gold value are scored, not learned from. A page weighs by the root of the
    number of its candidates.
    """
    rows = np.array([row for one in choices for row in one.rows], np.float32)
    counts = [len(one.rows) for one in choices]
    known = np.repeat([truth is not None for truth in truths], counts)
    truth = np.concatenate(
        [
            np.array(t if t is not None else [False] * n, bool)
            for t, n in zip(truths, counts, strict=True)
        ]
    )
    folds = np.repeat([page.fold for page in pages], counts)
    weights = np.concatenate([np.full(n, n**-0.5) for n in counts if n])

    def fit(seen: Array) -> Any:
        wanted = seen & known
        fitted = fit_trees(rows[wanted], truth[wanted], weights[wanted], features, **SIZE)
        return lambda held: fitted.predict_proba(rows[held])[:, 1]

    scores = out_of_fold(fit, folds, FOLDS)
    whole = fit_trees(rows[known], truth[known], weights[known], features, **SIZE)
    parts = np.split(scores, np.cumsum(counts)[:-1])
    return export_trees(whole, features), [part.tolist() for part in parts]


def train_titles(
    pages: Sequence[GoldReading], harness: Any, references: References
) -> list[int | None]:
    """Train the ranker of headlines; for each page the line of the headline held-out models chose."""
    choices = [
        gather_titles(
            p.reading.document, p.reading.layout, p.reading.stamped, p.reading.language, references
        )
        for p in pages
    ]
    truths = [right_titles(p, one.found, harness) for p, one in zip(pages, choices, strict=True)]
    model, scores = train_ranker(pages, choices, truths, title_features.FEATURES)
    _save(TITLE_MODEL, model)
    write_facts_report(TITLE_MODEL, pages, scores, truths, model)
    found = [choose_title(*one, references) for one in zip(choices, scores, strict=True)]
    return [line_of(p.reading.layout, one) for p, one in zip(pages, found, strict=True)]


def train_bylines(
    pages: Sequence[GoldReading],
    titles: Sequence[int | None],
    harness: Any,
    references: References,
) -> None:
    """Train the ranker of authors."""
    choices = [
        gather_bylines(
            p.reading.document,
            p.reading.layout,
            line,
            p.reading.stamped,
            p.reading.language,
            references,
        )
        for p, line in zip(pages, titles, strict=True)
    ]
    truths = [right_bylines(p, one.found, harness) for p, one in zip(pages, choices, strict=True)]
    model, scores = train_ranker(pages, choices, truths, byline_features.FEATURES)
    _save(BYLINE_MODEL, model)
    write_facts_report(BYLINE_MODEL, pages, scores, truths, model)


def _save(name: str, model: dict[str, Any]) -> None:
    numbers = json.dumps(model, separators=(",", ":"))
    (MODELS / f"{name}.json").write_text(numbers + "\n", encoding="utf-8")


def main() -> None:
    """Train both rankers and write their reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    references, harness = load_references(), load_module(gold / "evaluate.py")
    pages = read_facts(gold, HELD_OUT, references)
    titles = train_titles(pages, harness, references)
    train_bylines(pages, titles, harness, references)


if __name__ == "__main__":
    main()
