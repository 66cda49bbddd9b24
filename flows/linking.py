"""Decides in which order documents are linked, and which of the lake's rows a build touches.

What is compared, and how, is decided in `pipelines.link`. A build compares what shares a key with
its own pages and nothing else; what it finds is what linking all pages at once would find.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from flows import linked_sql as sql
from flows.linked_rows import Rows, open_rows
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
from pipelines.link.fresh import find_reopened, key_items
from pipelines.link.speakers import link_speakers
from pipelines.link.stories import (
    describe_stories,
    find_followed,
    group_stories,
    rank_reports,
    story_keys,
)
from pipelines.link.utterances import choose_main_utterances, link_utterances
from pipelines.link.variants import find_variants, order_sentences, pair_sentences
from pipelines.link.years import infer_days
from pipelines.references import References
from schemas.tables import LINKED

# A sentence of so many words tells an event; shorter ones are said everywhere.
TELLING_WORDS = 8
# Long columns of documents that no block is made of.
NOT_COMPARED = ("title", "event_terms", "shared_terms")
WITHOUT_YEAR = "SELECT doc_id, date_text FROM all_date_mentions WHERE role = 'dateline' AND resolved_from IS NULL"


def link_documents(warehouse: Warehouse, staging: Staging, references: References) -> None:
    """Link all documents, those of the lake and the staged ones; stage the links that are new."""
    with open_rows(warehouse, staging) as rows:
        documents = rows.read("SELECT * FROM all_documents")
        documents = _link_copies(rows, documents)
        _link_sentences(rows, documents, references)
        documents, stories = _link_stories(rows, documents)
        days = infer_days(documents, rows.read(WITHOUT_YEAR), references)
        rows.keep("linked_documents", _set(documents, days))
        speakers, spoken_by = link_speakers(rows.read(sql.QUOTE_FACTS), references)
        rows.keep("speaker_links", spoken_by)
        rows.keep("utterance_speakers", rows.read(sql.UTTERANCE_SPEAKERS))
        staging.write_table("speakers", "all", speakers)
        staging.write_table("stories", "all", stories)
        staging.write_table("utterances", "all", rows.read(sql.UTTERANCES))
        _stage_links(rows, staging)


def _link_copies(rows: Rows, documents: pa.Table) -> pa.Table:
    """The documents with copy_of, copied_share and duplicate_of."""
    again = _reopened(rows, documents, "copy_of", rank_originals, copy_keys)
    compared = _freshen(documents, _following_old(rows, "copy_of"), again)
    pairs = pair_copies(compared)
    ids = pa.chunked_array([*pairs["doc_id"].chunks, *pairs["other_id"].chunks], pa.string())
    bodies = rows.read_bodies(pa.table({"doc_id": pc.unique(ids)}))
    documents = _update(documents, find_copies(compared, pairs, bodies))
    return _set(documents, group_copies(documents))


def _link_sentences(rows: Rows, documents: pa.Table, references: References) -> None:
    """Find variants and utterances, and keep them as tables: all that this build touches."""
    for kind in ("all", "old"):
        rows.connection.execute(sql.SENTENCE_FACTS.format(kind=kind))
    pairs = pair_sentences(_ordered_sentences(rows, documents))
    involved = pairs.ranked.select(["sentence_id"]).take(pa.array(pairs.involved))
    texts = rows.read(sql.SENTENCE_TEXTS, involved=involved)
    rows.keep("decided", find_variants(pairs, texts, documents, references))
    rows.keep("touched_utterances", rows.read(sql.TOUCHED_UTTERANCES))
    touched = rows.read(sql.TOUCHED_SENTENCES)
    utterances, links = link_utterances(touched)
    rows.keep("utterance_rows", utterances)
    rows.keep("sentence_utterances", links)
    rows.keep(
        "touched_sentences",
        touched.select(["sentence_id", "quote_id", "variant_of", "variant_kind", "variant_score"]),
    )
    rows.connection.execute(sql.FINAL_SENTENCES)
    rows.keep("main_utterances", choose_main_utterances(rows.read(sql.QUOTES_TO_CHOOSE_FOR)))


def _ordered_sentences(rows: Rows, documents: pa.Table) -> pa.Table:
    """All sentences in the order of their blocks, those to be decided flagged fresh."""
    ordered = order_sentences(rows.read(sql.SENTENCE_PLACES))
    now = ordered.filter(ordered["now"])
    if _is_all_new(documents):
        return now
    again = find_reopened(ordered, key_items(ordered["match_keys"]), "sentence_id", "variant_of")
    return _freshen(now, again, rows.read(sql.LED_BY_OLD_SENTENCES)["doc_id"])


def _link_stories(rows: Rows, documents: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The documents with what they follow and their story, and the rows of `stories` that are new."""
    carried = rows.read(sql.CARRIED.format(sentences="final_sentences", words=TELLING_WORDS))
    moved = rows.read(sql.PAGES_WITH_OTHER_UTTERANCES)["doc_id"]
    before = rows.read(sql.CARRIED.format(sentences=sql.SENTENCES_BEFORE, words=TELLING_WORDS))
    again = _reopened(
        rows,
        documents,
        "follows",
        rank_reports,
        lambda ranked: story_keys(ranked, carried, before),
        moved,
    )
    leaving = _following_old(rows, "follows"), _following(documents, "follows", moved)
    compared = _freshen(documents, moved, again, *leaving)
    documents = _update(documents, find_followed(compared, carried))
    was_of = documents["story_id"]
    documents = _set(documents, group_stories(documents))
    touched = _touched_stories(rows, documents, was_of)
    rows.keep("touched_stories", pa.table({"story_id": touched}))
    told = documents.filter(pc.is_in(documents["story_id"], touched))
    return documents, describe_stories(told)


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


