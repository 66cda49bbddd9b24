"""Decides which rows an audit looks at again: all of the documents that a build has touched.

A local check that held of a document holds until a row of the document is another, or the check
is. DuckLake tells in `snapshot_id` which version wrote a row; of the open transaction it is null.
"""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import duckdb

from expectations.check import CHANGED, identifier
from schemas.tables import PER_DOCUMENT

PAGES = "documents"
# Where more of the documents are touched, looking at all rows in place costs less than a copy.
LARGEST_SHARE = 0.2


@contextmanager
def hold_changed(
    connection: duckdb.DuckDBPyConnection, lake: str, sound: Collection[str], since: int | None
) -> Iterator[dict[str, str]]:
    """Keep the rows of documents touched after version `since`; yields the query of each table's.

    Temporary tables of the same names hold them, and of the documents the texts that they are
    proved by. None are made where all rows are to be looked at: since is None, too many documents
    are touched, or a table is not sound.
    """
    if since is None or not {PAGES, *PER_DOCUMENT} <= set(sound):
        yield {}
        return
    is_later = f"(snapshot_id IS NULL OR snapshot_id > {since:d})"
    touched = " UNION ".join(
        f"SELECT doc_id FROM {lake}.{identifier(name)} WHERE {is_later}"
        for name in (PAGES, *PER_DOCUMENT)
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched_documents AS {touched}")
    held = {PAGES: "doc_id, raw_text", **dict.fromkeys(PER_DOCUMENT, "*")}
    if not _is_small(connection, lake):
        held = {}
    for name, columns in held.items():
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {identifier(name)} AS SELECT {columns} "
            f"FROM {lake}.{identifier(name)} SEMI JOIN touched_documents USING (doc_id)"
        )
    rows = {name: f"SELECT * FROM {CHANGED}.{identifier(name)}" for name in held}
    if PAGES in rows:
        rows[PAGES] = f"SELECT * FROM {lake}.{identifier(PAGES)} WHERE {is_later}"
    yield rows
    for name in (*held, "touched_documents"):
        connection.execute(f"DROP TABLE {CHANGED}.{identifier(name)}")


def _is_small(connection: duckdb.DuckDBPyConnection, lake: str) -> bool:
    """Whether few enough documents are touched."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM touched_documents) <= "
        f"{LARGEST_SHARE} * (SELECT count(*) FROM {lake}.{identifier(PAGES)})"
    ).fetchone()
    return bool(row and row[0])
