"""Decides how the rankers of speakers and of reports are trained: `python -m benchmarks.training.speakers GOLD_FOLDER`.

Learns from `quotes/train.jsonl.gz` and `quotes/world_dev.jsonl.gz` of the folder who of the candidates
said a quote. Writes the model as numbers to schemas/reference/models/ and the figures of the
cross-validation by article beside this file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.fit import fit_held_out
from benchmarks.training.gold_facts import load_module
from benchmarks.training.gold_quotes import CORPORA, FOLDS, GoldQuotes, read_gold_quotes
from benchmarks.training.lines import MODELS
from benchmarks.training.report import FOLDER, most_asked
from benchmarks.training.reports import train_reports, write_reports_report
from flows.reference_files import load_references
from pipelines.quotes.features import FEATURES, feature_matrix
from pipelines.quotes.lexicon import lexicon
from pipelines.quotes.stage import MODEL, REPORT_MODEL, write_quotes
from pipelines.references import References

SIZE = {"trees": 200, "rate": 0.06}
CUTS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
BINS = 10
COLUMNS = ("quote_id", "char_start", "char_end", "kind", "statement_id", "confidence")
SPEAKER = ("speaker_name", "speaker_text", "speaker_start", "speaker_end")


def train_speakers(articles: Sequence[GoldQuotes]) -> tuple[dict[str, Any], list[list[float]]]:
    """The model, and for each article the probabilities by models that had not seen it."""
    rows = feature_matrix([row for one in articles for row in one.read.rows])
    told = [right for one in articles for right in one.truth]
    truth = np.array([bool(right) for right in told])
    known = np.array([right is not None for right in told])
    counts = [len(one.truth) for one in articles]
    return fit_held_out(
        rows, truth, known, ([one.fold for one in articles], counts), FEATURES, SIZE
    )


def answer(
    article: GoldQuotes,
    scores: Sequence[float],
    reported: Sequence[float],
    references: References,
) -> dict[str, Any]:
    """The quotes of an article as `onrecord extract` gives them."""
    page = write_quotes(article.read, scores, reported, lexicon(references))
    return {
        "quotes": [
            {name: getattr(quote, name) for name in (*COLUMNS, *SPEAKER)} for quote in page.quotes
        ],
        "unattributed_quotes": [
            {"char_start": one.char_start, "char_end": one.char_end, "reason": one.reason}
            for one in page.unattributed_quotes
        ],
    }


def cut_off(answered: dict[str, Any], least: float) -> dict[str, Any]:
    """The answer with the quotes that are less sure left without a speaker."""
    sure = [quote for quote in answered["quotes"] if quote["confidence"] >= least]
    unsure = [
        {"char_start": q["char_start"], "char_end": q["char_end"], "reason": "low_confidence"}
        for q in answered["quotes"]
        if q["confidence"] < least and q["kind"] != "indirect"
    ]
    return {
        "quotes": sure,
        "unattributed_quotes": [*answered["unattributed_quotes"], *unsure],
    }


def write_report(
    articles: Sequence[GoldQuotes],
    answers: Sequence[dict[str, Any]],
    model: dict[str, Any],
    gold: Path,
) -> None:
    """Write the report as Markdown; the harness measures as for any other answer."""
    harness = load_module(gold / "evaluate.py")
    lines = [
        f"# {MODEL}",
        "",
        f"Trained by `python -m benchmarks.training.speakers` on {len(articles):,} articles. The figures are of",
        f"models that had not seen the article ({FOLDS} folds); the committed model has seen all. Quotes below the",
        "confidence of a row count as left without a speaker; the first row is what is shipped.",
        "",
        "| corpus | confidence | precision | recall | F1 | F1 with the name |",
        "|---|---|---|---|---|---|",
    ]
    for corpus in CORPORA:
        chosen = [
            (one.record, said)
            for one, said in zip(articles, answers, strict=True)
            if one.corpus == corpus
        ]
        for cut in CUTS:
            cut_answers = {record["doc"]: cut_off(said, cut) for record, said in chosen}
            figures = harness.quotes([record for record, _ in chosen], cut_answers)
            shown = [figures[f"direct.e2e.{name}"] for name in ("P", "R", "F1")]
            shown.append(figures["direct.e2e_name.F1"])
            lines.append(
                f"| {corpus} | {cut} | " + " | ".join(f"{value:.3f}" for value in shown) + " |"
            )
    lines += ["", "How often a quote of a confidence has the right speaker:", ""]
    lines += [
        "| confidence | quotes | right |",
        "|---|---|---|",
        *_calibration(articles, answers, gold),
    ]
    lines += ["", "Questions asked most:", ""]
    lines += [f"- {feature}: {count}" for feature, count in most_asked(model)]
    (FOLDER / f"{MODEL}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _calibration(
    articles: Sequence[GoldQuotes], answers: Sequence[dict[str, Any]], gold: Path
) -> list[str]:
    scorer = load_module(gold / "quotes" / "score_quotes.py")
    bins: list[list[bool]] = [[] for _ in range(BINS)]
    for article, said in zip(articles, answers, strict=True):
        text, annotated = article.record["text"], article.record["direct"]
        for quote in said["quotes"]:
            if quote["kind"] == "indirect":
                continue
            words = scorer.trim(text, quote["char_start"], quote["char_end"])
            units = [
                unit
                for unit in annotated
                if scorer.iou(scorer.trim(text, unit["start"], unit["end"]), words) >= 0.8
            ]
            if not units:
                continue
            own = {**quote, "speaker": quote["speaker_name"] or quote["speaker_text"]}
            right = any(
                check(own, units[0]) for check in (scorer.span_ok, scorer.name_ok, scorer.coref_ok)
            )
            bins[min(BINS - 1, int(quote["confidence"] * BINS))].append(right)
    return [
        f"| {n / BINS:.1f}-{(n + 1) / BINS:.1f} | {len(rights)} | {sum(rights) / len(rights):.2f} |"
        for n, rights in enumerate(bins)
        if rights
    ]


def main() -> None:
    """Train the ranker and write its report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    references = load_references()
    articles = read_gold_quotes(gold, references)
    model, scores = train_speakers(articles)
    report_model, report_scores = train_reports(articles)
    for name, one in ((MODEL, model), (REPORT_MODEL, report_model)):
        numbers = json.dumps(one, separators=(",", ":"))
        (MODELS / f"{name}.json").write_text(numbers + "\n", encoding="utf-8")
    answers = [
        answer(one, likely, reported, references)
        for one, likely, reported in zip(articles, scores, report_scores, strict=True)
    ]
    write_report(articles, answers, model, gold)
    write_reports_report(articles, answers, report_scores, report_model, gold)


if __name__ == "__main__":
    main()
