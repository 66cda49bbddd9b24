"""Decides which resolutions a page cites: the stage that writes the citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipelines.citations.anaphor import TEXT, Trail, find_texts
from pipelines.citations.answer import Answer, answer_mention
from pipelines.citations.authority import Authority, read_authority
from pipelines.citations.context import Context, Surroundings
from pipelines.citations.find import find_mentions
from pipelines.citations.lexicon import Lexicon, read_lexicon
from pipelines.citations.mention import Mention
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
    cited = {span for span in spans if lexicon.has_stem(reading[slice(*span)])}
    if not cited:
        return ()
    # Where resolutions are cited, the organ is most often named as well: look there first.
    is_un_page = any(lexicon.un_cue.search(reading, *span) for span in (*sorted(cited), *spans))
    published_on = page.facts.published_on if page.facts else None
    rows: dict[str, Citation] = {}
    trail = Trail(lexicon)
    for start, end in spans:
        if (start, end) not in cited and not trail.reaches(start):
            continue
        passage = make_passage(start, reading[start:end], lexicon.words["abbreviated"])
        surroundings = Surroundings(passage, lexicon, is_un_page)
        for mention in _find(passage, lexicon):
            answer = _answer(Context(surroundings, mention), trail, authority, published_on)
            if answer:
                rows |= {row.citation_id: row for row in _rows(answer, passage, page)}
    return tuple(rows.values())


def _find(passage: Passage, lexicon: Lexicon) -> list[Mention]:
    """The mentions of a passage and what may refer back to one, in order."""
    mentions = find_mentions(passage, lexicon)
    found = [*mentions, *find_texts(passage, lexicon, mentions)]
    return sorted(found, key=lambda mention: mention.start)


def _answer(
    context: Context, trail: Trail, authority: Authority, published_on: date | None
) -> Answer | None:
    """What the mention means by itself, else what it refers back to."""
    if context.mention.form == TEXT:
        return trail.inherit(context)
    answer = answer_mention(context, authority, published_on)
    if answer is None and (inherited := trail.inherit(context)):
        return inherited
    if answer or not context.mention.is_definite:
        trail.add(context, answer)
    return answer


def _rows(answer: Answer, passage: Passage, page: Page) -> Iterator[Citation]:
    start, end = passage.raw_span(answer.start, answer.end)
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
            cited_year=answer.context.mention.cited_year,
        )


CITATIONS = Stage(
    name="citations",
    version=3,
    reads=("blocks", "facts"),
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
