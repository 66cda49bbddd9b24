"""Decides how the ranker of reports is trained, and what is told about reported speech."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.fit import fit_held_out
from benchmarks.training.gold_facts import load_module
from benchmarks.training.gold_quotes import FOLDS, WITH_REPORTS, GoldQuotes
from benchmarks.training.report import FOLDER, most_asked
from pipelines.quotes.report_features import REPORT_FEATURES, measure_reports
from pipelines.quotes.stage import REPORT_MODEL

SIZE = {"trees": 200, "rate": 0.08}
CUTS = (0.0, 0.6, 0.7, 0.8, 0.9)
BINS = 10


def train_reports(articles: Sequence[GoldQuotes]) -> tuple[dict[str, Any], list[list[float]]]:
    """The model, and for each article the probabilities by models that had not seen it."""
    rows = measure_reports([report for one in articles for report in one.read.reports])
    counts = [len(one.read.reports) for one in articles]
    known = np.repeat([one.report_truth is not None for one in articles], counts)
    truth = np.array(
        [right for one in articles for right in one.report_truth or [False] * len(one.read.reports)]
    )
    parts = [one.fold for one in articles], counts
    return fit_held_out(rows, truth, known, parts, REPORT_FEATURES, SIZE)


def write_reports_report(
    articles: Sequence[GoldQuotes],
    answers: Sequence[dict[str, Any]],
    scores: Sequence[Sequence[float]],
    model: dict[str, Any],
    gold: Path,
) -> None:
    """Write the report as Markdown: all attributions, and how sure the reports are."""
    harness = load_module(gold / "evaluate.py")
    chosen = [
        (one.record, said)
        for one, said in zip(articles, answers, strict=True)
        if one.corpus in WITH_REPORTS
    ]
    lines = [
        f"# {REPORT_MODEL}",
        "",
        f"Trained by `python -m benchmarks.training.speakers` on {len(chosen):,} articles. The figures are of",
        f"models that had not seen the article ({FOLDS} folds); the committed model has seen all. They count",
        "every attribution, quoted or reported; of the reported ones those below the confidence of a row are left",
        "out. The first row is what is shipped.",
        "",
        "| confidence | precision | recall | F1 |",
        "|---|---|---|---|",
    ]
    for cut in CUTS:
        cut_answers = {record["doc"]: _without_unsure(said, cut) for record, said in chosen}
        figures = harness.quotes([record for record, _ in chosen], cut_answers)
        shown = (figures[f"all.e2e.{name}"] for name in ("P", "R", "F1"))
        lines.append(f"| {cut} | " + " | ".join(f"{value:.3f}" for value in shown) + " |")
    lines += ["", "How often a clause of a likelihood is reported speech of its mention:", ""]
    lines += ["| likelihood | clauses | right |", "|---|---|---|", *_calibration(articles, scores)]
    lines += ["", "Questions asked most:", ""]
    lines += [f"- {feature}: {count}" for feature, count in most_asked(model)]
    (FOLDER / f"{REPORT_MODEL}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _without_unsure(answered: dict[str, Any], least: float) -> dict[str, Any]:
    kept = [
        quote
        for quote in answered["quotes"]
        if quote["kind"] != "indirect" or quote["confidence"] >= least
    ]
    return {**answered, "quotes": kept}


def _calibration(articles: Sequence[GoldQuotes], scores: Sequence[Sequence[float]]) -> list[str]:
    bins: list[list[bool]] = [[] for _ in range(BINS)]
    for one, likely in zip(articles, scores, strict=True):
        for right, score in zip(one.report_truth or (), likely, strict=False):
            bins[min(BINS - 1, int(score * BINS))].append(right)
    return [
        f"| {n / BINS:.1f}-{(n + 1) / BINS:.1f} | {len(rights):,} | {sum(rights) / len(rights):.2f} |"
        for n, rights in enumerate(bins)
        if rights
    ]
