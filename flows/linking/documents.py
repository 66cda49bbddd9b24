"""Decides how what is found of documents gets into their table, and which of them are made anew."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flows.linking.rows import Rows


def is_all_new(documents: pa.Table) -> bool:
    """Whether nothing was decided before."""
    return pc.all(documents["is_fresh"]).as_py() is not False


def freshen(documents: pa.Table, *doc_ids: pa.Array | pa.ChunkedArray) -> pa.Table:
    """The documents with these flagged fresh too."""
    flags = documents["is_fresh"]
    for ids in doc_ids:
        flags = pc.or_(flags, pc.is_in(documents["doc_id"], ids))
    return documents.set_column(documents.column_names.index("is_fresh"), "is_fresh", flags)


def following(
    documents: pa.Table, link: str, followed: pa.Array | pa.ChunkedArray
) -> pa.ChunkedArray:
    """The documents that follow, by this link, one of these."""
    is_following = pc.fill_null(pc.is_in(documents[link], followed), False)
    return documents["doc_id"].filter(is_following)


def update(documents: pa.Table, decided: pa.Table) -> pa.Table:
    """The documents with the columns of those that are decided."""
    return _replace(documents, decided, keep_others=True)


def set_links(documents: pa.Table, links: pa.Table) -> pa.Table:
    """The documents with the columns of these links, null for documents that have none."""
    return _replace(documents, links, keep_others=False)


def add_columns(
    rows: Rows, documents: pa.Table, columns: str, source: str = "all_documents"
) -> pa.Table:
    """The documents with more of their columns, which are long."""
    names = f"doc_id, {columns}"
    query = f"SELECT {names} FROM {source} SEMI JOIN wanted USING (doc_id)"  # noqa: S608 (declared names)
    found = rows.read(query, wanted=documents.select(["doc_id"]))
    places = pc.index_in(documents["doc_id"], found["doc_id"].combine_chunks())
    for name in found.column_names[1:]:
        documents = documents.append_column(name, found[name].take(places))
    return documents


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
