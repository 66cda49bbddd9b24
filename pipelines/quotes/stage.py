"""Decides which rows of `quotes` and `unattributed_quotes` a page has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.document import Page, Quote, Reject, UnattributedQuote
from pipelines.quotes.attribute import (
    INHERITS,
    Attribution,
    QuoteChoices,
    attribute,
    gather_candidates,
)
from pipelines.quotes.candidates import Passage
from pipelines.quotes.details import affiliation, exact_days, medium, role, said_on, via
from pipelines.quotes.features import FEATURES
from pipelines.quotes.kinds import kind, reason_without_speaker
from pipelines.quotes.lexicon import REFERENCE_FILES, Lexicon, lexicon
from pipelines.quotes.names import Names, find_people
from pipelines.quotes.pairs import Span
from pipelines.quotes.passages import paragraph_spans, paragraphs, read_passages
from pipelines.quotes.speakers import Resolver, Speaker
from pipelines.ranker import score_candidates
from pipelines.references import References
from pipelines.stage import Stage
from pipelines.view.spacing import unwrapped

MODEL = "speaker_ranker"


@dataclass(frozen=True, slots=True)
class _Context:
    """What all quotes of a page need: whom mentions mean, the word lists, the days named."""

    speakers: dict[tuple[int, int], Speaker]
    words: Lexicon
    days: list[tuple[int, date]]


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page as read for its quotes: whom mentions mean, and who could have said each quote."""

    page: Page
    text: str
    passages: Sequence[Passage]
    speakers: dict[tuple[int, int], Speaker]
    choices: Sequence[QuoteChoices]

    @property
    def rows(self) -> list[Sequence[float]]:
        """The features of all candidates, in order."""
        return [row for quote in self.choices for row in quote.rows]


def find_quotes(pages: Sequence[Page], references: References) -> Sequence[Page | Reject]:
    """The pages with their quotes and speakers; all candidates are scored in one call."""
    words = lexicon(references)
    read = [read_quotes(page, words) for page in pages]
    likely = score_candidates([one.rows for one in read], FEATURES, MODEL, references)
    return [write_quotes(one, scores, words) for one, scores in zip(read, likely, strict=True)]


def read_quotes(page: Page, words: Lexicon) -> QuotePage:
    """The words in quotation marks on a page, with their candidates."""
    places = paragraphs(page)
    text = unwrapped(page.document.raw_text, places)
    spans = paragraph_spans(text, places, words)
    if not any(spans):
        return QuotePage(page, text, (), {}, ())
    names = Names(
        person for start, end in places for person in find_people(text, start, end, words)
    )
    passages = read_passages(text, places, spans, words, names.surnames)
    speakers = Resolver(text, names, words).resolve(passages)
    return QuotePage(page, text, passages, speakers, gather_candidates(text, passages))


def write_quotes(read: QuotePage, likely: Sequence[float], words: Lexicon) -> Page:
    """The page with its quotes, given how likely each candidate is."""
    page, text, raw_text = read.page, read.text, read.page.document.raw_text
    context = _Context(read.speakers, words, exact_days(page.date_mentions))
    quotes: list[Quote] = []
    rest = [
        _unattributed(raw_text, span, "nested")
        for passage in read.passages
        for span in passage.nested
    ]
    language = page.facts.language if page.facts else None
    for row in attribute(read.choices, likely):
        reason = reason_without_speaker(text, row, language)
        quote = None if reason else _quote(page, row, context)
        if quote is None:
            rest.append(_unattributed(raw_text, row.span, reason or "no_source"))
        else:
            quotes.append(quote)
    rest.sort(key=lambda item: (item.char_start, item.char_end))
    return replace(
        page, quotes=_renumbered(page.document.doc_id, quotes), unattributed_quotes=tuple(rest)
    )


def _unattributed(text: str, span: Span, reason: str) -> UnattributedQuote:
    return UnattributedQuote(span.start, span.end, text[span.start : span.end], reason)


def _quote(page: Page, row: Attribution, context: _Context) -> Quote | None:
    origin = row.origin
    if origin is None or origin.mention is None or origin.passage is None or row.candidate is None:
        return None
    text, doc_id = page.document.raw_text, page.document.doc_id
    mention, passage = origin.mention, origin.passage
    clauses = passage.clauses
    speaker = context.speakers[passage.number, mention.first]
    start, end = clauses.place(mention.first, mention.last)
    cue = clauses.place(origin.cue, origin.cue + 1) if origin.cue is not None else None
    inherits = row.candidate.pattern in INHERITS
    return Quote(
        quote_id=f"{doc_id}-q{row.span.start}",
        statement_id=f"{doc_id}-s{row.first_start}",
        part_no=row.part_no,
        char_start=row.span.start,
        char_end=row.span.end,
        quote_text=text[row.span.start : row.span.end],
        kind=kind(text, row),
        attribution=_attribution(row, mention.form, inherits),
        confidence=round(row.score, 4),
        speaker_name=speaker.name,
        speaker_text=text[start:end],
        speaker_start=start,
        speaker_end=end,
        speaker_kind=speaker.kind,
        speaker_role=role(text, passage, mention),
        speaker_affiliation=affiliation(text, passage, mention),
        cue_text=text[cue[0] : cue[1]] if cue else None,
        cue_start=cue[0] if cue else None,
        cue_end=cue[1] if cue else None,
        medium=medium(row.place, context.words),
        via=via(text, row.place, mention),
        said_on=said_on(row.place, context.days),
    )


def _attribution(row: Attribution, form: str, inherits: bool) -> str:
    if inherits:
        return "carried_over"
    if row.candidate is not None and row.candidate.cue is None:
        return "context"
    return form


def _renumbered(doc_id: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with statements counted anew, since a part may have lost its speaker."""
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    rows = []
    for quote in quotes:
        old = quote.statement_id
        own = f"{doc_id}-s{quote.char_start}"
        statement = first.setdefault(old, own)
        count[old] = count.get(old, 0) + 1
        if (statement, count[old]) != (old, quote.part_no):
            quote = replace(quote, statement_id=statement, part_no=count[old])
        rows.append(quote)
    return tuple(rows)


QUOTES = Stage(
    name="quotes",
    version=4,
    reads=("blocks", "facts", "date_mentions"),
    writes=("quotes", "unattributed_quotes"),
    run=find_quotes,
    references=(*REFERENCE_FILES, MODEL),
)
