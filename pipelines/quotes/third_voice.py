"""Decides when a quote inside reported speech is of whom the report speaks: "X said that Y called it 'q'"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.quotes.antecedents import Speaker
from pipelines.quotes.attribute import Attribution, QuoteChoices
from pipelines.quotes.candidates import Candidate
from pipelines.quotes.chosen import ChosenReport
from pipelines.quotes.reported import Report

CLAUSES = frozenset({"that", "clause"})
LEAST_LIKELY = 0.6


def name_third_voices(
    quotes: Sequence[QuoteChoices],
    likely: Sequence[float],
    rows: Sequence[Attribution],
    reports: Mapping[int, Sequence[ChosenReport]],
    speakers: Mapping[tuple[int, int], Speaker],
) -> list[Attribution]:
    """The attributions, with the subject of the reported clause as speaker where it has its own cue.

    `likely` has a probability for each candidate; `reports` are those of each paragraph.
    """
    by_cue = {
        (number, one.report.cue): one.report for number, found in reports.items() for one in found
    }
    named = []
    at = 0
    for quote, row in zip(quotes, rows, strict=True):
        scores = likely[at : at + len(quote.candidates)]
        at += len(quote.candidates)
        outer = row.candidate
        if outer is not None and outer.pattern == "tag_before" and outer.cue is not None:
            report = by_cue.get((row.place.passage.number, outer.cue))
            inner = _inner(quote, scores, report, speakers) if report else None
            row = row if inner is None else _said_by(row, *inner)
        named.append(row)
    return named


def _inner(
    quote: QuoteChoices,
    scores: Sequence[float],
    report: Report,
    speakers: Mapping[tuple[int, int], Speaker],
) -> tuple[Candidate, float] | None:
    """The likely candidate that opens the reported clause and is known to be somebody else."""
    number = report.passage.number
    outer = speakers[number, report.mention.first].key
    if report.frame not in CLAUSES or outer is None:
        return None
    for score, inner in zip(scores, quote.candidates, strict=True):
        if score >= LEAST_LIKELY and _begins_clause(inner, report, quote.place.token):
            other = speakers[number, report.first].key
            return (inner, score) if other not in (None, outer) else None
    return None


def _said_by(row: Attribution, speaker: Candidate, score: float) -> Attribution:
    return row._replace(candidate=speaker, score=score, origin=speaker, first_start=row.span.start)


def _begins_clause(inner: Candidate, report: Report, quote: int) -> bool:
    """Whether the candidate opens the reported clause, and its cue leads to the quote."""
    if inner.pattern != "tag_before" or inner.link != "plain":
        return False
    if inner.mention is None or inner.cue is None or inner.mention.first != report.first:
        return False
    between = report.passage.clauses.tokens[inner.cue + 1 : quote]
    return quote < report.last and not any(
        token.low == "," or token.function == "conjunction" for token in between
    )
