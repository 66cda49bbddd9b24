"""Decides how the speed of quoting is measured: `python -m benchmarks.quoting GOLD_FOLDER`.

Prints articles a second on one core for the stage that finds quotes, speakers and reported speech, on
articles that are cleaned and described already, and what each part of it takes.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.timing import fastest
from benchmarks.training.gold_facts import read_records
from benchmarks.training.gold_quotes import pages_before_quotes
from flows.extracting.extraction import tune_collector
from flows.reference_files import load_references
from flows.settings import BATCH_PAGES
from pipelines.document import Page
from pipelines.quotes.antecedents import Antecedents, antecedent_weights
from pipelines.quotes.attribute import gather_candidates
from pipelines.quotes.lexicon import lexicon
from pipelines.quotes.names import Names, find_people
from pipelines.quotes.passages import (
    paragraph_spans,
    paragraphs,
    read_passages,
    wanted_paragraphs,
)
from pipelines.quotes.report_features import measure_reports
from pipelines.quotes.reported import find_reports
from pipelines.quotes.speakers import Resolver
from pipelines.quotes.stage import QUOTES
from pipelines.references import References
from pipelines.view.spacing import unwrapped

EVERY, ROUNDS = 4, 5
Answer = TypeVar("Answer")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    references = load_references()
    records = read_records(gold / "quotes" / "train.jsonl.gz")[::EVERY]
    pages = [page for _, page in pages_before_quotes(records, references)]
    size = sum(len(page.document.raw_text) for page in pages) / len(pages) / 1000
    _quote(pages, references)  # lists and models are read once in each process
    tune_collector()
    seconds = fastest(lambda: _quote(pages, references), ROUNDS)
    print(f"quotes, {size:.1f} KB an article: {len(pages) / seconds:,.0f} articles/s on one core")
    _print_parts(pages, references)


def _quote(pages: list[Page], references: References) -> None:
    for first in range(0, len(pages), BATCH_PAGES):
        QUOTES.run(pages[first : first + BATCH_PAGES], references)


def _print_parts(pages: list[Page], references: References) -> None:
    words, weights = lexicon(references), antecedent_weights(references)
    places = [paragraphs(page) for page in pages]
    read = [
        (unwrapped(page.document.raw_text, own), own)
        for page, own in zip(pages, places, strict=True)
    ]

    def show(name: str, run: Callable[[], Answer]) -> Answer:
        print(f"  {name}: {fastest(run, ROUNDS) / len(pages) * 1000:.2f} ms an article")
        return run()

    spans = show("marks", lambda: [paragraph_spans(text, own, words) for text, own in read])
    names = show(
        "names",
        lambda: [
            Names(person for start, end in own for person in find_people(text, start, end, words))
            for text, own in read
        ],
    )
    passages = show(
        "tokens, mentions",
        lambda: [
            read_passages(
                *(text, own, found, wanted_paragraphs(text, own, found, words, True)),
                *(words, named.surnames),
            )
            for (text, own), found, named in zip(read, spans, names, strict=True)
        ],
    )
    show(
        "speakers",
        lambda: [
            Resolver(text, named, words, Antecedents(weights)).resolve(found)
            for (text, _), named, found in zip(read, names, passages, strict=True)
        ],
    )
    show(
        "candidates",
        lambda: [
            gather_candidates(text, found) for (text, _), found in zip(read, passages, strict=True)
        ],
    )
    reports = show(
        "reports",
        lambda: [report for found in passages for one in found for report in find_reports(one)],
    )
    show("measuring reports", lambda: measure_reports(reports))


if __name__ == "__main__":
    main()
