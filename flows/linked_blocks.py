"""Decides which of the lake's pages and sentences a build looks at: those in a block with its own.

A block is all that has one key, in order; what is new meets the first of it, and where it is
among these, all of it. What else is in a block decides nothing, and is not read.
"""

# ruff: noqa: S608 (statements are put together from those declared here, never from input)

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.linked_rows import Rows
from pipelines.link import blocks
from pipelines.link.blocks import Keys

# Of all that stands in blocks its keys, its place in their order, and whether it is new; `pages`
# has the pages in that order. The places of sentences leave room for the length of any text.
COPIES = """
SELECT unnest(body_bands) AS key, p.place, p.is_fresh FROM all_documents JOIN pages p USING (doc_id)
UNION ALL
SELECT ('0x' || body_digest[:8])::BIGINT - 2147483648, p.place, p.is_fresh
FROM all_documents JOIN pages p USING (doc_id)
"""
STORIES = """
SELECT unnest(event_keys) AS key, p.place, p.is_fresh FROM all_documents JOIN pages p USING (doc_id)
UNION ALL
SELECT key, p.place, p.is_fresh FROM carried JOIN pages p USING (doc_id)
"""
SENTENCE_PLACE = "(p.place * 2147483648 + s.char_start)"
SENTENCES = f"""
SELECT unnest(s.match_keys) AS key, {SENTENCE_PLACE} AS place, p.is_fresh
FROM all_quote_sentences s JOIN pages p USING (doc_id)
"""

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
