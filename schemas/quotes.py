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
NOT_LINKED = "no build has linked it yet"

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
            null="no page that carries the words tells one speaker, or no build has linked it yet",
        ),
        Field(
            "speaker_link",
            pa.string(),
            "What the link to the speaker rests on.",
            null="speaker_id is null",
            one_of=v.SPEAKER_LINKS,
        ),
        Field(
            "speaker_inferred_name",
            pa.string(),
            "The speaker's name from other pages, where this page tells none or only a surname.",
            null="the page tells more than a surname, or no other page tells the name",
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
            "The utterance that the quote carries, of several sentences the one in most documents "
            "(then the longest, then the first): `quote_sentences` has all.",
            null="the quote is not in quotation marks or has no words, or no build has linked it yet",
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

QUOTE_SENTENCES = Table(
    name="quote_sentences",
    row="a sentence of a quote in quotation marks, with what it has in common with other pages",
    key=("sentence_id",),
    made_by="extract",
    fields=(
        Field(
            "sentence_id",
            pa.string(),
            "The sentence: quote_id, a stop and sentence_no.",
            pattern="[0-9a-f]{20}-q[0-9]+[.][0-9]+",
        ),
        DOC_ID,
        Field("quote_id", pa.string(), "The quote that holds it."),
        Field("sentence_no", pa.int32(), "Place in its quote, counted from 1.", minimum=1),
        CHAR_START,
        CHAR_END,
        Field("sentence_text", pa.string(), "The sentence, verbatim."),
        Field("word_count", pa.int32(), "Words of the sentence.", unit="words", minimum=1),
        Field(
            "match_keys",
            pa.list_(pa.int32()),
            "Digests of its telling words, the speaker's name and the days around publication: "
            "sentences that share one are compared.",
        ),
        Field(
            "utterance_id",
            pa.string(),
            "The utterance: the same sentence across all documents. Where a page joins two into one, "
            "and more pages carry either of them alone, it is one of the two.",
            null=NOT_LINKED,
        ),
        Field(
            "variant_of",
            pa.string(),
            "The sentence that it has the words of: mostly on another page, and as full or fuller. "
            "Of another utterance only where that one is two sentences joined.",
            null="the others of its utterance lead to it, or no build has linked it yet",
        ),
        Field(
            "variant_kind",
            pa.string(),
            "What it is to the sentence in variant_of.",
            null="variant_of is null",
            one_of=v.VARIANT_KINDS,
        ),
        Field(
            "variant_score",
            pa.float32(),
            "How alike the two are: mostly the share of its words, weighed by rarity, that the other has.",
            null="variant_of is null",
            minimum=0,
            maximum=1,
        ),
        Field(
            "wording",
            pa.string(),
            "The utterance's canonical text as this page has it, word by word: [-dropped-], "
            "{+added+}, unmarked what stands in both. For the eye: where a page writes such signs "
            "itself, dropped and added tell what is meant.",
            null=NOT_LINKED,
        ),
        Field(
            "dropped",
            pa.list_(pa.string()),
            "The words of the canonical text that this page leaves out or has others for, in order, "
            "without the marks around them.",
            null=NOT_LINKED,
        ),
        Field(
            "added",
            pa.list_(pa.string()),
            "The words of this page that the canonical text does not have there, likewise.",
            null=NOT_LINKED,
        ),
        ROW_HASH,
    ),
    references=(
        Reference(("doc_id",), "documents", ("doc_id",)),
        Reference(("quote_id",), "quotes", ("quote_id",)),
        Reference(("utterance_id",), "utterances", ("utterance_id",)),
        Reference(("variant_of",), "quote_sentences", ("sentence_id",)),
    ),
    proofs=(Proof("char_start", "char_end", "sentence_text"),),
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
