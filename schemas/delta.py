"""Declares the change records between two versions: their columns, and what tells the same thing under another key."""

import pyarrow as pa

from schemas.field import Field, Table

OPS = {
    "added": "a row that only the later version has",
    "revised": "a row that both have, with other values",
    "removed": "a row that only the earlier version has",
    "withdrawn": "a row that went because its document was taken back",
    "rekeyed": "the same thing under another key",
}
# In the order in which one is chosen where several documents have a part in a change.
CAUSES = {
    "withdrawal": "a document was taken back",
    "correction": "a reviewed correction came, went or changed",
    "source_revised": "the page or its source has other content than before",
    "new_document": "a page came in that was not there before",
    "code_changed": "a stage, or another part of the code, works otherwise than before",
    "reference_changed": "a reviewed table or a learned model is another one than before",
}
TIERS = {
    "large": "changes what the dataset says: something is gone, or an answer is another one",
    "moderate": "adds to what the dataset says, or changes how it is told",
    "small": "counts, scores, places, digests, and rows that only serve others",
}

LONG_TEXT_LENGTH = 2000
# Shown as digest and length, however short: whole pages.
LONG_TEXTS = ("raw_text", "body")
# Digests for comparing; told where they change, left out of rows that come or go.
WORKING_COLUMNS = ("body_bands", "event_keys", "match_keys")
# Columns that tell how a row was made.
BOOKKEEPING_COLUMNS = ("row_hash", "stage_keys")
# They tell how the dataset was made, and are no content of it.
BOOKKEEPING = ("builds", "document_stages")

# A removed and an added row are one thing under another key when these columns are equal; of rows of
# a document, when it is also the same document or the one that took its place.
IDENTITY: dict[str, tuple[str, ...]] = {
    "documents": ("raw_sha256",),
    "blocks": ("char_start", "char_end"),
    "date_mentions": ("date_text", "role"),
    "quotes": ("quote_text", "speaker_name"),
    "quote_sentences": ("sentence_text",),
    "unattributed_quotes": ("quote_text",),
    "citations": ("citation_text", "symbol"),
    "site_lines": ("site", "line_text"),
    "speakers": ("name",),
    "utterances": ("canonical_text", "speaker_id"),
    "outlets": ("name", "domain"),
    "resolutions": ("body", "number", "year"),
    "rejects": ("uri", "stage", "reason"),
}

_ONLY_ADDED = "the row was added"
_ONLY_REMOVED = "the row was removed or withdrawn"
_VALUES = (
    f"{' and '.join(LONG_TEXTS)}, and whatever is longer than {LONG_TEXT_LENGTH} code points, as "
    "sha256 and length"
)

DELTA = Table(
    name="delta",
    row="a change of one row between two versions, with its cause",
    key=("table_name", "key_before", "key"),
    made_by="diff",
    fields=(
        Field("table_name", pa.string(), "The table that the row is of."),
        Field("op", pa.string(), "What happened to the row.", one_of=OPS),
        Field(
            "key",
            pa.string(),
            "The row's key in the later version, as a JSON object.",
            null=_ONLY_REMOVED,
        ),
        Field(
            "key_before",
            pa.string(),
            "The row's key in the earlier version, as a JSON object; another one than `key` when rekeyed.",
            null=_ONLY_ADDED,
        ),
        Field(
            "before",
            pa.string(),
            "Values in the earlier version as a JSON object: of the changed columns, of a row that went "
            f"all that are not null; {_VALUES}.",
            null=_ONLY_ADDED,
        ),
        Field(
            "after",
            pa.string(),
            "Values in the later version, likewise.",
            null=_ONLY_REMOVED,
        ),
        Field(
            "changed_columns",
            pa.list_(pa.string()),
            "The columns whose values differ, in their published order; empty when the row came or went.",
        ),
        Field("cause", pa.string(), "Why.", one_of=CAUSES),
        Field(
            "cause_detail",
            pa.string(),
            "The cause in words: which document, which stage, which reference file; says so where it is indirect.",
        ),
        Field(
            "doc_id",
            pa.string(),
            "The document that the row is of, in the later version where it is there.",
            null="the row is of no single document",
        ),
        Field(
            "uri",
            pa.string(),
            "Where that document, or the refused input, came from.",
            null="the row is of no single document",
        ),
        Field("tier", pa.string(), "How much the change matters.", one_of=TIERS),
        Field(
            "row_hash_before",
            pa.string(),
            "The row's hash in the earlier version.",
            null=_ONLY_ADDED,
            pattern="[0-9a-f]{32}",
        ),
        Field(
            "row_hash",
            pa.string(),
            "The row's hash in the later version.",
            null=_ONLY_REMOVED,
            pattern="[0-9a-f]{32}",
        ),
    ),
)
