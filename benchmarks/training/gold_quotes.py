"""Decides which candidates of the annotated quotes said them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.training.gold_facts import load_module, read_records
from pipelines.admit import admit_input
from pipelines.document import Document, Input, Page
from pipelines.quotes.attribute import QuoteChoices
from pipelines.quotes.stage import QUOTES, QuotePage, read_quotes
from pipelines.references import References
from pipelines.stage import run_stages
from pipelines.stages import STAGES

CORPORA = ("train", "world_dev")
WITH_REPORTS = ("train",)
FOLDS = 5
LEAST_OVERLAP, LEAST_OVERLAP_OF_REPORTS = 0.8, 0.5
FEWEST_WORDS = 3
BATCH = 64


@dataclass(frozen=True)
class GoldQuotes:
    """An annotated article as read, with the truth for each candidate, in order.

    The truth is None where nothing is annotated: of very short quotes, and of what the annotator
    left out. `report_truth` says which reports are annotated as reported speech of their mention;
    it is None where only quotes are annotated. `corpus` is the file that it stands in; `fold` the part in which it is held out.
    """

    record: dict[str, Any]
    corpus: str
    read: QuotePage
    truth: list[bool | None]
    report_truth: list[bool] | None
    fold: int


def read_gold_quotes(gold: Path, references: References) -> list[GoldQuotes]:
    """All annotated articles of the gold folder."""
    scorer = load_module(gold / "quotes" / "score_quotes.py")
    articles = []
    for corpus in CORPORA:
        records = read_records(gold / "quotes" / f"{corpus}.jsonl.gz")
        for record, page in pages_before_quotes(records, references):
            read = read_quotes(page, references)
            truth = list(_truth(record, read, scorer))
            reports = _report_truth(record, read, scorer) if corpus in WITH_REPORTS else None
            articles.append(GoldQuotes(record, corpus, read, truth, reports, fold_of(record)))
    return articles


def fold_of(record: dict[str, Any]) -> int:
    """The part in which an article is held out."""
    return int.from_bytes(hashlib.sha256(record["doc"].encode()).digest()[:4]) % FOLDS


def pages_before_quotes(
    records: Sequence[dict[str, Any]], references: References
) -> Iterator[tuple[dict[str, Any], Page]]:
    """The records with their pages as they are before quotes are looked for."""
    before = STAGES[: STAGES.index(QUOTES)]
    for first in range(0, len(records), BATCH):
        admitted = []
        for record in records[first : first + BATCH]:
            one = Input(record["doc"], "-", "text/plain", record["text"].encode(), encoding="utf-8")
            document = admit_input(one)
            if isinstance(document, Document):
                admitted.append((record, document))
        pages = run_stages(before, [document for _, document in admitted], references)
        for (record, _), page in zip(admitted, pages, strict=True):
            if isinstance(page, Page):
                yield record, page


def _truth(record: dict[str, Any], read: QuotePage, scorer: Any) -> Iterator[bool | None]:
    """For each candidate whether the scorer takes it for the source of its quote.

    One that inherits is right when the quote before has the same source.
    """
    units = [scorer.trim(record["text"], one["start"], one["end"]) for one in record["direct"]]
    before: dict[str, Any] | None = None
    for quote in read.choices:
        unit = _unit_of(quote, read.text, units, record["direct"], scorer)
        is_open = unit is None and _is_left_out(quote, record, scorer)
        for candidate in quote.candidates:
            if is_open:
                yield None
            elif unit is None or unit["source_start"] is None:
                yield False
            elif candidate.mention is None:
                yield before is not None and _same_source(before, unit)
            else:
                said = _answer(candidate, read)
                yield any(
                    right(said, unit) for right in (scorer.span_ok, scorer.name_ok, scorer.coref_ok)
                )
        before = unit


def _report_truth(record: dict[str, Any], read: QuotePage, scorer: Any) -> list[bool]:
    """For each report whether an annotated attribution has its words and its speaker."""
    text = record["text"]
    annotated = [
        (_letters(text, one["fragments"], scorer), one)
        for one in record["quotes"]
        if one["source_start"] is not None
    ]
    owners: dict[int, list[int]] = {}
    for number, (letters, _) in enumerate(annotated):
        for place in letters:
            owners.setdefault(place, []).append(number)
    truth = []
    for report in read.reports:
        place = report.passage.clauses.place(report.first, report.last)
        letters = _letters(text, [place], scorer)
        shared = Counter(number for at in letters for number in owners.get(at, ()))
        said = _answer(report, read)
        truth.append(
            any(
                count >= LEAST_OVERLAP_OF_REPORTS * len(letters | annotated[number][0])
                and any(
                    right(said, annotated[number][1])
                    for right in (scorer.span_ok, scorer.name_ok, scorer.coref_ok)
                )
                for number, count in shared.items()
            )
        )
    return truth


def _letters(text: str, fragments: Sequence[Sequence[int]], scorer: Any) -> set[int]:
    """Where the characters of the fragments stand, white space and outer marks left out."""
    return {
        place
        for start, end in scorer.pieces(text, [tuple(one) for one in fragments])
        for place in range(start, end)
        if not text[place].isspace()
    }


def _unit_of(
    quote: QuoteChoices,
    text: str,
    units: Sequence[tuple[int, int]],
    annotated: Sequence[dict[str, Any]],
    scorer: Any,
) -> dict[str, Any] | None:
    words = scorer.trim(text, quote.span.start, quote.span.end)
    overlaps = [scorer.iou(unit, words) for unit in units]
    best = max(range(len(units)), key=overlaps.__getitem__, default=None)
    return annotated[best] if best is not None and overlaps[best] >= LEAST_OVERLAP else None


def _is_left_out(quote: QuoteChoices, record: dict[str, Any], scorer: Any) -> bool:
    """Whether the scorer ignores the quote: it is very short, or marked to be ignored."""
    start, end = scorer.trim(record["text"], quote.span.start, quote.span.end)
    ignored = sum(
        max(0, min(end, stop) - max(start, first)) for first, stop in record["ignore_spans"]
    )
    is_short = scorer.nwords(record["text"][start:end]) < FEWEST_WORDS
    return is_short or ignored >= 0.5 * (end - start)


def _same_source(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["source_fragments"] == other["source_fragments"] or bool(
        set(one["accept"]) & set(other["accept"])
    )


def _answer(candidate: Any, read: QuotePage) -> dict[str, Any]:
    """The candidate as the scorer wants an answer."""
    place = candidate.passage.clauses.place(candidate.mention.first, candidate.mention.last)
    speaker = read.speakers[candidate.passage.number, candidate.mention.first]
    return {
        "speaker": speaker.name or read.text[place[0] : place[1]],
        "speaker_start": place[0],
        "speaker_end": place[1],
    }
