"""Decides which rows of `quotes` and `unattributed_quotes` a page has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from pipelines.document import Page, Reject, UnattributedQuote
from pipelines.quotes.antecedents import MODEL as ANTECEDENT_MODEL
from pipelines.quotes.antecedents import Antecedents, Speaker, antecedent_weights
from pipelines.quotes.attribute import QuoteChoices, attribute, gather_candidates
from pipelines.quotes.candidates import Passage
from pipelines.quotes.chosen import choose_reports
from pipelines.quotes.details import exact_days
from pipelines.quotes.features import FEATURES, feature_matrix
from pipelines.quotes.kinds import reason_without_speaker
from pipelines.quotes.lexicon import REFERENCE_FILES, Lexicon, lexicon
from pipelines.quotes.names import Names, find_people
from pipelines.quotes.pairs import Span
from pipelines.quotes.passages import (
    paragraph_spans,
    paragraphs,
    read_passages,
    wanted_paragraphs,
)
from pipelines.quotes.report_features import REPORT_FEATURES, measure_reports
from pipelines.quotes.reported import Report, find_reports
from pipelines.quotes.rows import (
    Context,
    Stretch,
    quoted_stretch,
    reported_stretches,
    write_rows,
)
from pipelines.quotes.speakers import Resolver
from pipelines.quotes.third_voice import name_third_voices
from pipelines.ranker import score_rows
from pipelines.references import References
from pipelines.stage import Stage
from pipelines.view.spacing import unwrapped

MODEL, REPORT_MODEL = "speaker_ranker", "report_ranker"
ENGLISH = (None, "en")
One = TypeVar("One")
Remembering = Callable[[Sequence[float]], Antecedents]


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page as read for its quotes: whom mentions mean, and who could have said what.

    `reports` are the clauses that could be reported speech.
    """

    page: Page
    text: str
    passages: Sequence[Passage]
    speakers: dict[tuple[int, int], Speaker]
    choices: Sequence[QuoteChoices]
    reports: Sequence[Report] = ()

    @property
    def rows(self) -> list[Sequence[float]]:
        """What is measured of all candidates, in order."""
        return [row for quote in self.choices for row in quote.rows]


def find_quotes(pages: Sequence[Page], references: References) -> Sequence[Page | Reject]:
    """The pages with their quotes and speakers; all candidates are scored in one call."""
    words = lexicon(references)
    read = [read_quotes(page, references) for page in pages]
    rows = [one.rows for one in read]
    matrix = feature_matrix(list(chain.from_iterable(rows)))
    likely = score_rows(matrix, list(map(len, rows)), FEATURES, MODEL, references)
    matrix = measure_reports([report for one in read for report in one.reports])
    counts = [len(one.reports) for one in read]
    reported = score_rows(matrix, counts, REPORT_FEATURES, REPORT_MODEL, references)
    return [
        write_quotes(one, scores, others, words)
        for one, scores, others in zip(read, likely, reported, strict=True)
    ]


def read_quotes(
    page: Page, references: References, remembering: Remembering = Antecedents
) -> QuotePage:
    """The words in quotation marks on a page, with their candidates, and what may be reported.

    `remembering` makes what remembers who was spoken of.
    """
    words = lexicon(references)
    places = paragraphs(page)
    text = unwrapped(page.document.raw_text, places)
    spans = paragraph_spans(text, places, words)
    is_english = page.facts is None or page.facts.language in ENGLISH
    wanted = wanted_paragraphs(text, places, spans, words, is_english)
    if not wanted:
        return QuotePage(page, text, (), {}, ())
    names = Names(
        person for start, end in places for person in find_people(text, start, end, words)
    )
    passages = read_passages(text, places, spans, wanted, words, names.surnames)
    antecedents = remembering(antecedent_weights(references))
    speakers = Resolver(text, names, words, antecedents).resolve(passages)
    found = (find_reports(passage) for passage in passages) if is_english else ()
    return QuotePage(
        page,
        text,
        passages,
        speakers,
        gather_candidates(text, passages),
        list(chain.from_iterable(found)),
    )


def write_quotes(
    read: QuotePage, likely: Sequence[float], reported: Sequence[float], words: Lexicon
) -> Page:
    """The page with its quotes, given how likely each candidate and each report is."""
    page, text, raw_text = read.page, read.text, read.page.document.raw_text
    language = page.facts.language if page.facts else None
    reports = choose_reports(read.reports, reported)
    by_passage = _group(reports, lambda one: one.report.passage.number)
    quoted: list[Stretch] = []
    rest = [
        _unattributed(raw_text, span, "nested")
        for passage in read.passages
        for span in passage.nested
    ]
    rows = attribute(read.choices, likely)
    for row in name_third_voices(read.choices, likely, rows, by_passage, read.speakers):
        reason = reason_without_speaker(text, row, language)
        around = by_passage.get(row.place.passage.number, ())
        stretch = None if reason else quoted_stretch(text, row, around)
        if stretch is None:
            rest.append(_unattributed(raw_text, row.span, reason or "no_source"))
        else:
            quoted.append(stretch)
    rest.sort(key=lambda item: (item.char_start, item.char_end))
    by_place = _group(quoted, lambda one: one.place.passage.number)
    reported_speech = [
        one
        for report in reports
        for one in reported_stretches(report, by_place.get(report.report.passage.number, ()))
    ]
    context = Context(read.speakers, words, exact_days(page.date_mentions), by_passage)
    written = write_rows(page, [*quoted, *reported_speech], context)
    return replace(page, quotes=written, unattributed_quotes=tuple(rest))


def _group(items: Iterable[One], number: Callable[[One], int]) -> dict[int, list[One]]:
    """The items of each number, in order."""
    found: dict[int, list[One]] = {}
    for item in items:
        found.setdefault(number(item), []).append(item)
    return found


def _unattributed(text: str, span: Span, reason: str) -> UnattributedQuote:
    return UnattributedQuote(span.start, span.end, text[span.start : span.end], reason)


QUOTES = Stage(
    name="quotes",
    version=4,
    reads=("blocks", "facts", "date_mentions"),
    writes=("quotes", "unattributed_quotes"),
    run=find_quotes,
    references=(*REFERENCE_FILES, MODEL, REPORT_MODEL, ANTECEDENT_MODEL),
)
