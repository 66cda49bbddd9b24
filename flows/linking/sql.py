"""Decides, in SQL, which rows a build touches by linking, and what is said of them.

The views `all_*` and `old_*` are those of `flows.linking.rows`; the other tables are kept while
linking goes on, and named in the queries that make and read them.
"""

# ruff: noqa: S608 (statements are put together from those declared, never from input)

# All documents without their longest columns, which are read of those that are compared.
DOCUMENTS = """
SELECT * EXCLUDE (title, body_digest, body_bands, event_terms, event_keys) FROM all_documents
"""

FINAL_SENTENCES = """
CREATE TEMP TABLE final_sentences AS
SELECT s.sentence_id, s.doc_id, s.quote_id, s.sentence_no, s.word_count,
    coalesce(u.utterance_id, s.utterance_id) AS utterance_id, s.utterance_id AS utterance_before
FROM sentences s LEFT JOIN sentence_utterances u ON u.sentence_id = s.sentence_id
"""

# Pages of which a sentence is a variant of one that was made again, or that left its place.
LED_BY = """
SELECT DISTINCT s.doc_id
FROM sentences s SEMI JOIN (
    SELECT sentence_id FROM old_quote_sentences UNION ALL SELECT sentence_id FROM left_places
) o ON o.sentence_id = s.variant_of
"""

# Sentences without their words.
SENTENCE_PLACES = """
SELECT s.sentence_id, s.doc_id, s.char_start, s.word_count, s.variant_of, s.variant_score,
    q.speaker_name IS NOT NULL AS is_named, p.published_on, p.is_fresh, s.{further}
FROM sentences s JOIN pages p ON p.doc_id = s.doc_id
JOIN all_quotes q ON q.quote_id = s.quote_id
"""
ALL_SENTENCES = SENTENCE_PLACES.format(further="match_keys")
# Some sentences, and the parents of those that are variants.
COMPARED_SENTENCES = f"""
WITH met AS MATERIALIZED (
    SELECT sentence_id, variant_of FROM sentences SEMI JOIN met_places USING (place)
)
{SENTENCE_PLACES.format(further="place")} WHERE s.sentence_id IN (
    SELECT sentence_id FROM met UNION ALL SELECT variant_of FROM met WHERE variant_of IS NOT NULL
)
ORDER BY s.place
"""

# Sentences that were made again, as they stood before.
SENTENCES_BEFORE = """
SELECT s.doc_id, s.match_keys, d.published_on
FROM old_quote_sentences s JOIN old_documents d ON d.doc_id = s.doc_id
"""
SENTENCES_AT = "SELECT sentence_id, doc_id, is_left FROM sentences JOIN met_places USING (place)"

SENTENCE_TEXTS = """
WITH met AS MATERIALIZED (
    SELECT sentence_id, doc_id, quote_id, sentence_text
    FROM all_quote_sentences SEMI JOIN involved USING (sentence_id)
)
SELECT s.sentence_id, s.sentence_text, p.language, q.speaker_name
FROM met s JOIN pages p ON p.doc_id = s.doc_id JOIN all_quotes q ON q.quote_id = s.quote_id
"""

PAGE_TERMS = """
SELECT doc_id, event_terms FROM all_documents SEMI JOIN involved USING (doc_id)
"""

# Of neighbouring parts of a statement, of whole words both, the last sentence and the first.
NEIGHBOURING_PARTS = """
WITH later AS MATERIALIZED (
    SELECT quote_id, statement_id, part_no FROM all_quotes WHERE part_no > 1 AND kind = 'direct'
), neighbours AS MATERIALIZED (
    SELECT a.quote_id AS one, b.quote_id AS other
    FROM all_quotes a JOIN later b ON b.statement_id = a.statement_id AND b.part_no = a.part_no + 1
    WHERE a.kind = 'direct'
), said AS MATERIALIZED (
    SELECT quote_id, sentence_id, sentence_no, char_start, sentence_text FROM all_quote_sentences
    WHERE quote_id IN (SELECT one FROM neighbours UNION ALL SELECT other FROM neighbours)
)
SELECT a.sentence_id AS one, b.sentence_id AS other, a.sentence_text AS before,
    b.sentence_text AS after, b.char_start - a.char_start - length(a.sentence_text) AS gap
FROM (
    SELECT quote_id, max(sentence_no) AS sentence_no FROM said GROUP BY quote_id
) l
JOIN neighbours n ON n.one = l.quote_id
JOIN said a ON a.quote_id = l.quote_id AND a.sentence_no = l.sentence_no
JOIN said b ON b.quote_id = n.other AND b.sentence_no = 1
"""

