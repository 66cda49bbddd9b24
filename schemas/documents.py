"""Declares the tables about one page: documents, blocks, date_mentions."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Proof, Reference, Table
from schemas.shared import (
    CHAR_END,
    CHAR_START,
    DOC_ID,
    LINE_KEY,
    RAW_SHA256,
    ROW_HASH,
    SITE,
    URI,
    evidence,
    method,
)

FACTS_WITH_PLACE = (
    *("title", "outlet", "agency", "byline", "translator", "original_outlet", "published"),
    "updated",
)
NOT_TOLD = "the page does not tell, or not surely"
TOLD = pa.list_(pa.struct([("text", pa.string()), ("source", pa.string()), ("kind", pa.string())]))
PAGE_HINTS = pa.struct(
    [
        ("title", pa.string()),
        ("titles", TOLD),
        ("site_name", pa.string()),
        ("authors", TOLD),
        ("published", pa.string()),
        ("updated", pa.string()),
        ("language", pa.string()),
    ]
)

DOCUMENTS = Table(
    name="documents",
    row="a page",
    key=("doc_id",),
    made_by="extract",
    fields=(
        DOC_ID,
        URI,
        Field("url", pa.string(), "The page's web address.", null="not known"),
        SITE.but(null="url is null or no web address"),
        Field(
            "site_step",
            pa.string(),
            "What was done about the lines that the site repeats on its pages.",
            null="site is null",
            one_of=v.SITE_STEPS,
        ),
        Field("media_type", pa.string(), "What the input was.", one_of=v.MEDIA_TYPES),
        Field(
            "retrieved_at",
            pa.timestamp("us", tz="UTC"),
            "When the page was fetched, as its record says.",
            null="the record does not say",
        ),
        Field(
            "supersedes",
            pa.string(),
            "The document that was at the same uri before: the page as it was until it was changed.",
            null="it is the first at its uri",
        ),
        Field(
            "is_current",
            pa.bool_(),
            "Whether it is the last document at its uri, the page as it is now.",
        ),
        RAW_SHA256,
        Field("encoding", pa.string(), "The character encoding that the bytes were read with."),
        Field(
            "text_repairs",
            pa.list_(pa.string()),
            "What decoding had to mend, empty when nothing: mojibake, nul, invalid_bytes.",
        ),
        Field(
            "raw_text",
            pa.string(),
            "The page's text as decoded (for HTML its rendering); all offsets point into it.",
        ),
        Field(
            "page_hints",
            PAGE_HINTS,
            "What an HTML page says of itself outside its text, as written there: the proof of "
            "facts with the method meta.",
            null="flattened text, or the page says nothing of itself",
        ),
        Field(
            "body",
            pa.string(),
            "The clean article text: the kept blocks, normalised (NFC; entities, mojibake, wrapped "
            "lines and odd spaces read as meant), paragraphs split by one blank line.",
        ),
        Field(
            "body_digest",
            pa.string(),
            "SHA-256 of the body's words, case and punctuation folded: equal for exact copies.",
            pattern="[0-9a-f]{64}",
        ),
        Field("word_count", pa.int32(), "Words of body.", unit="words", minimum=1),
        Field(
            "language",
            pa.string(),
            "ISO 639-1 code of the body's language.",
            null="too little text to tell",
            pattern="[a-z]{2}",
        ),
        Field("title", pa.string(), "The headline without the site's name.", null=NOT_TOLD),
        method("title", v.FACT_METHODS),
        *evidence("title"),
        Field(
            "outlet_id",
            pa.string(),
            "Who published the page.",
            null="not told, or not in the table of outlets",
        ),
        Field(
            "outlet_name",
            pa.string(),
            "The outlet's name, known or as the page has it.",
            null=NOT_TOLD,
        ),
        method("outlet", v.FACT_METHODS),
        *evidence("outlet"),
        Field(
            "agency_id",
            pa.string(),
            "The news agency that supplied the story.",
            null="none told, or not in the table of outlets",
        ),
        Field("agency_name", pa.string(), "The agency's name.", null="none told"),
        method("agency", v.FACT_METHODS),
        *evidence("agency"),
        Field(
            "bylines",
            pa.list_(pa.string()),
            "Persons who wrote the article, empty when none is told.",
        ),
        method("byline", v.FACT_METHODS),
        *evidence("byline"),
        Field("translator", pa.string(), "Who translated the article.", null="none told"),
        *evidence("translator"),
        Field(
            "original_outlet_id",
            pa.string(),
            "The outlet that the authors wrote the article for, where another publishes it.",
            null="none told, or not in the table of outlets",
        ),
        Field(
            "original_outlet_name",
            pa.string(),
            "That outlet's name, as known or as the byline has it.",
            null="none told",
        ),
        *evidence("original_outlet"),
        Field(
            "published_on",
            pa.date32(),
            "Day of publication; the first day of the month or year where published_precision is "
            "month or year. A day that the page calls an update is not it.",
            null=NOT_TOLD,
        ),
        Field(
            "published_at",
            pa.timestamp("us"),
            "Time of publication as the page writes it, in the page's own zone.",
            null="only the day is known, or nothing",
        ),
        Field(
            "published_precision",
            pa.string(),
            "How exactly the publication is known.",
            null="published_on is null",
            one_of=v.PUBLISHED_PRECISIONS,
        ),
        method("published", v.FACT_METHODS),
        *evidence("published"),
        Field(
            "updated_on",
            pa.date32(),
            "Day of the last change that the page tells.",
            null="none told, or only one before the publication",
        ),
        method("updated", v.FACT_METHODS),
        *evidence("updated"),
        Field(
            "published_inferred_on",
            pa.date32(),
            "Day of publication of a page that tells only day and month, in the year of the other "
            "documents of its story: coalesce(published_on, published_inferred_on) is the best "
            "that is known.",
            null="published_on is known, or the story does not tell the year",
        ),
        Field(
            "body_bands",
            pa.list_(pa.int32()),
            "Bands of MinHash numbers over the body's runs of four words: bodies that share one are "
            "compared as possible copies. Empty for a body of few words.",
        ),
        Field(
            "event_terms",
            pa.list_(pa.string()),
            "The rare words that tell the page's event, in lower case and without diacritics, the most "
            "telling first.",
        ),
        Field(
            "event_keys",
            pa.list_(pa.int32()),
            "Digests of its event terms with the days around publication, and of pairs of the first "
            "ones: documents that share one are compared as possibly on one event.",
        ),
        Field(
            "copy_of",
            pa.string(),
            "The earlier document that this one repeats.",
            null="it repeats none, or no build has linked it yet",
        ),
        Field(
            "copied_share",
            pa.float32(),
            "Share of the runs of four words that the shorter of the two has in common with the "
            "other.",
            null="copy_of is null",
            minimum=0,
            maximum=1,
        ),
        Field(
            "duplicate_of",
            pa.string(),
            "The first document of the copies that this one belongs to: the earliest, of one day a "
            "news agency's own page, then by time of retrieval and uri.",
            null="not a copy, or the first of its group",
        ),
        Field(
            "follows",
            pa.string(),
            "The earlier document on the same event that it has most in common with.",
            null="none is known, or no build has linked it yet",
        ),
        Field(
            "shared_terms",
            pa.list_(pa.string()),
            "The event terms that it has in common with the document in follows.",
            null="follows is null",
        ),
        Field(
            "follows_score",
            pa.float32(),
            "How much the two have in common: terms, utterances, days.",
            null="follows is null",
            minimum=0,
            maximum=1,
        ),
        Field(
            "story_id",
            pa.string(),
            "The event that the document is about.",
            null="no other document was linked to it",
        ),
        ROW_HASH,
    ),
    references=(
        Reference(("outlet_id",), "outlets", ("outlet_id",)),
        Reference(("agency_id",), "outlets", ("outlet_id",)),
        Reference(("original_outlet_id",), "outlets", ("outlet_id",)),
        Reference(("supersedes",), "documents", ("doc_id",)),
        Reference(("copy_of",), "documents", ("doc_id",)),
        Reference(("duplicate_of",), "documents", ("doc_id",)),
        Reference(("follows",), "documents", ("doc_id",)),
        Reference(("story_id",), "stories", ("story_id",)),
    ),
    proofs=tuple(Proof(f"{fact}_start", f"{fact}_end") for fact in FACTS_WITH_PLACE),
)

BLOCKS = Table(
    name="blocks",
    row="a line or wrapped paragraph of the page, or a part of one",
    key=("doc_id", "block_no"),
    made_by="extract",
    fields=(
        DOC_ID,
        Field("block_no", pa.int32(), "Place in the page, counted from 0.", minimum=0),
        CHAR_START,
        CHAR_END,
        Field("label", pa.string(), "What the block is.", one_of=v.BLOCK_LABELS),
        Field("is_kept", pa.bool_(), "Whether the block is part of body."),
        Field(
            "score",
            pa.float32(),
            "How surely the block belongs to the article.",
            unit="probability",
            minimum=0,
            maximum=1,
        ),
        LINE_KEY.but(null="the site is not known, or the line is too small to mean anything"),
        Field(
            "is_site_line",
            pa.bool_(),
            "Whether the block was left out only because the site repeats its line, as site_lines "
            "tells; label and score are those of the page alone, by which it was kept.",
        ),
        ROW_HASH,
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
    proofs=(Proof("char_start", "char_end"),),
)

DATE_MENTIONS = Table(
    name="date_mentions",
    row="a date in the page's text",
    key=("doc_id", "char_start", "char_end"),
    made_by="extract",
    fields=(
        DOC_ID,
        CHAR_START,
        CHAR_END,
        Field("date_text", pa.string(), "The date as written."),
        Field("resolved_from", pa.date32(), "First day that is meant.", null="not resolved"),
        Field("resolved_to", pa.date32(), "Last day that is meant.", null="not resolved"),
        Field(
            "precision",
            pa.string(),
            "How exactly the text tells the date.",
            null="not resolved",
            one_of=v.DATE_PRECISIONS,
        ),
        Field("role", pa.string(), "What the date is of.", one_of=v.DATE_ROLES),
        Field("method", pa.string(), "How it was resolved.", one_of=v.DATE_METHODS),
        Field(
            "resolved_against",
            pa.date32(),
            "The day that it was counted from: the day of publication.",
            null="not resolved, or the date stands for itself",
        ),
        ROW_HASH,
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
    proofs=(Proof("char_start", "char_end", "date_text"),),
)
