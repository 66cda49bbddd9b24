"""Decides what the row of a stretch of speech says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipelines.document import Page, Quote
from pipelines.quotes.antecedents import Speaker
from pipelines.quotes.attribute import INHERITS, Attribution
from pipelines.quotes.candidates import Passage, Place, place_of
from pipelines.quotes.chosen import ChosenReport, carrier, cut_report, reports_around
from pipelines.quotes.details import (
    addressee,
    affiliation,
    may_name_carrier,
    medium,
    role,
    said_on,
    via,
    words_of,
)
from pipelines.quotes.kinds import kind
from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.mentions import Mention


@dataclass(frozen=True, slots=True)
class Context:
    """What all rows of a page need: whom mentions mean, the word lists, the days named, the reports.

    `may_carry` keeps which paragraphs may name a carrier.
    """

    speakers: Mapping[tuple[int, int], Speaker]
    words: Lexicon
    days: Sequence[tuple[int, date]]
    reports: Mapping[int, Sequence[ChosenReport]]
    may_carry: dict[int, bool] = field(default_factory=dict)


class Stretch(NamedTuple):
    """A stretch of speech before its row is written: `statement` is where its statement begins.

    `place` is where it stands, `origin` the paragraph with the mention of the speaker and the cue.
    """

    start: int
    end: int
    kind: str
    statement: int
    score: float
    attribution: str
    place: Place
    origin: Passage
    mention: Mention
    cue: int | None


def quoted_stretch(text: str, row: Attribution, reports: Sequence[ChosenReport]) -> Stretch | None:
    """The stretch of a quote, given its paragraph's reports; None when nobody was found who says it."""
    origin = row.origin
    if origin is None or origin.mention is None or origin.passage is None or row.candidate is None:
        return None
    around = reports_around(reports, row.place.token)
    is_part = any(one.report.cue == origin.cue and _has_lead(one, row) for one in around)
    return Stretch(
        row.span.start,
        row.span.end,
        "mixed" if is_part else kind(text, row),
        row.first_start,
        row.score,
        _attribution(row, origin.mention.form),
        row.place,
        origin.passage,
        origin.mention,
        origin.cue,
    )


def _attribution(row: Attribution, form: str) -> str:
    if row.candidate is not None and row.candidate.pattern in INHERITS:
        return "carried_over"
    if row.candidate is not None and row.candidate.cue is None:
        return "context"
    return form


def _has_lead(chosen: ChosenReport, row: Attribution) -> bool:
    """Whether words of the report itself lead to the quote, without a comma or colon."""
    first, quote = chosen.report.first, row.place.token
    return quote > first and row.place.passage.clauses.tokens[quote - 1].kind != "punct"


def reported_stretches(chosen: ChosenReport, quoted: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of reported speech around the quotes that the same mention says in it.

    `quoted` are the stretches of the quotes in the report's paragraph, in order.
    """
    report = chosen.report
    clauses = report.passage.clauses
    first = bisect_left(quoted, report.first, key=lambda one: one.place.token)
    last = bisect_left(quoted, report.last, key=lambda one: one.place.token)
    inside = [one for one in quoted[first:last] if one.origin is report.passage]
    own = [one for one in inside if one.mention.first == report.mention.first]
    if report.frame == "according" and _carries(chosen, inside):
        return []
    if own and clauses.tokens[max(0, own[0].place.token - 1)].low == ":":
        return []  # what stands before the colon tells where it was said
    statement = own[0].statement if own else clauses.places[report.first]
    found = []
    for first, last in cut_report(report, [one.place.token for one in own]):
        start, end = clauses.place(first, last)
        found.append(
            Stretch(
                start,
                end,
                "indirect",
                statement,
                chosen.score,
                report.mention.form,
                place_of(report.passage, report.cue),
                report.passage,
                report.mention,
                report.cue,
            )
        )
    return found


def _carries(chosen: ChosenReport, inside: Sequence[Stretch]) -> bool:
    """Whether the report is just of a tag and its quote: "X told Y, according to Z" names a carrier."""
    return any(
        one.mention.first != chosen.report.mention.first
        and one.cue is not None
        and chosen.contains(one.cue)
        for one in inside
    )


def write_rows(page: Page, stretches: Sequence[Stretch], context: Context) -> tuple[Quote, ...]:
    """The rows of a page's stretches, in order; a statement is named after its first part.

    Of several reported stretches that begin at one place the longest stays.
    """
    ordered = sorted(stretches, key=lambda one: (one.start, one.kind == "indirect", -one.end))
    seen: set[tuple[int, bool]] = set()
    statements: dict[int, tuple[int, int]] = {}
    rows = []
    for one in ordered:
        begins = one.start, one.kind == "indirect"
        if begins in seen:
            continue
        seen.add(begins)
        statement, part_no = statements.get(one.statement, (one.start, 0))
        statements[one.statement] = statement, part_no + 1
        rows.append(_row(page, one, context, statement, part_no + 1))
    return tuple(rows)


def _row(page: Page, one: Stretch, context: Context, statement: int, part_no: int) -> Quote:
    text, doc_id = page.document.raw_text, page.document.doc_id
    mention, origin = one.mention, one.origin
    speaker = context.speakers[origin.number, mention.first]
    start, end = origin.clauses.place(mention.first, mention.last)
    cue = origin.clauses.place(one.cue, one.cue + 1) if one.cue is not None else None
    addressed = addressee(one.cue, mention, origin, context.words)
    told = origin.clauses.place(*addressed) if addressed else None
    return Quote(
        quote_id=f"{doc_id}-{'i' if one.kind == 'indirect' else 'q'}{one.start}",
        statement_id=f"{doc_id}-s{statement}",
        part_no=part_no,
        char_start=one.start,
        char_end=one.end,
        quote_text=text[one.start : one.end],
        kind=one.kind,
        attribution=one.attribution,
        confidence=round(one.score, 4),
        speaker_name=speaker.name,
        speaker_text=text[start:end],
        speaker_start=start,
        speaker_end=end,
        speaker_kind=speaker.kind,
        speaker_role=role(text, origin, mention),
        speaker_affiliation=affiliation(text, origin, mention),
        cue_text=text[cue[0] : cue[1]] if cue else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        addressee_text=text[told[0] : told[1]] if told else None,
        addressee_start=told[0] if told else None,
        addressee_end=told[1] if told else None,
        medium=medium(one.place, context.words),
        via=_via(text, one, context),
        said_on=said_on(one.place, context.days),
    )


def _via(text: str, one: Stretch, context: Context) -> str | None:
    """Who carries the words: somebody else who reports the tag, or whom "according to" names."""
    if one.cue is not None:
        reports = context.reports.get(one.origin.number, ())
        told = carrier(reports, one.mention, one.cue)
        if told is not None:
            other = told.report.mention
            speaker = context.speakers[one.origin.number, other.first]
            return speaker.name or words_of(text, one.origin, other.first, other.last)
    number = one.place.passage.number
    if number not in context.may_carry:
        context.may_carry[number] = may_name_carrier(one.place.passage)
    return via(text, one.place, one.mention) if context.may_carry[number] else None