# Utterances between which a sentence leads, as where a page joins two, or which parts of one
# sentence are of, are told apart together.
TOUCHED_UTTERANCES = """
WITH RECURSIVE every AS MATERIALIZED (
    SELECT sentence_id, utterance_id, variant_of FROM sentences
    UNION ALL SELECT sentence_id, utterance_id, variant_of FROM old_quote_sentences
), crossed AS MATERIALIZED (
    SELECT DISTINCT s.utterance_id AS one, o.utterance_id AS other
    FROM every s JOIN every o ON o.sentence_id = s.variant_of WHERE s.utterance_id <> o.utterance_id
    UNION
    SELECT DISTINCT s.utterance_id, o.utterance_id
    FROM interrupted i JOIN sentences s ON s.sentence_id = i.one
    JOIN sentences o ON o.sentence_id = i.other WHERE s.utterance_id <> o.utterance_id
), beside AS MATERIALIZED (FROM crossed UNION SELECT other, one FROM crossed),
reached AS (
    SELECT utterance_id FROM sentences SEMI JOIN decided USING (sentence_id)
    UNION
    SELECT s.utterance_id FROM sentences s
    SEMI JOIN decided d ON d.variant_of = s.sentence_id
    UNION
    SELECT utterance_id FROM old_quote_sentences
    UNION
    SELECT other FROM beside JOIN reached ON one = utterance_id
)
SELECT utterance_id FROM reached WHERE utterance_id IS NOT NULL
"""

TOUCHED_SENTENCES = """
WITH touched AS MATERIALIZED (
    SELECT sentence_id FROM decided
    UNION
    SELECT sentence_id FROM sentences SEMI JOIN touched_utterances USING (utterance_id)
), met AS MATERIALIZED (FROM all_quote_sentences SEMI JOIN touched USING (sentence_id))
SELECT s.* EXCLUDE (match_keys) REPLACE (
    CASE WHEN d.sentence_id IS NULL THEN s.variant_of ELSE d.variant_of END AS variant_of,
    CASE WHEN d.sentence_id IS NULL THEN s.variant_kind ELSE d.variant_kind END AS variant_kind,
    CASE WHEN d.sentence_id IS NULL THEN s.variant_score ELSE d.variant_score END AS variant_score
), p.published_on, p.outlet_id
FROM met s JOIN pages p ON p.doc_id = s.doc_id LEFT JOIN decided d ON d.sentence_id = s.sentence_id
"""

# What is not decided anew and stays in its utterance has the wording that it had.
STANDING_SENTENCES = """
SELECT s.sentence_id, s.utterance_id, k.canonical_text
FROM sentences s SEMI JOIN touched_utterances USING (utterance_id)
JOIN known_utterances k ON k.utterance_id = s.utterance_id
ANTI JOIN decided d ON d.sentence_id = s.sentence_id
"""

QUOTES_TO_CHOOSE_FOR = """
SELECT s.quote_id, s.sentence_no, s.word_count, s.utterance_id,
    coalesce(n.document_count, k.document_count) AS document_count
FROM final_sentences s SEMI JOIN touched_sentences t ON t.quote_id = s.quote_id
LEFT JOIN utterance_rows n ON n.utterance_id = s.utterance_id
LEFT JOIN known_utterances k ON k.utterance_id = s.utterance_id
"""

# Of sentences of some length, the utterances that several pages carry.
CARRIED = """
WITH telling AS MATERIALIZED (
    SELECT DISTINCT doc_id, utterance_id FROM {sentences}
    WHERE word_count >= {words:d} AND utterance_id IS NOT NULL
)
SELECT doc_id, utterance_id FROM telling SEMI JOIN (
    SELECT utterance_id FROM telling GROUP BY utterance_id HAVING min(doc_id) <> max(doc_id)
) USING (utterance_id)
"""

CARRIED_KEYS = """
CREATE TEMP VIEW carried AS FROM carried_utterances JOIN utterance_keys USING (utterance_id)
"""

CARRIED_BY = "SELECT doc_id, utterance_id FROM carried_utterances SEMI JOIN asked USING (doc_id)"

