"""Decides in which order documents are linked, and which of the lake's rows a build touches.

What is compared, and how, is decided in `pipelines.link`. A build compares what shares a key with
its own pages and nothing else; what it finds is what linking all pages at once would find.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.linking import sql
from flows.linking.blocks import COPY_BLOCKS, PAGE_KEYS, STORY_BLOCKS
from flows.linking.documents import add_columns, is_all_new, set_links, update
from flows.linking.reopened import Kind, compare_pages, compare_sentences
from flows.linking.rows import Rows, open_rows
from flows.settings import Warehouse
from flows.staging import Staging
from pipelines.link.blocks import Keys
from pipelines.link.duplicates import (
    copy_keys,
    find_copies,
    group_copies,
    pair_copies,
    rank_originals,
)
from pipelines.link.interrupted import find_interrupted
from pipelines.link.speakers import link_speakers
from pipelines.link.stories import (
    describe_stories,
    find_followed,
    group_stories,
    pair_reports,
    rank_reports,
    story_keys,
    utterance_keys,
)
from pipelines.link.utterances import choose_main_utterances, link_utterances
from pipelines.link.variants import find_variants, pair_sentences
from pipelines.link.years import infer_days
from pipelines.references import References
from schemas.tables import LINKED

# A sentence of so many words tells an event; shorter ones are said everywhere.
TELLING_WORDS = 8
# With so many a sentence is evidence of who its speaker is.
FEWEST_WORDS = 3
WITHOUT_YEAR = "SELECT doc_id, date_text FROM all_date_mentions WHERE role = 'dateline' AND resolved_from IS NULL"


def link_documents(warehouse: Warehouse, staging: Staging, references: References) -> None:
    """Link all documents, those of the lake and the staged ones; stage the links that are new."""
    with open_rows(warehouse, staging) as rows:
        before = rows.read(sql.DOCUMENTS)
        if not is_all_new(before):
            rows.connection.execute(PAGE_KEYS)
        documents = _link_copies(rows, before)
        _link_sentences(rows, documents, references)
        documents, stories = _link_stories(rows, documents)
        days = infer_days(documents, rows.read(WITHOUT_YEAR), references)
        rows.keep("linked_documents", set_links(documents, days))
        speakers, spoken_by = link_speakers(_read_quotes(rows), references)
        rows.keep("speaker_links", spoken_by)
        for query in (sql.QUOTE_LINKS, sql.ASKED_UTTERANCES, sql.UTTERANCE_SPEAKERS):
            rows.connection.execute(query)
        staging.write_table("speakers", "all", speakers)
        staging.write_table("stories", "all", stories)
        staging.write_table("utterances", "all", rows.read(sql.UTTERANCES))
        _stage_links(rows, staging, before)


def _link_copies(rows: Rows, documents: pa.Table) -> pa.Table:
    """The documents with copy_of, copied_share and duplicate_of."""
    kind = Kind("copy_of", "body_digest, body_bands", COPY_BLOCKS, rank_originals, copy_keys)
    ranked, keys = compare_pages(rows, documents, kind)
    pairs = pair_copies(ranked, keys)
    ids = pa.chunked_array([*pairs["doc_id"].chunks, *pairs["other_id"].chunks], pa.string())
    bodies = rows.read_bodies(pa.table({"doc_id": pc.unique(ids)}))
    documents = update(documents, find_copies(ranked, pairs, bodies))
    return set_links(documents, group_copies(documents))


def _link_sentences(rows: Rows, documents: pa.Table, references: References) -> None:
    """Find variants and utterances, and keep them as tables: all that this build touches."""
    pairs = pair_sentences(*compare_sentences(rows, documents))
    involved = pairs.ranked.select(["sentence_id", "doc_id"]).take(pa.array(pairs.involved))
    texts = rows.read(sql.SENTENCE_TEXTS, involved=involved)
    terms = rows.read(sql.PAGE_TERMS, involved=involved)
    rows.keep("decided", find_variants(pairs, texts, terms, references))
    interrupted = find_interrupted(rows.read(sql.NEIGHBOURING_PARTS))
    rows.keep("interrupted", interrupted)
    rows.keep("touched_utterances", rows.read(sql.TOUCHED_UTTERANCES))
    touched = rows.read(sql.TOUCHED_SENTENCES)
    standing = rows.read(sql.STANDING_SENTENCES)
    utterances, links = link_utterances(touched, standing, interrupted)
    rows.keep("utterance_rows", utterances)
    rows.keep("sentence_utterances", links)
    rows.keep(
        "touched_sentences",
        touched.select(["sentence_id", "quote_id", "variant_of", "variant_kind", "variant_score"]),
    )
    rows.connection.execute(sql.FINAL_SENTENCES)
    rows.keep("main_utterances", choose_main_utterances(rows.read(sql.QUOTES_TO_CHOOSE_FOR)))


def _link_stories(rows: Rows, documents: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The documents with what they follow and their story, and the rows of `stories` that are new."""
    moved = rows.read(sql.PAGES_WITH_OTHER_UTTERANCES)
    rows.keep("moved", moved)
    _keep_carried(rows)
    before = rows.read(sql.CARRIED.format(sentences=sql.CARRYING_BEFORE, words=TELLING_WORDS))

    def carried(pages: pa.Table) -> pa.Table:
        return rows.read(sql.CARRIED_BY, asked=pages.select(["doc_id"]))

    def keys(ranked: pa.Table) -> Keys:
        return story_keys(ranked, carried(ranked), before)

    kind = Kind("follows", "event_keys", STORY_BLOCKS, rank_reports, keys)
    ranked, shared = compare_pages(rows, documents, kind, moved["doc_id"])
    later, earlier = pair_reports(ranked, shared)
    involved = ranked.select(["doc_id"]).take(pa.array(np.union1d(later, earlier)))
    terms = rows.read(sql.PAGE_TERMS, involved=involved)
    followed = find_followed(ranked, later, earlier, terms, carried(involved))
    documents = update(documents, followed)
    was_of = documents["story_id"]
    documents = set_links(documents, group_stories(documents))
    touched = _touched_stories(rows, documents, was_of)
    rows.keep("touched_stories", pa.table({"story_id": touched}))
    told = documents.filter(pc.is_in(documents["story_id"], touched))
    return documents, describe_stories(add_columns(rows, told, "title, event_terms"))


