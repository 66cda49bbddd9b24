"""Decides the facts of a page as a whole: title, outlet, agency, bylines, dates, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipelines.describe import byline_features, title_features
from pipelines.describe.agency import find_agency
from pipelines.describe.bylines import Byline, choose_byline, gather_bylines
from pipelines.describe.date_mentions import mention_dates
from pipelines.describe.dateline import find_dateline
from pipelines.describe.evidence import Published
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, zone_around
from pipelines.describe.outlet import find_outlet
from pipelines.describe.published import find_publication
from pipelines.describe.reading import Reading, read_page
from pipelines.describe.title import choose_title, gather_titles
from pipelines.describe.updated import find_update
from pipelines.document import DateMention, Facts, Page, Reject
from pipelines.ranker import score_candidates
from pipelines.references import References
from pipelines.stage import Stage

TITLE_MODEL, BYLINE_MODEL = "title_ranker", "byline_ranker"
READS = (
    "agency_cues",
    "byline_stops",
    "byline_words",
    "copyright_words",
    "date_cues",
    "given_names",
    "honorifics",
    "legal_forms",
    "months",
    "name_particles",
    "not_titles",
    "organisation_words",
    "outlets",
    "photo_words",
    "relative_dates",
    "role_words",
    "self_mentions",
    "stamp_words",
    "weak_names",
    "weekdays",
    TITLE_MODEL,
    BYLINE_MODEL,
)


def describe_pages(pages: Sequence[Page], references: References) -> list[Page | Reject]:
    """The pages with their facts and date mentions; a Reject for a body without a word."""
    read = [read_page(page, references) for page in pages]
    readings = [one for one in read if isinstance(one, Reading)]
    titles = find_titles(readings, references)
    bylines = find_bylines(readings, titles, references)
    described = iter(
        [
            _describe(reading, title, byline, references)
            for reading, title, byline in zip(readings, titles, bylines, strict=True)
        ]
    )
    return [one if isinstance(one, Reject) else next(described) for one in read]


def find_titles(readings: Sequence[Reading], references: References) -> list[Finding | None]:
    """The headlines of a batch of pages, scored in one call."""
    choices = [
        gather_titles(one.document, one.layout, one.stamped, one.language, references)
        for one in readings
    ]
    rows = [one.rows for one in choices]
    scores = score_candidates(rows, title_features.FEATURES, TITLE_MODEL, references)
    return [choose_title(*one, references) for one in zip(choices, scores, strict=True)]


def find_bylines(
    readings: Sequence[Reading], titles: Sequence[Finding | None], references: References
) -> list[Byline]:
    """The authors of a batch of pages with their headlines, scored in one call."""
    choices = [
        gather_bylines(
            one.document,
            one.layout,
            line_of(one.layout, title),
            one.stamped,
            one.language,
            references,
        )
        for one, title in zip(readings, titles, strict=True)
    ]
    rows = [one.rows for one in choices]
    scores = score_candidates(rows, byline_features.FEATURES, BYLINE_MODEL, references)
    return [choose_byline(*one, references) for one in zip(choices, scores, strict=True)]


def line_of(layout: Layout, found: Finding | None) -> int | None:
    """The number of the line in which a finding stands."""
    return None if found is None or found.start is None else layout.number_at(found.start)


def _describe(
    reading: Reading, title: Finding | None, byline: Byline, references: References
) -> Page:
    document, layout, words = reading.document, reading.layout, reading.words
    stamps, dates = reading.stamps, reading.dates
    title_line = line_of(layout, title)
    zone = zone_around(layout, title_line, reading.stamped)
    dateline = find_dateline(layout)
    outlet = find_outlet(document, layout, references)
    agency = find_agency(document.raw_text, layout, zone, dateline, references)
    published = find_publication(document, layout, title_line, stamps, dates, dateline, words)
    updated = find_update(document, layout, title_line, stamps, dates, published, words)
    facts = Facts(
        body=reading.body,
        word_count=reading.word_count,
        language=reading.language,
        **_fact("title", title),
        **_fact("outlet", outlet),
        **_fact("agency", agency),
        **_byline_facts(byline),
        **_published_fact(published),
        **_updated_fact(updated),
    )
    mentions = mention_dates(
        layout.text, layout, dates, stamps, dateline, published, words, references
    )
    return replace(reading.page, facts=facts, date_mentions=_verbatim(document.raw_text, mentions))


def _verbatim(raw_text: str, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions as the page writes them, line breaks included."""
    written = ((mention, raw_text[mention.char_start : mention.char_end]) for mention in mentions)
    return tuple(
        mention if mention.date_text == date_text else replace(mention, date_text=date_text)
        for mention, date_text in written
    )


def _fact(name: str, found: Finding | None) -> dict[str, Any]:
    if found is None:
        return {}
    columns = {"method": found.method, "start": found.start, "end": found.end}
    fact = {f"{name}_{column}": value for column, value in columns.items()}
    if name == "title":
        return {**fact, "title": found.value}
    return {**fact, f"{name}_name": found.value, f"{name}_id": found.outlet_id}


def _byline_facts(byline: Byline) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "bylines": byline.names,
        "byline_method": byline.method,
        "byline_start": byline.start,
        "byline_end": byline.end,
    }
    if byline.translator:
        facts["translator"] = byline.translator.value
        facts["translator_start"] = byline.translator.start
        facts["translator_end"] = byline.translator.end
    if byline.original_outlet:
        facts["original_outlet_id"] = byline.original_outlet.outlet_id
        facts["original_outlet_name"] = byline.original_outlet.value
        facts["original_outlet_start"] = byline.original_outlet.start
        facts["original_outlet_end"] = byline.original_outlet.end
    return facts


def _published_fact(published: Published | None) -> dict[str, Any]:
    if published is None:
        return {}
    return {
        "published_on": published.on,
        "published_at": published.at,
        "published_precision": published.told_precision,
        "published_method": published.method,
        "published_start": published.start,
        "published_end": published.end,
    }


def _updated_fact(updated: Published | None) -> dict[str, Any]:
    if updated is None:
        return {}
    return {
        "updated_on": updated.on,
        "updated_method": updated.method,
        "updated_start": updated.start,
        "updated_end": updated.end,
    }


DESCRIBE = Stage(
    name="describe",
    version=3,
    reads=("blocks",),
    writes=("facts", "date_mentions"),
    run=describe_pages,
    references=READS,
)
