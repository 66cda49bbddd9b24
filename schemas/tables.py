"""Decides which tables the dataset has, and in which order they are written and shown."""

from schemas.citations import CITATIONS
from schemas.documents import BLOCKS, DATE_MENTIONS, DOCUMENTS
from schemas.facts import CUE_VERBS, OUTLETS, REGIMES, RESOLUTIONS, UNSC_YEARS
from schemas.field import Table
from schemas.links import SPEAKERS, STORIES, UTTERANCES
from schemas.operations import BUILDS, REJECTS
from schemas.quotes import QUOTES, UNATTRIBUTED_QUOTES
from schemas.sites import SITE_LINES

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        BLOCKS,
        DATE_MENTIONS,
        QUOTES,
        UNATTRIBUTED_QUOTES,
        CITATIONS,
        SITE_LINES,
        SPEAKERS,
        UTTERANCES,
        STORIES,
        OUTLETS,
        RESOLUTIONS,
        UNSC_YEARS,
        REGIMES,
        CUE_VERBS,
        REJECTS,
        BUILDS,
    )
}

# One document's own rows, in the order of the answer of `onrecord extract`.
PER_DOCUMENT = ("blocks", "date_mentions", "quotes", "unattributed_quotes", "citations")
