"""Decides the facts of a page as a whole: title, outlet, agency, bylines, dates, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipelines.clean.body import kept_text
from pipelines.describe.agency import find_agency
from pipelines.describe.bylines import Byline, Zone, find_byline
from pipelines.describe.date_mentions import mention_dates
from pipelines.describe.date_order import settle_orders
from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.describe.dateline import find_dateline
from pipelines.describe.evidence import Published
from pipelines.describe.finding import Finding
from pipelines.describe.language import detect_language
from pipelines.describe.layout import Layout, lay_out
from pipelines.describe.outlet import find_outlet
from pipelines.describe.published import find_publication
from pipelines.describe.stamps import find_stamps
from pipelines.describe.title import find_title
from pipelines.describe.updated import find_update
from pipelines.document import DateMention, Facts, Page, Reject
from pipelines.references import References
from pipelines.stage import Stage, reject

ABOVE_TITLE = 4
BELOW_LEAD = 3
HEAD_WITHOUT_TITLE = 12
READS = (
    "byline_stops",
    "byline_words",
    "copyright_words",
    "date_cues",
    "given_names",
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
    "weekdays",
)


def describe_page(page: Page, references: References) -> Page | Reject:
    """The page with its facts and date mentions; a Reject when its body has no word."""
    document = page.document
    body = kept_text(document, page.blocks)
    word_count = len(body.split())
    if word_count == 0:
        return reject(document, "extract", "no_article_text", "no word is left of the page")
    language = detect_language(body, document.hints.language)
    words = date_words(references, language)
    layout = lay_out(document.raw_text, page.blocks)
    text = layout.text
    locale = document.hints.language
    dates = settle_orders(list(scan_dates(text, words)), document.latest_day, locale)
    stamps = find_stamps(layout, dates, references)
    stamped = frozenset(stamp.line.number for stamp in stamps if stamp.written.on)
    title = find_title(document, layout, stamped, references)
    title_line = _line_number(layout, title)
    zone = _zone(layout, title_line, stamped)
    dateline = find_dateline(layout)
    outlet = find_outlet(document, layout, references)
    agency = find_agency(document.raw_text, layout, zone, dateline, references)
    byline = find_byline(
        [one.text for one in document.hints.authors if one.source != "class"], zone, references
    )
    published = find_publication(document, layout, title_line, stamps, dates, dateline, words)
    updated = find_update(document, layout, title_line, stamps, dates, published, words)
    facts = Facts(
        body=body,
        word_count=word_count,
        language=language,
        **_fact("title", title),
        **_fact("outlet", outlet),
        **_fact("agency", agency),
        **_byline_fact(byline),
        **_published_fact(published),
        **_updated_fact(updated),
    )
    mentions = mention_dates(text, layout, dates, stamps, dateline, published, words, references)
    return replace(page, facts=facts, date_mentions=_verbatim(document.raw_text, mentions))


def _verbatim(raw_text: str, mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The mentions as the page writes them, line breaks included."""
    written = ((mention, raw_text[mention.char_start : mention.char_end]) for mention in mentions)
    return tuple(
        mention if mention.date_text == date_text else replace(mention, date_text=date_text)
        for mention, date_text in written
    )


def _line_number(layout: Layout, title: Finding | None) -> int | None:
    if title is None or title.start is None:
        return None
    return next((line.number for line in layout.lines if line.end > title.start), None)


def _zone(layout: Layout, title_line: int | None, stamped: frozenset[int]) -> Zone:
    """The lines around headline and lead, where bylines stand."""
    lead = layout.body_first
    first = lead - HEAD_WITHOUT_TITLE if title_line is None else title_line - ABOVE_TITLE
    end = max(lead + BELOW_LEAD, (title_line or 0) + HEAD_WITHOUT_TITLE)
    lines = [line for line in layout.lines[max(0, first) : end] if line.number != title_line]
    return Zone(lines, title_line, lead, stamped, layout.tells_of)


def _fact(name: str, found: Finding | None) -> dict[str, Any]:
    if found is None:
        return {}
    columns = {"method": found.method, "start": found.start, "end": found.end}
    fact = {f"{name}_{column}": value for column, value in columns.items()}
    if name == "title":
        return {**fact, "title": found.value}
    return {**fact, f"{name}_name": found.value, f"{name}_id": found.outlet_id}


def _byline_fact(byline: Byline) -> dict[str, Any]:
    return {
        "bylines": byline.names,
        "byline_method": byline.method,
        "byline_start": byline.start,
        "byline_end": byline.end,
        "translator": byline.translator,
    }


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
        "updated_start": updated.start,
        "updated_end": updated.end,
    }


def _run(pages: Sequence[Page], references: References) -> list[Page | Reject]:
    return [describe_page(page, references) for page in pages]


DESCRIBE = Stage(
    name="describe",
    version=2,
    reads=("document", "blocks"),
    writes=("facts", "date_mentions"),
    run=_run,
    references=READS,
)
