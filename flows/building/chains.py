"""Decides which documents' order at their uri a build may change, and stages the order."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.lake.duck import CATALOG, each_run, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import Warehouse
from flows.staging import CONTROL, Staging, count_rows
from pipelines.chains import Arrival, follow_links, order_documents

LAKE = f"SELECT uri, doc_id, retrieved_at, supersedes, is_current FROM {CATALOG}.main.documents"
NO_LAKE = (
    "SELECT NULL::VARCHAR AS uri, NULL::VARCHAR AS doc_id, NULL::TIMESTAMPTZ AS retrieved_at, "
    "NULL::VARCHAR AS supersedes, NULL::BOOLEAN AS is_current WHERE false"
)
# Documents of the lake, staged ones and arrivals at uris with more than one document or an order
# that may change: the one document at a uri supersedes none and is current, as it is staged.
ROWS = """
    WITH touched AS (
        SELECT uri FROM staged
        UNION SELECT uri FROM old SEMI JOIN processed USING (doc_id)
        UNION SELECT uri FROM arrivals JOIN old USING (uri, doc_id) WHERE is_file AND NOT is_current
    ),
    members AS (
        SELECT uri, doc_id, retrieved_at, supersedes, true AS is_known,
            doc_id NOT IN (SELECT doc_id FROM processed) AS is_kept, NULL AS place, false AS is_file
        FROM old SEMI JOIN touched USING (uri)
        UNION ALL
        SELECT uri, doc_id, retrieved_at, NULL, false, true, NULL, false FROM staged
    ),
    several AS (
        SELECT uri FROM members GROUP BY uri
        HAVING count(DISTINCT doc_id) > 1 OR count(supersedes) > 0
    )
    SELECT * FROM members SEMI JOIN several USING (uri)
    UNION ALL
    SELECT uri, doc_id, NULL, NULL, false, false, place, is_file
    FROM arrivals SEMI JOIN several USING (uri)
    ORDER BY uri, place NULLS FIRST, doc_id
"""


def has_moved(staging: Staging) -> bool:
    """Whether a build may change any order: it has made documents, or found an older file again."""
    if count_rows(staging, "processed"):
        return True
    arrived = pq.read_table(staging.table_folder("arrivals"), columns=["is_file"])
    return bool(pc.any(arrived["is_file"]).as_py())


def stage_chains(warehouse: Warehouse, staging: Staging) -> None:
    """Stage what each document supersedes, of all uris whose order this build may change."""
    with open_duckdb(scratch=staging.folder) as connection:
        in_lake = "documents" in attach_if_present(connection, warehouse)
        _make_views(connection, staging, LAKE if in_lake else NO_LAKE)
        rows = [
            {"doc_id": doc_id, "supersedes": before, "is_current": doc_id == chain[-1]}
            for _, found in each_run(connection, ROWS, "uri")
            for chain in [_order(found.to_pylist())]
            for before, doc_id in zip([None, *chain], chain, strict=False)
        ]
    table = pa.Table.from_pylist(rows, schema=CONTROL["document_chains"])
    staging.write_table("document_chains", "all", table)


def _make_views(connection: duckdb.DuckDBPyConnection, staging: Staging, lake: str) -> None:
    for name, columns in (
        ("staged", "uri, doc_id, retrieved_at"),
        ("processed", "doc_id"),
        ("arrivals", "uri, doc_id, place, is_file"),
    ):
        pattern = staging.pattern("documents" if name == "staged" else name).replace("'", "''")
        query = f"SELECT {columns} FROM read_parquet('{pattern}')"
        connection.execute(f"CREATE TEMP VIEW {name} AS {query}")
    connection.execute(f"CREATE TEMP VIEW old AS {lake}")


def _order(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The documents of one uri in order, from the rows of all that is known of it.

    Those of a lake that was made before there was an order arrive anew.
    """
    known = {row["doc_id"]: row for row in rows if row["is_known"]}
    staged = {row["doc_id"]: row for row in rows if row["is_kept"] and not row["is_known"]}
    kept = {doc_id: row for doc_id, row in known.items() if row["is_kept"]}
    retrieved = {doc_id: row["retrieved_at"] for doc_id, row in (kept | staged).items()}
    moved = {
        doc_id
        for doc_id in known.keys() & staged.keys()
        if known[doc_id]["retrieved_at"] != staged[doc_id]["retrieved_at"]
    }
    chain = follow_links({doc_id: row["supersedes"] for doc_id, row in known.items()})
    unordered = (Arrival(doc_id, False) for doc_id in known if doc_id not in chain)
    return order_documents(chain, [*unordered, *_arrivals(rows)], retrieved, moved)


def _arrivals(rows: Sequence[Mapping[str, Any]]) -> Iterator[Arrival]:
    return (Arrival(row["doc_id"], row["is_file"]) for row in rows if row["place"] is not None)
