"""Decides which resolutions a page cites: the stage that writes the citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.citations.answer import Answer, answer_mention
from pipelines.citations.authority import Authority, read_authority
from pipelines.citations.context import Context, Surroundings
from pipelines.citations.find import find_mentions
from pipelines.citations.lexicon import Lexicon, read_lexicon
from pipelines.citations.passages import Passage, make_passage, searched_spans
from pipelines.document import Citation, Page
from pipelines.references import References
from pipelines.stage import Stage
from pipelines.view.spacing import unwrapped


def cite_resolutions(pages: Sequence[Page], references: References) -> list[Page]:
    """Fill the citations of each page."""
    lexicon, authority = read_lexicon(references), read_authority(references)
    return [replace(page, citations=_cite(page, lexicon, authority)) for page in pages]


def _cite(page: Page, lexicon: Lexicon, authority: Authority) -> tuple[Citation, ...]:
    raw = page.document.raw_text
    if not lexicon.has_stem(raw):
        return ()
    reading = unwrapped(raw, ((block.char_start, block.char_end) for block in page.blocks))
    spans = searched_spans(page)
    cited = [(start, end) for start, end in spans if lexicon.has_stem(reading[start:end])]
    if not cited:
        return ()
    # Where resolutions are cited, the organ is most often named as well: look there first.
    is_un_page = any(lexicon.un_cue.search(reading, *span) for span in (*cited, *spans))
    published_on = page.facts.published_on if page.facts else None
    rows: dict[str, Citation] = {}
    for start, end in cited:
        passage = make_passage(start, reading[start:end], lexicon.words["abbreviated"])
        surroundings = Surroundings(passage, lexicon, is_un_page)
        for mention in find_mentions(passage, lexicon):
            answer = answer_mention(Context(surroundings, mention), authority, published_on)
            if answer:
                rows |= {row.citation_id: row for row in _rows(answer, passage, page)}
    return tuple(rows.values())


def _rows(answer: Answer, passage: Passage, page: Page) -> Iterator[Citation]:
    start, end = passage.start + answer.start, passage.start + answer.end
    mention_id = f"{page.document.doc_id}-m{start}"
    for found in answer.resolved:
        symbol = "".join(found.symbol.split()) if found.symbol else "0"
        yield Citation(
            citation_id=f"{mention_id}-{symbol}",
            mention_id=mention_id,
            char_start=start,
            char_end=end,
            citation_text=page.document.raw_text[start:end],
            kind=answer.kind,
            method=found.method,
            confidence=found.confidence,
            body=found.body,
            number=found.number,
            year=found.year,
            symbol=found.symbol,
            target=answer.target(found),
            measures=answer.measures_of(found),
        )


CITATIONS = Stage(
    name="citations",
    version=2,
    reads=("document", "blocks", "facts"),
    writes=("citations",),
    run=cite_resolutions,
    references=(
        "citation_measures",
        "citation_organs",
        "citation_words",
        "countries",
        "months",
        "resolutions",
        "unsc_years",
    ),
)
