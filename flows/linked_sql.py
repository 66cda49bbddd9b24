"""Decides, in SQL, which rows a build touches by linking, and what is said of them.

The views `all_*` and `old_*` are those of `flows.linked_rows`; the other tables are kept while
linking goes on, and named in the queries that make and read them.
"""

SENTENCE_FACTS = """
CREATE TEMP VIEW {kind}_sentence_facts AS
SELECT s.*, q.speaker_name, d.published_on, d.language, d.outlet_id
FROM {kind}_quote_sentences s
JOIN {kind}_quotes q ON q.quote_id = s.quote_id
JOIN {kind}_documents d ON d.doc_id = s.doc_id
"""

FINAL_SENTENCES = """
CREATE TEMP VIEW final_sentences AS
SELECT s.sentence_id, s.doc_id, s.quote_id, s.sentence_no, s.word_count,
    coalesce(u.utterance_id, s.utterance_id) AS utterance_id, s.utterance_id AS utterance_before
FROM all_quote_sentences s LEFT JOIN sentence_utterances u ON u.sentence_id = s.sentence_id
"""

# Pages whose sentences were variants of sentences that this build has made again.
LED_BY_OLD_SENTENCES = """
SELECT DISTINCT s.doc_id
FROM all_quote_sentences s SEMI JOIN old_quote_sentences o ON o.sentence_id = s.variant_of
WHERE NOT s.is_fresh
"""

# All sentences without their words, as they stand now, and as those stood that were made again.
SENTENCE_PLACES = """
SELECT sentence_id, s.doc_id, char_start, word_count, match_keys, variant_of, variant_score,
    speaker_name IS NOT NULL AS is_named, published_on, s.is_fresh, NOT s.is_fresh AS was,
    true AS now
FROM all_quote_sentences s
JOIN all_quotes q ON q.quote_id = s.quote_id
JOIN all_documents d ON d.doc_id = s.doc_id
UNION ALL BY NAME
SELECT sentence_id, doc_id, char_start, word_count, match_keys, variant_of, variant_score,
    speaker_name IS NOT NULL AS is_named, published_on, true AS is_fresh, true AS was, false AS now
FROM old_sentence_facts
"""

SENTENCE_TEXTS = """
SELECT sentence_id, sentence_text, language, speaker_name
FROM all_sentence_facts SEMI JOIN involved USING (sentence_id)
"""

# Utterances between which a sentence leads, as where a page joins two, are told apart together.
TOUCHED_UTTERANCES = """
WITH RECURSIVE every AS MATERIALIZED (
    SELECT sentence_id, utterance_id, variant_of FROM all_quote_sentences
    UNION ALL SELECT sentence_id, utterance_id, variant_of FROM old_quote_sentences
), crossed AS MATERIALIZED (
    SELECT DISTINCT s.utterance_id AS one, o.utterance_id AS other
    FROM every s JOIN every o ON o.sentence_id = s.variant_of WHERE s.utterance_id <> o.utterance_id
), beside AS MATERIALIZED (FROM crossed UNION SELECT other, one FROM crossed),
reached AS (
    SELECT utterance_id FROM all_quote_sentences SEMI JOIN decided USING (sentence_id)
    UNION
    SELECT s.utterance_id FROM all_quote_sentences s
    SEMI JOIN decided d ON d.variant_of = s.sentence_id
    UNION
    SELECT utterance_id FROM old_quote_sentences
    UNION
    SELECT other FROM beside JOIN reached ON one = utterance_id
)
SELECT utterance_id FROM reached WHERE utterance_id IS NOT NULL
"""

TOUCHED_SENTENCES = """
SELECT f.* REPLACE (
    CASE WHEN d.sentence_id IS NULL THEN f.variant_of ELSE d.variant_of END AS variant_of,
    CASE WHEN d.sentence_id IS NULL THEN f.variant_kind ELSE d.variant_kind END AS variant_kind,
    CASE WHEN d.sentence_id IS NULL THEN f.variant_score ELSE d.variant_score END AS variant_score
)
FROM all_sentence_facts f LEFT JOIN decided d ON d.sentence_id = f.sentence_id
WHERE d.sentence_id IS NOT NULL OR f.utterance_id IN (SELECT utterance_id FROM touched_utterances)
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
SELECT DISTINCT doc_id, utterance_id FROM {sentences}
WHERE word_count >= {words} AND utterance_id IS NOT NULL
QUALIFY count(DISTINCT doc_id) OVER (PARTITION BY utterance_id) > 1
"""

SENTENCES_BEFORE = (
    "(FROM all_quote_sentences WHERE NOT is_fresh UNION ALL BY NAME FROM old_quote_sentences)"
)

PAGES_WITH_OTHER_UTTERANCES = """
SELECT DISTINCT doc_id FROM final_sentences
WHERE utterance_id IS DISTINCT FROM utterance_before
"""

QUOTE_FACTS = """
WITH carried AS (
    SELECT quote_id, list_sort(list(DISTINCT utterance_id)) AS utterance_ids
    FROM final_sentences GROUP BY quote_id
)
SELECT q.quote_id, q.doc_id, q.kind, q.speaker_name, q.speaker_kind, q.speaker_role,
    q.speaker_affiliation, coalesce(c.utterance_ids, []::VARCHAR[]) AS utterance_ids,
    d.published_on, d.outlet_id, d.uri, d.story_id
FROM all_quotes q
LEFT JOIN carried c ON c.quote_id = q.quote_id
JOIN linked_documents d ON d.doc_id = q.doc_id
"""

# An utterance is of the speaker whom most pages that carry it name.
UTTERANCE_SPEAKERS = """
SELECT utterance_id, speaker_id FROM (
    SELECT s.utterance_id, l.speaker_id, count(DISTINCT s.doc_id) AS pages
    FROM final_sentences s JOIN speaker_links l ON l.quote_id = s.quote_id
    WHERE l.speaker_id IS NOT NULL GROUP BY ALL
)
QUALIFY row_number() OVER (PARTITION BY utterance_id ORDER BY pages DESC, speaker_id) = 1
"""

UTTERANCES = """
SELECT n.utterance_id, s.speaker_id, n.* EXCLUDE (utterance_id)
FROM utterance_rows n LEFT JOIN utterance_speakers s ON s.utterance_id = n.utterance_id
UNION ALL BY NAME
SELECT k.* REPLACE (s.speaker_id AS speaker_id)
FROM known_utterances k LEFT JOIN utterance_speakers s ON s.utterance_id = k.utterance_id
WHERE k.speaker_id IS DISTINCT FROM s.speaker_id
AND k.utterance_id NOT IN (SELECT utterance_id FROM touched_utterances)
"""

# Links are staged for rows of this build, and for others whose links are new.
DOCUMENT_LINKS = """
SELECT doc_id, {links} FROM linked_documents n JOIN all_documents b USING (doc_id)
WHERE b.is_fresh OR {changed}
"""

QUOTE_LINKS = """
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

SENTENCE_LINKS = """
SELECT t.sentence_id, u.utterance_id, t.variant_of, t.variant_kind, t.variant_score,
    u.wording, u.dropped, u.added
FROM touched_sentences t JOIN sentence_utterances u ON u.sentence_id = t.sentence_id
"""