def _keep_carried(rows: Rows) -> None:
    """Keep as `carried` the telling utterances of each page, and the key that each stands for."""
    query = sql.CARRIED.format(sentences="final_sentences", words=TELLING_WORDS)
    rows.connection.execute(f"CREATE TEMP TABLE carried_utterances AS {query}")
    ids = rows.read("SELECT DISTINCT utterance_id FROM carried_utterances")
    keys = pa.array(utterance_keys(ids["utterance_id"]))
    rows.keep("utterance_keys", ids.append_column("key", keys))
    rows.connection.execute(sql.CARRIED_KEYS)


def _touched_stories(rows: Rows, documents: pa.Table, was_of: pa.ChunkedArray) -> pa.Array:
    """The stories that pages of this build are in, and those that pages came into or left."""
    stays = pc.or_(
        pc.equal(documents["story_id"], was_of).fill_null(False),
        pc.and_(pc.is_null(documents["story_id"]), pc.is_null(was_of)),
    )
    is_touched = pc.or_(documents["is_fresh"], pc.invert(stays))
    left = rows.read("SELECT story_id FROM old_documents")["story_id"]
    columns = (documents["story_id"].filter(is_touched), was_of.filter(is_touched), left)
    chunks = [chunk for column in columns for chunk in column.chunks]
    return pc.unique(pa.chunked_array(chunks, pa.string())).drop_null()


def _read_quotes(rows: Rows) -> pa.Table:
    """What all quotes tell of their speakers, with `utterance_ids`: those of their sentences but the shortest."""
    quotes = rows.read(sql.QUOTE_FACTS)
    carried = rows.read(sql.UTTERANCES_OF_QUOTES.format(words=FEWEST_WORDS))
    ids = quotes["quote_id"].combine_chunks()
    places = pc.index_in(carried["quote_id"], ids).to_numpy()
    order = np.argsort(places, kind="stable")
    offsets = np.searchsorted(places[order], np.arange(quotes.num_rows + 1)).astype(np.int32)
    ids = carried["utterance_id"].combine_chunks().take(pa.array(order))
    return quotes.append_column("utterance_ids", pa.ListArray.from_arrays(offsets, ids))


def _stage_links(rows: Rows, staging: Staging, before: pa.Table) -> None:
    names = LINKED["documents"]
    documents = sql.DOCUMENT_LINKS.format(
        links=", ".join(f"n.{name}" for name in names),
        changed=" OR ".join(f"n.{name} IS DISTINCT FROM b.{name}" for name in names),
    )
    staging.write_table("document_links", "all", rows.read(documents, documents_before=before))
    staging.write_table("quote_links", "all", rows.read("FROM quote_links"))
    staging.write_table("sentence_links", "all", rows.read(sql.SENTENCE_LINKS))
    for name in ("touched_utterances", "touched_stories"):
        staging.write_table(name, "all", rows.read(f"FROM {name}"))
