"""What may be done to the rows of a valid lake, and the expectation that it fails."""

# ruff: noqa: S608 (our own constants)

FIRST, COPY, OTHER = "a" * 20, "b" * 20, "c" * 20
NAMED = "speaker_text IS NOT NULL"

# What was done to the rows; the table; the expectations that fail; how severe they are.
CORRUPTIONS = {
    "null": ("UPDATE documents SET encoding = NULL", "documents", "encoding.not_null"),
    "value-not-listed": ("UPDATE quotes SET kind = 'shouted'", "quotes", "kind.one_of"),
    "nullable-value-not-listed": (
        "UPDATE date_mentions SET precision = 'century'",
        "date_mentions",
        "precision.one_of",
    ),
    "below-minimum": ("UPDATE quotes SET part_no = 0", "quotes", "part_no.range"),
    "above-maximum": ("UPDATE blocks SET score = 1.5", "blocks", "score.range"),
    "not-a-number": ("UPDATE quotes SET confidence = 'nan'", "quotes", "confidence.range"),
    "pattern": ("UPDATE documents SET language = 'eng'", "documents", "language.pattern"),
    "pattern-holds-to-the-end": (
        "UPDATE documents SET language = 'en' || chr(10)",
        "documents",
        "language.pattern",
    ),
    "pattern-of-key": ("UPDATE speakers SET speaker_id = 'Lund'", "speakers", "speaker_id.pattern"),
    "key-twice": (
        "INSERT INTO outlets SELECT * FROM outlets",
        "outlets",
        "key.unique",
    ),
    "compound-key-twice": (
        "UPDATE blocks SET block_no = 1 WHERE block_no = 2",
        "blocks",
        "key.unique",
    ),
    "key-null": ("UPDATE outlets SET outlet_id = NULL", "outlets", "outlet_id.not_null"),
    "document-gone": (
        f"DELETE FROM documents WHERE doc_id = '{FIRST}'",
        "blocks",
        "doc_id.references",
    ),
    "outlet-gone": ("DELETE FROM outlets", "documents", "outlet_id.references"),
    "reference-to-own-table": (
        f"UPDATE documents SET duplicate_of = '{'d' * 20}' WHERE doc_id = '{COPY}'",
        "documents",
        "duplicate_of.references",
    ),
    "other-words": (
        "UPDATE date_mentions SET date_text = 'May'",
        "date_mentions",
        "char_start.proof",
    ),
    "span-shifted": (
        "UPDATE citations SET char_start = char_start + 1",
        "citations",
        "char_start.proof",
    ),
    "words-without-span": (
        "UPDATE quotes SET cue_start = NULL, cue_end = NULL",
        "quotes",
        "cue_start.proof",
    ),
    "span-without-words": ("UPDATE quotes SET cue_text = NULL", "quotes", "cue_start.proof"),
    "half-a-span": ("UPDATE documents SET title_end = NULL", "documents", "title_start.proof"),
    "empty-span": (
        "UPDATE documents SET title_start = 25, title_end = 25",
        "documents",
        "title_start.proof",
    ),
    "backward-span": (
        "UPDATE documents SET title_start = 9, title_end = 3",
        "documents",
        "title_start.proof",
    ),
    "span-beyond-text": ("UPDATE documents SET title_end = 9999", "documents", "title_start.proof"),
    "blocks-overlap": (
        "UPDATE blocks SET char_end = char_end + 2 WHERE block_no = 1",
        "blocks",
        "blocks.apart",
    ),
    "site-line-unknown": ("DELETE FROM site_lines", "blocks", "site_line.known"),
    "site-line-kept": (
        "UPDATE blocks SET is_kept = true WHERE is_site_line; "
        "UPDATE site_lines SET kind = 'teaser'",
        "blocks",
        "site_line.known",
    ),
    "furniture-of-site-kept": (
        "UPDATE blocks SET line_key = 7 WHERE block_no = 1",
        "blocks",
        "site_line.left_out",
    ),
    "blank-body": (
        "UPDATE documents SET body = ' ' || chr(160) || chr(10)",
        "documents",
        "body.not_blank",
    ),
    "published-tomorrow-twice": (
        "UPDATE documents SET published_on = DATE '2021-06-03'",
        "documents",
        "published_on.not_future",
    ),
    "inferred-though-known": (
        "UPDATE documents SET published_on = DATE '2021-06-01', "
        "published_inferred_on = DATE '2021-06-01'",
        "documents",
        "published_inferred_on.where_unknown",
    ),
    "duplicate-of-duplicate": (
        f"UPDATE documents SET duplicate_of = '{COPY}' WHERE doc_id = '{OTHER}'",
        "documents",
        "duplicate_of.is_first",
    ),
    "two-current-at-a-uri": (
        f"UPDATE documents SET uri = 'a.txt' WHERE doc_id = '{COPY}'",
        "documents",
        "is_current.one",
    ),
    "superseded-is-current": (
        f"UPDATE documents SET uri = 'a.txt', supersedes = '{FIRST}' WHERE doc_id = '{COPY}'; "
        f"UPDATE documents SET is_current = doc_id <> '{COPY}'",
        "documents",
        "is_current.one",
    ),
    "supersedes-of-other-uri": (
        f"UPDATE documents SET supersedes = '{OTHER}', is_current = true WHERE doc_id = '{COPY}'; "
        f"UPDATE documents SET uri = 'x.txt' WHERE doc_id = '{OTHER}'; "
        f"INSERT INTO documents SELECT * REPLACE ('{'d' * 20}' AS doc_id, 'x.txt' AS uri, "
        f"'{OTHER}' AS supersedes) FROM documents WHERE doc_id = '{FIRST}'; "
        f"UPDATE documents SET is_current = false WHERE doc_id = '{OTHER}'",
        "documents",
        "supersedes.same_uri",
    ),
    "withdrawn-is-there": (
        f"INSERT INTO withdrawn BY NAME SELECT '{FIRST}' AS doc_id, 'z' AS uri, 'why' AS reason, "
        "now() AS withdrawn_at, repeat('a', 32) AS row_hash",
        "withdrawn",
        "doc_id.gone",
    ),
    "resolved-backward": (
        "UPDATE date_mentions SET resolved_from = DATE '2021-05-04', resolved_to = DATE '2021-05-03'",
        "date_mentions",
        "resolved.in_order",
    ),
    "nobody-says-it": (
        "UPDATE quotes SET speaker_name = ' ' WHERE speaker_text IS NULL",
        "quotes",
        "speaker.known",
    ),
    "speaker-in-own-quote": (
        "UPDATE quotes SET speaker_start = char_start, speaker_end = char_start + 5, "
        f"speaker_text = 'Flour' WHERE {NAMED}",
        "quotes",
        "speaker.outside_quote",
    ),
    "statement-of-other-document": (
        f"UPDATE quotes SET statement_id = '{OTHER}-s1' WHERE {NAMED}",
        "quotes",
        "quote_id.of_document",
    ),
    "mention-of-other-document": (
        f"UPDATE citations SET mention_id = '{OTHER}-m1'",
        "citations",
        "citation_id.of_document",
    ),
    "resolution-unknown": (
        "UPDATE citations SET symbol = 'S/RES/9999 (2016)', number = '9999'",
        "citations",
        "symbol.known",
    ),
    "number-of-other-year": (
        "DELETE FROM resolutions; UPDATE unsc_years SET year = 2015",
        "citations",
        "symbol.known",
    ),
    "number-not-a-number": (
        "UPDATE citations SET symbol = NULL, number = 'ES-11/1', body = 'UNGA'",
        "citations",
        "symbol.known",
    ),
}
WARNINGS = {
    "utterance-of-other-speaker": (
        f"UPDATE utterances SET speaker_id = 'sp-{'9' * 16}'",
        "quotes",
        "utterance.same_speaker",
    ),
    "published-before-1900": (
        "UPDATE documents SET published_on = DATE '1870-01-01'",
        "documents",
        "published_on.not_ancient",
    ),
    "furniture-in-body": (
        "UPDATE documents SET body = body || 'SIGN UP: our letter 100% free today'",
        "documents",
        "body.no_furniture",
    ),
    "braces-in-furniture": (
        "UPDATE documents SET body = body || 'Yes, it''s {free}'",
        "documents",
        "body.no_furniture",
    ),
    "few-speakers-found": (
        "UPDATE unattributed_quotes SET reason = 'no_source'; DELETE FROM quotes "
        f"WHERE doc_id = '{FIRST}'",
        "unattributed_quotes",
        "share.bounded",
    ),
}
