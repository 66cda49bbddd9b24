"""Declares the views about who said what, and how outlets word it."""

from schemas.documents import DOCUMENTS
from schemas.links import SPEAKERS, UTTERANCES
from schemas.quotes import QUOTE_SENTENCES, QUOTES
from schemas.view import View, show, show_as, show_filled
from schemas.views.days import BEST_DAY

NO_UTTERANCE = "the quote carries no utterance"
NO_SPEAKER = "the utterance's speaker is not known"
SPEAKER = "The speaker's name: the form that most documents use, of the full forms if any."
CARRIED = "Documents that carry the utterance."

QUOTES_BY_SPEAKER = View(
    name="quotes_by_speaker",
    row="a quote or stretch of reported speech whose speaker is known, with its document; of a page that was changed the current document alone",
    key=("quote_id",),
    tables=(QUOTES, SPEAKERS, DOCUMENTS, UTTERANCES),
    columns=(
        *show_filled(QUOTES, "speaker_id"),
        show_as(SPEAKERS, "name", "speaker", SPEAKER),
        show_as(SPEAKERS, "kind", "speaker_kind", "What the speaker is, by all documents."),
        *show(QUOTES, "quote_id", "doc_id"),
        *show(DOCUMENTS, "outlet_name"),
        *BEST_DAY,
        *show(DOCUMENTS, "url", "title"),
        *show(QUOTES, "kind", "quote_text", "speaker_name"),
        *show_filled(QUOTES, "speaker_link"),
        *show(QUOTES, "speaker_role", "speaker_affiliation", "confidence", "utterance_id"),
        show_as(UTTERANCES, "document_count", "utterance_document_count", CARRIED, NO_UTTERANCE),
        show_as(
            UTTERANCES,
            "outlet_count",
            "utterance_outlet_count",
            "Known outlets that carry the utterance; 0 when none is known.",
            NO_UTTERANCE,
        ),
        *show(DOCUMENTS, "story_id"),
    ),
    template="""
SELECT {columns}
FROM {quotes} AS quotes
JOIN {speakers} AS speakers ON speakers.speaker_id = quotes.speaker_id
JOIN {documents} AS documents ON documents.doc_id = quotes.doc_id AND documents.is_current
LEFT JOIN {utterances} AS utterances ON utterances.utterance_id = quotes.utterance_id
""",
)

UTTERANCE_VARIANTS = View(
    name="utterance_variants",
    row="a sentence of a quote, as one document words an utterance; of a page that was changed the current document alone",
    key=("sentence_id",),
    tables=(QUOTE_SENTENCES, UTTERANCES, SPEAKERS, DOCUMENTS),
    columns=(
        *show_filled(QUOTE_SENTENCES, "utterance_id"),
        *show(UTTERANCES, "speaker_id"),
        show_as(SPEAKERS, "name", "speaker", SPEAKER, NO_SPEAKER),
        *show(UTTERANCES, "canonical_text"),
        *show(DOCUMENTS, "outlet_name"),
        *show(QUOTE_SENTENCES, "doc_id", "quote_id", "sentence_id"),
        *BEST_DAY,
        *show(QUOTE_SENTENCES, "sentence_text", "variant_of", "variant_kind", "variant_score"),
        *show_filled(QUOTE_SENTENCES, "wording", "dropped", "added"),
        show_as(UTTERANCES, "document_count", "utterance_document_count", CARRIED),
        show_as(
            UTTERANCES,
            "wording_count",
            "utterance_wording_count",
            "Different wordings of the utterance, case and marks aside.",
        ),
        *show(QUOTE_SENTENCES, "char_start", "char_end"),
    ),
    template="""
SELECT {columns}
FROM {quote_sentences} AS quote_sentences
JOIN {utterances} AS utterances ON utterances.utterance_id = quote_sentences.utterance_id
JOIN {documents} AS documents
    ON documents.doc_id = quote_sentences.doc_id AND documents.is_current
LEFT JOIN {speakers} AS speakers ON speakers.speaker_id = utterances.speaker_id
""",
)
