"""Declares the tables that join documents: speakers, utterances, stories."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Reference, Table
from schemas.shared import ROW_HASH

DOCUMENT_COUNT = Field("document_count", pa.int32(), "Documents that have it.", minimum=1)

STATED = pa.list_(pa.struct([("text", pa.string()), ("document_count", pa.int32())]))
NO_DAY = "no document tells its day"

SPEAKERS = Table(
    name="speakers",
    row="somebody or something that speaks",
    key=("speaker_id",),
    made_by="link",
    fields=(
        Field(
            "speaker_id",
            pa.string(),
            "The speaker: 'sp-' and 16 hexadecimal digits of SHA-256 over the spelling key of the name in "
            "the earliest document (by published_on, unknown days last, then doc_id), for a bare "
            "surname with the story, document, role or affiliation that it is known from; a later "
            "document does not change it.",
            pattern="sp-[0-9a-f]{16}",
        ),
        Field("name", pa.string(), "The form that most documents use, of the full forms if any."),
        Field("kind", pa.string(), "What speaks.", null="no quote tells", one_of=v.SPEAKER_KINDS),
        Field("aliases", pa.list_(pa.string()), "Other forms of the name, sorted."),
        Field("roles", STATED, "Roles stated anywhere, those of most documents first."),
        Field(
            "affiliations", STATED, "Affiliations stated anywhere, those of most documents first."
        ),
        DOCUMENT_COUNT,
        Field("quote_count", pa.int32(), "The speaker's quotes in quotation marks.", minimum=0),
        Field("report_count", pa.int32(), "Stretches of the speaker's reported speech.", minimum=0),
        Field("first_published_on", pa.date32(), "Earliest day.", null=NO_DAY),
        Field("last_published_on", pa.date32(), "Latest day.", null=NO_DAY),
        ROW_HASH,
    ),
)

UTTERANCES = Table(
    name="utterances",
    row="a sentence that somebody said, as carried by one or more documents",
    key=("utterance_id",),
    made_by="link",
    fields=(
        Field(
            "utterance_id",
            pa.string(),
            "The utterance: 'ut-' and 16 hexadecimal digits of SHA-256 over doc_id and char_start of "
            "its first sentence, by day of publication, doc_id and place.",
            pattern="ut-[0-9a-f]{16}",
        ),
        Field(
            "speaker_id", pa.string(), "Who said it.", null="no document tells the speaker's name"
        ),
        Field(
            "canonical_text",
            pa.string(),
            "The fullest wording, of several the one that most documents carry.",
        ),
        DOCUMENT_COUNT,
        Field(
            "outlet_count",
            pa.int32(),
            "Known outlets that carry it; 0 when none is known.",
            minimum=0,
        ),
        Field("wording_count", pa.int32(), "Different wordings, case and marks aside.", minimum=1),
        Field(
            "first_published_on",
            pa.date32(),
            "Earliest day of publication.",
            null="no document tells its day",
        ),
        Field(
            "last_published_on",
            pa.date32(),
            "Latest day of publication.",
            null="no document tells its day",
        ),
        ROW_HASH,
    ),
    references=(Reference(("speaker_id",), "speakers", ("speaker_id",)),),
)

STORIES = Table(
    name="stories",
    row="documents on one event",
    key=("story_id",),
    made_by="link",
    fields=(
        Field(
            "story_id",
            pa.string(),
            "The story: 'st-' and the doc_id of its first document.",
            pattern="st-[0-9a-f]{20}",
        ),
        Field(
            "title", pa.string(), "Title of its earliest document.", null="no document has a title"
        ),
        Field(
            "terms",
            pa.list_(pa.string()),
            "The event terms that most of its documents have, the most frequent first.",
        ),
        Field("first_published_on", pa.date32(), "Earliest day.", null="no document tells its day"),
        Field("last_published_on", pa.date32(), "Latest day.", null="no document tells its day"),
        DOCUMENT_COUNT.but(minimum=2),
        Field(
            "outlet_count",
            pa.int32(),
            "Known outlets that carry it; 0 when none is known.",
            minimum=0,
        ),
        ROW_HASH,
    ),
)
