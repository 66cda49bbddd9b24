"""Decides for which cues a paragraph without quotes is read: `python -m benchmarks.training.report_cues GOLD_FOLDER`.

Counts in `quotes/train.jsonl.gz` how often a paragraph with a form of a cue has reported speech with it, and
writes the column `report_forms` of schemas/reference/cue_verbs.csv. Most forms that are nouns as often
("state", "issues") fall out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.training.gold_quotes import GoldQuotes, read_gold_quotes
from flows.reference_files import load_references
from pipelines.references import References, split_list

COLUMN = "report_forms"
LEAST_SHARE, FEWEST_PARAGRAPHS = 0.2, 5
# Verbs of these senses mostly take a clause; of seldom forms of theirs the past and the participle count.
OF_CLAUSES = frozenset({"say", "claim", "report", "agree", "deny", "plan", "answer"})
VERB_ENDINGS = ("ed", "ing")
TABLE = Path(__file__).parents[2] / "schemas" / "reference" / "cue_verbs.csv"


def count_forms(articles: Iterable[GoldQuotes]) -> tuple[Counter[str], Counter[str]]:
    """In how many paragraphs without quotes each form stands, and in how many it reports."""
    paragraphs: Counter[str] = Counter()
    reporting: Counter[str] = Counter()
    for article in articles:
        if article.report_truth is None:
            continue
        told = {
            (report.passage.number, report.passage.clauses.tokens[report.cue].low)
            for report, right in zip(article.read.reports, article.report_truth, strict=True)
            if right
        }
        for passage in article.read.passages:
            if not passage.spans:
                forms = {token.low for token in passage.clauses.tokens if token.sense is not None}
                paragraphs.update(forms)
                reporting.update(form for form in forms if (passage.number, form) in told)
    return paragraphs, reporting


def choose_forms(
    row: dict[str, str], paragraphs: Counter[str], reporting: Counter[str]
) -> list[str]:
    """The forms of a cue that report often enough where they stand."""
    chosen = []
    for form in split_list(row["forms"]):
        seen, right = paragraphs[form.lower()], reporting[form.lower()]
        if " " in form:
            continue  # its first word alone ("made", "came") stands almost everywhere
        is_verb = row["sense"] in OF_CLAUSES and form.endswith(VERB_ENDINGS)
        if right >= LEAST_SHARE * seen if seen >= FEWEST_PARAGRAPHS else right or is_verb:
            chosen.append(form)
    return chosen


def with_all_forms(references: References) -> References:
    """The reference tables with every form of every cue as one for which paragraphs are read."""
    rows = [{**row, COLUMN: row["forms"]} for row in references.rows("cue_verbs")]
    tables = {**references.tables, "cue_verbs": tuple(rows)}
    return References(tables, references.digests, references.models)


def write_column(forms: Sequence[list[str]], rows: Sequence[dict[str, str]]) -> None:
    """Write the table with the column."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for row, chosen in zip(rows, forms, strict=True):
            writer.writerow({**row, COLUMN: ";".join(chosen)})


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    references = load_references()
    counted = count_forms(read_gold_quotes(gold, with_all_forms(references)))
    rows = [dict(row) for row in references.rows("cue_verbs")]
    write_column([choose_forms(row, *counted) for row in rows], rows)


if __name__ == "__main__":
    main()