# The same as it was before the build, of the utterances of pages that it changed.
CARRYING_BEFORE = """(
    FROM (FROM all_quote_sentences WHERE NOT is_fresh UNION ALL BY NAME FROM old_quote_sentences)
    WHERE utterance_id IN (
        SELECT utterance_id FROM all_quote_sentences SEMI JOIN moved USING (doc_id)
        UNION ALL SELECT utterance_id FROM old_quote_sentences
    )
)"""

PAGES_WITH_OTHER_UTTERANCES = """
SELECT DISTINCT doc_id FROM final_sentences SEMI JOIN touched_sentences USING (sentence_id)
WHERE utterance_id IS DISTINCT FROM utterance_before
"""

QUOTE_FACTS = """
SELECT q.quote_id, q.doc_id, q.kind, q.speaker_name, q.speaker_kind, q.speaker_role,
    q.speaker_affiliation, d.published_on, d.outlet_id, d.uri, d.story_id
FROM all_quotes q JOIN linked_documents d ON d.doc_id = q.doc_id
"""
# One word or two, taken from a speech, tell nobody whose they are.
UTTERANCES_OF_QUOTES = """
SELECT quote_id, utterance_id FROM final_sentences WHERE word_count >= {words:d}
"""

# The links of quotes of this build, and of others whose links are new.
QUOTE_LINKS = """
CREATE TEMP TABLE quote_links AS
SELECT b.quote_id, l.speaker_id, l.speaker_link, l.speaker_inferred_name,
    coalesce(m.utterance_id, b.utterance_id) AS utterance_id
FROM all_quotes b
LEFT JOIN speaker_links l ON l.quote_id = b.quote_id
LEFT JOIN main_utterances m ON m.quote_id = b.quote_id
WHERE b.is_fresh OR l.speaker_id IS DISTINCT FROM b.speaker_id
OR l.speaker_link IS DISTINCT FROM b.speaker_link
OR l.speaker_inferred_name IS DISTINCT FROM b.speaker_inferred_name
OR coalesce(m.utterance_id, b.utterance_id) IS DISTINCT FROM b.utterance_id
"""

# The utterances whose sentences or whose speakers are others.
ASKED_UTTERANCES = """
CREATE TEMP TABLE asked_utterances AS
SELECT utterance_id FROM utterance_rows
UNION
SELECT utterance_id FROM final_sentences SEMI JOIN quote_links USING (quote_id)
"""

# An utterance is of the speaker whom most pages that carry it name.
UTTERANCE_SPEAKERS = """
CREATE TEMP TABLE utterance_speakers AS
SELECT utterance_id, speaker_id FROM (
    SELECT s.utterance_id, l.speaker_id, count(DISTINCT s.doc_id) AS pages
    FROM final_sentences s SEMI JOIN asked_utterances a ON a.utterance_id = s.utterance_id
    JOIN speaker_links l ON l.quote_id = s.quote_id
    WHERE l.speaker_id IS NOT NULL GROUP BY ALL
)
QUALIFY row_number() OVER (PARTITION BY utterance_id ORDER BY pages DESC, speaker_id) = 1
"""

UTTERANCES = """
SELECT n.utterance_id, s.speaker_id, n.* EXCLUDE (utterance_id)
FROM utterance_rows n LEFT JOIN utterance_speakers s ON s.utterance_id = n.utterance_id
UNION ALL BY NAME
SELECT k.* REPLACE (s.speaker_id AS speaker_id)
FROM known_utterances k SEMI JOIN asked_utterances a ON a.utterance_id = k.utterance_id
LEFT JOIN utterance_speakers s ON s.utterance_id = k.utterance_id
WHERE k.speaker_id IS DISTINCT FROM s.speaker_id
AND k.utterance_id NOT IN (SELECT utterance_id FROM touched_utterances)
"""

# Links are staged for rows of this build, and for others whose links are new.
DOCUMENT_LINKS = """
SELECT doc_id, {links} FROM linked_documents n JOIN documents_before b USING (doc_id)
WHERE b.is_fresh OR {changed}
"""

SENTENCE_LINKS = """
SELECT t.sentence_id, u.utterance_id, t.variant_of, t.variant_kind, t.variant_score,
    u.wording, u.dropped, u.added
FROM touched_sentences t JOIN sentence_utterances u ON u.sentence_id = t.sentence_id
"""
