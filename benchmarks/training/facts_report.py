"""Decides what the report on a ranker tells: right answers by threshold, calibration, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.training.gold_facts import MEDIA, GoldReading
from benchmarks.training.report import FOLDER, most_asked

THRESHOLDS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
BINS = 10


def write_facts_report(
    name: str,
    pages: Sequence[GoldReading],
    scores: Sequence[Sequence[float]],
    truths: Sequence[list[bool] | None],
    model: Mapping[str, Any],
) -> None:
    """Write the report as Markdown; right is what the harness holds for right."""
    lines = [
        f"# {name}",
        "",
        f"Trained by `python -m benchmarks.training.facts` on {len(pages):,} pages of",
        f"{len({page.record['site'] for page in pages}):,} sites, cleaned and scored by models that had not seen the site.",
        "The best candidate of a page is given when its score reaches the threshold.",
    ]
    for kind in MEDIA:
        best = [
            max(zip(score, truth, strict=True), default=(0.0, False))
            for page, score, truth in zip(pages, scores, truths, strict=True)
            if page.kind == kind and truth is not None
        ]
        reachable = sum(
            any(truth)
            for page, truth in zip(pages, truths, strict=True)
            if page.kind == kind and truth is not None
        )
        lines += [
            "",
            f"{kind}: {len(best):,} pages with a gold value, which is a candidate on {reachable / len(best):.3f} of them.",
            "",
            "| threshold | right of all pages | right of those given |",
            "|---|---|---|",
            *(_row(best, threshold) for threshold in THRESHOLDS),
        ]
    lines += [
        "",
        "How often a score is right:",
        "",
        "| score | best candidates | right |",
        "|---|---|---|",
    ]
    lines += _calibration(scores, truths)
    lines += ["", "Questions asked most:", ""]
    lines += [f"- {feature}: {count}" for feature, count in most_asked(model)]
    (FOLDER / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(best: Sequence[tuple[float, bool]], threshold: float) -> str:
    given = [right for score, right in best if score >= threshold and score > 0]
    right = sum(given)
    return f"| {threshold} | {right / len(best):.3f} | {right / max(1, len(given)):.3f} |"


def _calibration(
    scores: Sequence[Sequence[float]], truths: Sequence[list[bool] | None]
) -> list[str]:
    bins: list[list[bool]] = [[] for _ in range(BINS)]
    for score, truth in zip(scores, truths, strict=True):
        if truth:
            likely, right = max(zip(score, truth, strict=True))
            bins[min(BINS - 1, int(likely * BINS))].append(right)
    return [
        f"| {n / BINS:.1f}-{(n + 1) / BINS:.1f} | {len(rights)} | {sum(rights) / max(1, len(rights)):.2f} |"
        for n, rights in enumerate(bins)
    ]
