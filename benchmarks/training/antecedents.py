"""Decides how the chooser of antecedents is trained: `python -m benchmarks.training.antecedents GOLD_FOLDER`.

Learns from the annotated articles of the folder (`gold_quotes.CORPORA`) whom the pronouns that speak
mean. Writes the weights to schemas/reference/models/ and the figures of the cross-validation by article
beside this file. The rankers of speakers are trained after it, since it names who they choose.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.training.gold_facts import load_module, read_records
from benchmarks.training.gold_quotes import CORPORA, FOLDS, fold_of, pages_before_quotes
from benchmarks.training.lines import MODELS
from benchmarks.training.report import FOLDER
from flows.reference_files import load_references
from pipelines.document import Page
from pipelines.quotes.antecedents import (
    ANTECEDENT_FEATURES,
    MODEL,
    Antecedents,
    Pronoun,
    Speaker,
)
from pipelines.quotes.stage import read_quotes
from pipelines.references import References

ROUNDS, DIGITS = 2, 3
# What the first round starts from: near, named first in their sentence, and known to be persons.
START = {
    "distance": -0.6,
    "was_object": -0.5,
    "was_possessive": -0.3,
    "was_first": 0.6,
    "unknown_gender": -0.4,
    "unknown_kind": -0.6,
    "place": -0.3,
}


class Recording(Antecedents):
    """Antecedents that keep what was measured of those whom each pronoun could mean."""

    def __init__(self, weights: Sequence[float]) -> None:
        super().__init__(weights)
        self.seen: list[tuple[Pronoun, list[Speaker], list[tuple[float, ...]]]] = []

    def choose(self, pronoun: Pronoun) -> Speaker | None:
        """Keep what is measured, then choose."""
        fitting = list(self._fitting(pronoun))
        speakers = [person.speaker for _, person in fitting]
        self.seen.append((pronoun, speakers, self.measure(pronoun, fitting)))
        return super().choose(pronoun)


class Example(NamedTuple):
    """An annotated pronoun: a row for each whom it could mean, and which of them are right."""

    corpus: str
    fold: int
    rows: list[tuple[float, ...]]
    right: list[bool]


def read_examples(gold: Path, references: References) -> list[Example]:
    """All pronouns that speak and whose names are annotated."""
    scorer = load_module(gold / "quotes" / "score_quotes.py")
    found = []
    for corpus in CORPORA:
        records = read_records(gold / "quotes" / f"{corpus}.jsonl.gz")
        for record, page in pages_before_quotes(records, references):
            fold = fold_of(record)
            found += [
                Example(corpus, fold, rows, right)
                for rows, right in _of_article(record, page, scorer, references)
            ]
    return found


def _of_article(
    record: dict[str, Any], page: Page, scorer: Any, references: References
) -> Iterator[tuple[list[tuple[float, ...]], list[bool]]]:
    annotated = {
        one["source_start"]: one
        for one in (*record["quotes"], *record["direct"])
        if one["source_type"] == "pronoun" and one["accept"]
    }
    recorded: list[Recording] = []

    def remember(weights: Sequence[float]) -> Recording:
        recorded.append(Recording(weights))
        return recorded[0]

    read = read_quotes(page, references, remember)
    places = {passage.number: passage.clauses.places for passage in read.passages}
    for pronoun, speakers, rows in recorded[0].seen if recorded else ():
        source = annotated.get(places[pronoun.paragraph][pronoun.token])
        if source is not None:
            yield rows, [scorer.name_ok({"speaker": one.name}, source) for one in speakers]


def fit_weights(examples: Sequence[Example]) -> tuple[float, ...]:
    """The weights of ANTECEDENT_FEATURES; each pronoun counts once, however many it could mean."""
    told = [one for one in examples if any(one.right)]
    rows = np.array([row for one in told for row in one.rows], float)
    truth = np.array([right for one in told for right in one.right])
    counts = np.repeat([1 / len(one.rows) for one in told], [len(one.rows) for one in told])
    scale = rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1_000).fit(rows / scale, truth, counts)
    return tuple(np.round(model.coef_[0] / scale, DIGITS).tolist())


def count_right(examples: Sequence[Example], weights: Sequence[float]) -> int:
    """Of how many pronouns the likeliest is right."""
    return sum(
        one.right[int(np.argmax(np.array(one.rows, float) @ np.array(weights)))]
        for one in examples
        if one.rows
    )


def write_report(examples: Sequence[Example], weights: Sequence[float]) -> None:
    """Write the report as Markdown: how often pronouns of articles not seen are told right."""
    lines = [
        f"# {MODEL}",
        "",
        f"Trained by `python -m benchmarks.training.antecedents` on {len(examples):,} pronouns that speak. The",
        f"figures are of weights that had not seen the article ({FOLDS} folds); the committed ones have seen all.",
        "",
        "| corpus | pronouns | right by the weights | right by the start | could be right |",
        "|---|---|---|---|---|",
    ]
    start = [START.get(name, 0.0) for name in ANTECEDENT_FEATURES]
    for corpus in CORPORA:
        own = [one for one in examples if one.corpus == corpus]
        right = sum(
            count_right(
                [one for one in own if one.fold == fold],
                fit_weights([one for one in examples if one.fold != fold]),
            )
            for fold in range(FOLDS)
        )
        possible = sum(any(one.right) for one in own)
        lines.append(
            f"| {corpus} | {len(own):,} | {right / len(own):.3f} | "
            f"{count_right(own, start) / len(own):.3f} | {possible / len(own):.3f} |"
        )
    lines += ["", "| asked | weight |", "|---|---|"]
    lines += [
        f"| {name} | {weight} |" for name, weight in zip(ANTECEDENT_FEATURES, weights, strict=True)
    ]
    (FOLDER / f"{MODEL}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train the weights, each round on pages as read with those of the round before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    weights = tuple(START.get(name, 0.0) for name in ANTECEDENT_FEATURES)
    for _ in range(ROUNDS):
        _write(weights)
        examples = read_examples(gold, load_references())
        weights = fit_weights(examples)
    _write(weights)
    write_report(examples, weights)


def _write(weights: Sequence[float]) -> None:
    numbers = {"weights": dict(zip(ANTECEDENT_FEATURES, weights, strict=True))}
    (MODELS / f"{MODEL}.json").write_text(json.dumps(numbers) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