def _reopened(
    rows: Rows,
    documents: pa.Table,
    link: str,
    rank: Callable[[pa.Table], pa.Table],
    keys: Callable[[pa.Table], Keys],
    moved: pa.ChunkedArray | None = None,
) -> pa.Array:
    """The documents whose link, decided before, is to be decided anew since others came or left.

    `moved` are documents that have other keys than before.
    """
    none = pa.array([], pa.string())
    if _is_all_new(documents):
        return none
    columns = [name for name in documents.column_names if name not in NOT_COMPARED]
    state = rows.read(
        f"""
        SELECT *, NOT is_fresh AND doc_id NOT IN (SELECT doc_id FROM moved) AS was, true AS now
        FROM documents
        UNION ALL BY NAME
        SELECT *, true AS was, false AS now FROM documents SEMI JOIN moved USING (doc_id)
        WHERE NOT is_fresh
        UNION ALL BY NAME
        SELECT {", ".join(columns)}, true AS was, false AS now FROM old_documents
        """,
        documents=documents.select(columns),
        moved=pa.table({"doc_id": none if moved is None else moved}),
    )
    ranked = rank(state)
    return find_reopened(ranked, keys(ranked), "doc_id", link)


def _is_all_new(documents: pa.Table) -> bool:
    """Whether nothing was decided before."""
    return pc.all(documents["is_fresh"]).as_py() is not False


def _following_old(rows: Rows, link: str) -> pa.ChunkedArray:
    """The documents that follow, by this link, one that the build has made again."""
    return rows.read(
        f"SELECT doc_id FROM all_documents n SEMI JOIN old_documents o ON o.doc_id = n.{link} "
        "WHERE NOT n.is_fresh"
    )["doc_id"]


def _following(documents: pa.Table, link: str, followed: pa.ChunkedArray) -> pa.ChunkedArray:
    """The documents that follow, by this link, one of these."""
    is_following = pc.fill_null(pc.is_in(documents[link], followed), False)
    return documents["doc_id"].filter(is_following)


def _freshen(rows: pa.Table, *doc_ids: pa.Array | pa.ChunkedArray) -> pa.Table:
    """The rows with those of these documents flagged fresh too."""
    flags = rows["is_fresh"]
    for ids in doc_ids:
        flags = pc.or_(flags, pc.is_in(rows["doc_id"], ids))
    return rows.set_column(rows.column_names.index("is_fresh"), "is_fresh", flags)


def _update(documents: pa.Table, decided: pa.Table) -> pa.Table:
    """The documents with the columns of those that are decided."""
    return _replace(documents, decided, keep_others=True)


def _set(documents: pa.Table, links: pa.Table) -> pa.Table:
    """The documents with the columns of these links, null for documents that have none."""
    return _replace(documents, links, keep_others=False)


def _replace(documents: pa.Table, rows: pa.Table, *, keep_others: bool) -> pa.Table:
    places = pc.index_in(documents["doc_id"], rows["doc_id"].combine_chunks())
    is_told = pc.is_valid(places)
    for name in rows.column_names:
        if name == "doc_id":
            continue
        number = documents.column_names.index(name)
        told = rows[name].cast(documents[name].type).take(places)
        column = pc.if_else(is_told, told, documents[name]) if keep_others else told
        documents = documents.set_column(number, name, column)
    return documents


def _stage_links(rows: Rows, staging: Staging) -> None:
    names = LINKED["documents"]
    documents = sql.DOCUMENT_LINKS.format(
        links=", ".join(f"n.{name}" for name in names),
        changed=" OR ".join(f"n.{name} IS DISTINCT FROM b.{name}" for name in names),
    )
    staging.write_table("document_links", "all", rows.read(documents))
    staging.write_table("quote_links", "all", rows.read(sql.QUOTE_LINKS))
    staging.write_table("sentence_links", "all", rows.read(sql.SENTENCE_LINKS))
    for name in ("touched_utterances", "touched_stories"):
        staging.write_table(name, "all", rows.read(f"FROM {name}"))
