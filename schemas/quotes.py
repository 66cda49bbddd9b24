"""Declares the tables about speech: quotes and unattributed_quotes."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Proof, Reference, Table
from schemas.shared import CHAR_END, CHAR_START, CONFIDENCE, DOC_ID, ROW_HASH

QUOTE_TEXT = Field(
    "quote_text",
    pa.string(),
    "The words between the marks, or the words that report what was said, verbatim.",
)
NO_MENTION = "the speaker is known from outside the sentence only"
NO_ADDRESSEE = "none stated"
NO_CUE = "no cue was found"

QUOTES = Table(
    name="quotes",
    row="one contiguous stretch of quoted (or reported) speech with its speaker",
    key=("quote_id",),
    made_by="extract",
    fields=(
        Field(
            "quote_id",
            pa.string(),
            "The quote: doc_id, '-q' ('-i' for indirect speech) and char_start.",
            pattern="[0-9a-f]{20}-[qi][0-9]+",
        ),
        DOC_ID,
        Field(
            "statement_id",
            pa.string(),
            "Joins the parts of one statement: doc_id, '-s' and the first part's char_start.",
            pattern="[0-9a-f]{20}-s[0-9]+",
        ),
        Field("part_no", pa.int32(), "Place in its statement, counted from 1.", minimum=1),
        CHAR_START,
        CHAR_END,
        QUOTE_TEXT,
        Field("kind", pa.string(), "How the words are reported.", one_of=v.QUOTE_KINDS),
        Field(
            "speaker_id",
            pa.string(),
            "The speaker across all documents.",
            null="the speaker's name is not known, or no build has linked it yet",
        ),
        Field(
            "speaker_name",
            pa.string(),
            "The speaker's full name as the page gives it anywhere.",
            null="the page does not tell the name",
        ),
        Field(
            "speaker_text",
            pa.string(),
            "The words that mention the speaker, verbatim.",
            null=NO_MENTION,
        ),
        Field(
            "speaker_start",
            pa.int32(),
            "Where speaker_text begins in raw_text.",
            null=NO_MENTION,
            unit="code points",
            minimum=0,
        ),
        Field(
            "speaker_end",
            pa.int32(),
            "Where it ends, exclusive.",
            null=NO_MENTION,
            unit="code points",
            minimum=1,
        ),
        Field(
            "speaker_kind",
            pa.string(),
            "What speaks.",
            null="not told apart",
            one_of=v.SPEAKER_KINDS,
        ),
        Field("speaker_role", pa.string(), "Role as the page states it.", null="none stated"),
        Field(
            "speaker_affiliation",
            pa.string(),
            "Whom the speaker speaks for, as the page states it.",
            null="none stated",
        ),
        Field(
            "cue_text", pa.string(), "The word that introduces the speech, verbatim.", null=NO_CUE
        ),
        Field(
            "cue_start",
            pa.int32(),
            "Where cue_text begins in raw_text.",
            null=NO_CUE,
            unit="code points",
            minimum=0,
        ),
        Field(
            "cue_end",
            pa.int32(),
            "Where it ends, exclusive.",
            null=NO_CUE,
            unit="code points",
            minimum=1,
        ),
        Field(
            "addressee_text",
            pa.string(),
            "Whom the words are addressed to, verbatim: reporters, the council.",
            null=NO_ADDRESSEE,
        ),
        Field(
            "addressee_start",
            pa.int32(),
            "Where addressee_text begins in raw_text.",
            null=NO_ADDRESSEE,
            unit="code points",
            minimum=0,
        ),
        Field(
            "addressee_end",
            pa.int32(),
            "Where it ends, exclusive.",
            null=NO_ADDRESSEE,
            unit="code points",
            minimum=1,
        ),
        Field("attribution", pa.string(), "How the page tells the speaker.", one_of=v.ATTRIBUTIONS),
        Field(
            "medium",
            pa.string(),
            "Where it was said: press briefing, Telegram post, interview.",
            null="not told",
        ),
        Field(
            "via",
            pa.string(),
            "Who passes the words on: the carrier, or whoever reports that the speaker said them.",
            null="none told",
        ),
        Field("said_on", pa.date32(), "Day on which it was said.", null="not told"),
        CONFIDENCE,
        Field(
            "utterance_id",
            pa.string(),
            "The same words across all documents.",
            null="the speaker's name is not known, or no build has linked it yet",
        ),
        ROW_HASH,
    ),
    references=(
        Reference(("doc_id",), "documents", ("doc_id",)),
        Reference(("speaker_id",), "speakers", ("speaker_id",)),
        Reference(("utterance_id",), "utterances", ("utterance_id",)),
    ),
    proofs=(
        Proof("char_start", "char_end", "quote_text"),
        Proof("speaker_start", "speaker_end", "speaker_text"),
        Proof("cue_start", "cue_end", "cue_text"),
        Proof("addressee_start", "addressee_end", "addressee_text"),
    ),
)

UNATTRIBUTED_QUOTES = Table(
    name="unattributed_quotes",
    row="a stretch in quotation marks that got no speaker",
    key=("doc_id", "char_start", "char_end"),
    made_by="extract",
    fields=(
        DOC_ID,
        CHAR_START,
        CHAR_END,
        QUOTE_TEXT,
        Field("reason", pa.string(), "Why it has no speaker.", one_of=v.UNATTRIBUTED_REASONS),
        ROW_HASH,
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
    proofs=(Proof("char_start", "char_end", "quote_text"),),
)
