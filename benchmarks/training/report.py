"""Decides what a training's report tells: figures by held-out sites, and what the model asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.gold_facts import load_module
from benchmarks.training.gold_lines import GoldPage
from pipelines.clean.characters import Array
from pipelines.clean.choose import choose_lines

FOLDER = Path(__file__).parent
FIGURES = ("F1", "P", "R", "kept_gold", "removed_junk")
MOST_FEATURES = 25
BINS = 10


def write_report(
    name: str,
    gold: Path,
    pages: Sequence[GoldPage],
    held_out: Mapping[str, Array],
    model: Mapping[str, Any],
) -> None:
    """Write the report as Markdown; the same scorer measures as for any other answer."""
    scorer = load_module(gold.parent.parent / "text" / "score_text.py")
    lines = [
        f"# {name}",
        "",
        f"Trained by `python -m benchmarks.training.lines` on {sum(page.is_scored for page in pages):,} pages of",
        f"{len({page.record['site'] for page in pages}):,} sites. The figures are of models that had not",
        f"seen the site ({max(page.fold for page in pages) + 1} folds of sites); the committed model has seen all.",
        "",
        "| pass | pages | " + " | ".join(FIGURES) + " |",
        "|---|---|" + "---|" * len(FIGURES),
    ]
    for step, scores in held_out.items():
        for group, figures in _measure(scorer, pages, scores).items():
            shown = " | ".join(f"{figures[figure]:.3f}" for figure in FIGURES if figure in figures)
            lines.append(f"| {step} | {group} | {shown} |")
    lines += ["", "How often lines of a score belong to the article, by words (both passes):", ""]
    lines += _calibration(pages, held_out["both"])
    for step in ("first", "second"):
        lines += ["", f"Questions asked most by the {step} pass:", ""]
        lines += [f"- {feature}: {count}" for feature, count in most_asked(model[step])]
    (FOLDER / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _measure(scorer: Any, pages: Sequence[GoldPage], scores: Array) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {}
    first = 0
    for gold in pages:
        lines, known = gold.page.lines, gold.page.known
        page_scores = scores[first : first + len(lines)]
        first += len(lines)
        if not gold.is_scored:
            continue
        kept = choose_lines(lines, known, page_scores) if lines else []
        body = "\n\n".join(line.text for line, keep in zip(lines, kept, strict=True) if keep)
        row = scorer.score_one(gold.record, body)
        groups = [gold.record.get("flattener", "html")]
        if not gold.record["lang"].startswith("en"):
            groups.append("other languages")
        for group in groups:
            rows.setdefault(group, []).append(row)
    return {group: scorer.aggregate(found, 2) for group, found in rows.items()}


def _calibration(pages: Sequence[GoldPage], scores: Array) -> list[str]:
    truth = np.concatenate([gold.truth for gold in pages])
    scored = np.repeat([gold.is_scored for gold in pages], [len(gold.truth) for gold in pages])
    words = np.concatenate([[line.words for line in gold.page.lines] for gold in pages])
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    rows = ["| score | words | share of the article |", "|---|---|---|"]
    for number in range(BINS):
        inside = scored & (bins == number)
        total = words[inside].sum()
        share = words[inside & truth].sum() / max(total, 1)
        rows.append(
            f"| {number / BINS:.1f}-{(number + 1) / BINS:.1f} | {total:,.0f} | {share:.2f} |"
        )
    return rows


def most_asked(trees: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The features that the trees ask for most, with how often."""
    asked = Counter(
        trees["features"][feature] for tree in trees["trees"] for feature, _ in tree["questions"]
    )
    return asked.most_common(MOST_FEATURES)
