"""Decides which rows of `quotes` and `unattributed_quotes` a page has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.document import Page, Quote, Reject, UnattributedQuote
from pipelines.quotes.attribute import INHERITS, Attribution, attribute
from pipelines.quotes.details import affiliation, exact_days, medium, role, said_on, via
from pipelines.quotes.kinds import kind, reason_without_speaker
from pipelines.quotes.lexicon import REFERENCE_FILES, Lexicon, lexicon
from pipelines.quotes.marks import Span
from pipelines.quotes.names import Names, find_people
from pipelines.quotes.passages import paragraph_spans, paragraphs, read_passages
from pipelines.quotes.speakers import Resolver, Speaker
from pipelines.references import References
from pipelines.stage import Stage
from pipelines.view.spacing import unwrapped


@dataclass(frozen=True, slots=True)
class _Context:
    """What all quotes of a page need: whom mentions mean, the word lists, the days named."""

    speakers: dict[tuple[int, int], Speaker]
    words: Lexicon
    days: list[tuple[int, date]]


def find_quotes(pages: Sequence[Page], references: References) -> Sequence[Page | Reject]:
    """The pages with their quotes and speakers."""
    words = lexicon(references)
    return [_with_quotes(page, words) for page in pages]


def _with_quotes(page: Page, words: Lexicon) -> Page:
    raw_text = page.document.raw_text
    places = paragraphs(page)
    text = unwrapped(raw_text, places)
    spans = paragraph_spans(text, places)
    if not any(spans):
        return replace(page, quotes=(), unattributed_quotes=())
    names = Names(
        person for start, end in places for person in find_people(text, start, end, words)
    )
    passages = read_passages(text, places, spans, words, names.surnames)
    speakers = Resolver(text, names, words).resolve(passages)
    context = _Context(speakers, words, exact_days(page.date_mentions))
    quotes: list[Quote] = []
    rest = [
        _unattributed(raw_text, span, "nested") for passage in passages for span in passage.nested
    ]
    language = page.facts.language if page.facts else None
    for row in attribute(passages):
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
    version=2,
    reads=("blocks", "facts", "date_mentions"),
    writes=("quotes", "unattributed_quotes"),
    run=find_quotes,
    references=REFERENCE_FILES,
)
