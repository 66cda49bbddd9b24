"""Decides which of the lake's pages and sentences a build looks at: those in a block with its own.

A block is all that has one key, in order; what is new meets the first of it, and where it is
among these, all of it. What else is in a block decides nothing, and is not read.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.linking.rows import Rows
from pipelines.link import blocks
from pipelines.link.blocks import Keys

# What stands in blocks, kept in memory while linking goes on: of pages and sentences their keys,
# of sentences also what is asked of them again and again. `pages` has the pages in their order.
PAGE_KEYS = """
CREATE TEMP TABLE page_keys AS
SELECT doc_id, event_keys,
    list_append(body_bands, ('0x' || body_digest[:8])::BIGINT - 2147483648) AS copy_keys
FROM all_documents
"""
# The place of a sentence: its page's, and where it begins; there is room for the length of any text.
PAGE_ROOM = 1 << 31
SENTENCES = """
CREATE TEMP {kind} sentences AS
SELECT s.sentence_id, s.doc_id, s.quote_id, s.sentence_no, s.char_start, s.word_count, s.match_keys,
    s.variant_of, s.variant_score, s.utterance_id, p.place * {room:d} + s.char_start AS place
FROM all_quote_sentences s JOIN pages p ON p.doc_id = s.doc_id
"""

# Of all that stands in blocks each key, the place in their order, and whether it is new.
COPY_BLOCKS = """
SELECT unnest(copy_keys) AS key, p.place, p.is_fresh FROM page_keys JOIN pages p USING (doc_id)
"""
STORY_BLOCKS = """
SELECT unnest(event_keys) AS key, p.place, p.is_fresh FROM page_keys JOIN pages p USING (doc_id)
UNION ALL
SELECT key, p.place, p.is_fresh FROM carried JOIN pages p USING (doc_id)
"""
SENTENCE_BLOCKS = """
SELECT unnest(s.match_keys) AS key, s.place, p.is_fresh
FROM sentences s JOIN pages p ON p.doc_id = s.doc_id
"""

NEW_IN_BLOCKS = "SELECT key::INTEGER AS key, place FROM ({items}) WHERE is_fresh"
FIRST_OF_BLOCKS = """
SELECT key::INTEGER AS key, unnest(min(place, {heads:d})) AS place
FROM ({items}) SEMI JOIN touched_keys USING (key) WHERE NOT is_fresh GROUP BY key
"""
IN_BLOCKS = """
WITH met AS MATERIALIZED (
    SELECT key, place, is_fresh FROM ({items})
    SEMI JOIN (SELECT key FROM ({items}) WHERE is_fresh) USING (key)
), block AS (
    SELECT key, list_max(min(place, {heads:d})) AS last, min(place) FILTER (is_fresh) AS fresh
    FROM met GROUP BY key
)
SELECT DISTINCT key::INTEGER AS key, place FROM met JOIN block USING (key)
WHERE is_fresh OR fresh <= last OR place <= last
"""


def place_pages(rows: Rows, ranked: pa.Table) -> None:
    """Keep as `pages` the documents in the order of blocks, with their place and is_fresh."""
    told = ("doc_id", "published_on", "language", "outlet_id", "is_fresh")
    places = pa.array(np.arange(ranked.num_rows))
    rows.keep("pages", ranked.select(told).append_column("place", places))


def keep_sentences(rows: Rows, *, is_all_new: bool) -> None:
    """Make `sentences`: a table, or where all of them are read but once a view."""
    rows.connection.execute(
        SENTENCES.format(kind="VIEW" if is_all_new else "TABLE", room=PAGE_ROOM)
    )


def new_in_blocks(rows: Rows, items: str) -> pa.Table:
    """Table(key, place): what is new in each block."""
    return rows.read(NEW_IN_BLOCKS.format(items=items))


def first_of_blocks(rows: Rows, items: str, keys: pa.Array) -> pa.Table:
    """Table(key, place): the first of the blocks of these keys, what is new left out.

    Nothing else can come to the head of one of these blocks or leave it.
    """
    query = FIRST_OF_BLOCKS.format(items=items, heads=blocks.HEADS)
    return rows.read(query, touched_keys=pa.table({"key": pc.unique(keys)}))


def in_blocks(rows: Rows, items: str) -> pa.Table:
    """Table(key, place): what is new in each block, and all that it is compared with."""
    return rows.read(IN_BLOCKS.format(items=items, heads=blocks.HEADS))


def as_keys(placed: pa.Table) -> Keys:
    """A table(key, place) as keys and the places that have them."""
    return placed["key"].to_numpy(), placed["place"].to_numpy()
