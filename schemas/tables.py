"""Decides which tables the dataset has, and in which order they are written and shown."""

from schemas.citations import CITATIONS
from schemas.documents import BLOCKS, DATE_MENTIONS, DOCUMENTS
from schemas.facts import CUE_VERBS, OUTLETS, REGIMES, RESOLUTIONS, UNSC_YEARS
from schemas.field import Table
from schemas.links import SPEAKERS, STORIES, UTTERANCES
from schemas.operations import BUILDS, DOCUMENT_STAGES, REJECTS, WITHDRAWN
from schemas.quotes import QUOTE_SENTENCES, QUOTES, UNATTRIBUTED_QUOTES
from schemas.sites import SITE_LINES

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        BLOCKS,
        DATE_MENTIONS,
        QUOTES,
        QUOTE_SENTENCES,
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
        DOCUMENT_STAGES,
        REJECTS,
        WITHDRAWN,
        BUILDS,
    )
}

# One document's own rows, in the order of the answer of `onrecord extract`.
PER_DOCUMENT = (
    *("blocks", "date_mentions", "quotes", "quote_sentences", "unattributed_quotes"),
    "citations",
)

# What the order of the documents at one uri tells of each.
CHAINED = ("supersedes", "is_current")

# What linking adds to one document's rows: extraction leaves these columns null.
LINKED: dict[str, tuple[str, ...]] = {
    "documents": (
        *("published_inferred_on", "copy_of", "copied_share", "duplicate_of", "follows"),
        *("shared_terms", "follows_score", "story_id"),
    ),
    "quotes": ("speaker_id", "speaker_link", "speaker_inferred_name", "utterance_id"),
    "quote_sentences": (
        *("utterance_id", "variant_of", "variant_kind", "variant_score"),
        *("wording", "dropped", "added"),
    ),
}
