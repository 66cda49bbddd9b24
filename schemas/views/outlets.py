"""Declares the view about what each outlet carries."""

import pyarrow as pa

from schemas.citations import CITATIONS
from schemas.documents import DOCUMENTS
from schemas.facts import OUTLETS
from schemas.field import Field
from schemas.quotes import QUOTE_SENTENCES, QUOTES
from schemas.view import View, ViewColumn
from schemas.views.days import DAY


def _day(name: str, meaning: str, sql: str) -> ViewColumn:
    return ViewColumn(Field(name, pa.date32(), meaning, null="no document's day is known"), sql)


def _count(name: str, meaning: str, sql: str, *, least: int = 0) -> ViewColumn:
    field = Field(name, pa.int32(), meaning, minimum=least)
    return ViewColumn(field, f"coalesce({sql}, 0)::INTEGER")


# In the view "told" are the documents of an outlet; the others count what belongs to them.
OUTLET_COVERAGE = View(
    name="outlet_coverage",
    row="an outlet with its documents, one row for all documents that tell no outlet; of a page that was changed the current document alone counts",
    key=("outlet_id", "outlet_name"),
    tables=(DOCUMENTS, OUTLETS, QUOTES, QUOTE_SENTENCES, CITATIONS),
    columns=(
        ViewColumn(
            OUTLETS.field("outlet_id").but(null="not told, or not in the table of outlets"),
            "told.outlet_id",
        ),
        ViewColumn(
            Field(
                "outlet_name",
                pa.string(),
                "The name as readers know it; of an outlet that `outlets` does not have the name as "
                "its pages have it.",
                null="the documents tell no outlet",
            ),
            "told.outlet_name",
        ),
        _count("document_count", "Its documents.", "told.documents", least=1),
        _day("first_day", "Day of its earliest document, inferred days too.", "told.first_day"),
        _day("last_day", "Day of its latest document, inferred days too.", "told.last_day"),
        _count(
            "copy_count",
            "Its documents that are copies of an earlier one (duplicate_of), another outlet's or its own.",
            "told.copies",
        ),
        _count(
            "copies_by_others_count",
            "Documents in other rows of this view that are copies of one of its own.",
            "taken.copies",
        ),
        _count("quote_count", "Quotes in quotation marks with a speaker.", "spoken.quotes"),
        _count("report_count", "Stretches of reported speech.", "spoken.reports"),
        _count("speaker_count", "Different speakers of these.", "spoken.speakers"),
        _count(
            "utterance_count",
            "Different utterances that it carries, one for each sentence of a quote.",
            "worded.utterances",
        ),
        _count("story_count", "Stories that it has a document of.", "told.stories"),
        _count(
            "first_day_story_count",
            "Stories that it told on their first day, alone or with others; documents of which only "
            "month or year are known do not count.",
            "firsts.stories",
        ),
        _count(
            "alone_first_story_count",
            "Of these, stories that no other row of this view told on that day.",
            "firsts.alone",
        ),
        _count(
            "citation_count",
            "Citations of UN resolutions that were resolved: its rows in `resolution_citations`.",
            "cited.citations",
        ),
        _count("resolution_count", "Different resolutions among these.", "cited.resolutions"),
    ),
    template=f"""
WITH pages AS (
    SELECT documents.doc_id, documents.duplicate_of, documents.story_id, documents.outlet_id,
        coalesce(outlets.name, documents.outlet_name) AS outlet_name, {DAY} AS day,
        coalesce(documents.published_precision IN ('day', 'minute'), true) AS is_to_the_day,
        coalesce('id ' || documents.outlet_id, 'name ' || documents.outlet_name, '') AS outlet
    FROM {{documents}} AS documents
    LEFT JOIN {{outlets}} AS outlets ON outlets.outlet_id = documents.outlet_id
    WHERE documents.is_current
),
told AS (
    SELECT outlet, any_value(outlet_id) AS outlet_id, any_value(outlet_name) AS outlet_name,
        count(*) AS documents, min(day) AS first_day, max(day) AS last_day,
        count(duplicate_of) AS copies, count(DISTINCT story_id) AS stories
    FROM pages GROUP BY outlet
),
taken AS (
    SELECT originals.outlet, count(*) AS copies
    FROM pages JOIN pages AS originals ON originals.doc_id = pages.duplicate_of
    WHERE originals.outlet <> pages.outlet GROUP BY originals.outlet
),
spoken AS (
    SELECT outlet, count(*) FILTER (kind <> 'indirect') AS quotes,
        count(*) FILTER (kind = 'indirect') AS reports, count(DISTINCT speaker_id) AS speakers
    FROM {{quotes}} JOIN pages USING (doc_id) GROUP BY outlet
),
worded AS (
    SELECT outlet, count(DISTINCT utterance_id) AS utterances
    FROM {{quote_sentences}} JOIN pages USING (doc_id) GROUP BY outlet
),
openings AS (
    SELECT DISTINCT story_id, outlet FROM pages
    WHERE story_id IS NOT NULL AND day IS NOT NULL AND is_to_the_day
    QUALIFY day = min(day) OVER (PARTITION BY story_id)
),
shared AS (
    SELECT outlet, count(*) OVER (PARTITION BY story_id) AS outlets FROM openings
),
firsts AS (
    SELECT outlet, count(*) AS stories, count(*) FILTER (outlets = 1) AS alone
    FROM shared GROUP BY outlet
),
cited AS (
    SELECT outlet, count(*) AS citations, count(DISTINCT symbol) AS resolutions
    FROM {{citations}} JOIN pages USING (doc_id) WHERE symbol IS NOT NULL GROUP BY outlet
)
SELECT {{columns}}
FROM told
LEFT JOIN taken USING (outlet)
LEFT JOIN spoken USING (outlet)
LEFT JOIN worded USING (outlet)
LEFT JOIN firsts USING (outlet)
LEFT JOIN cited USING (outlet)
""",
)
