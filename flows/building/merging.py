"""Decides which rows of the lake a build replaces, and merges the staged ones into the tables."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from flows.lake.duck import CATALOG
from flows.lake.writing import hash_rows, lake_tables
from flows.staging import CONTROL, EXTRACTED, STAGED_LINKS, Staging
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.tables import CHAINED, LINKED, TABLES

PROCESSED = "SELECT doc_id FROM staged_processed"
# The lake's rows that go where no staged row has their key, by what makes the table.
OUTDATED = {
    "rejects": "t.source IN (SELECT source FROM staged_sources) "
    "AND t.reject_id NOT IN (SELECT reject_id FROM staged_refused_again)",
    "site_lines": "t.site IN (SELECT site FROM staged_touched)",
    "utterances": "t.utterance_id IN (SELECT utterance_id FROM staged_touched_utterances)",
    "stories": "t.story_id IN (SELECT story_id FROM staged_touched_stories)",
}


def write_tables(
    connection: duckdb.DuckDBPyConnection,
    staging: Staging,
    facts: Mapping[str, pa.Table],
) -> int:
    """Merge a staged build into all tables; returns how many rows were added, changed or removed.

    Only rows whose hash differs are touched. Rows of documents that this build did not process
    stay, but for their links and their place in the order at their uri.
    """
    present = lake_tables(connection)
    for name in (*CONTROL, *EXTRACTED):
        query = f"SELECT * FROM read_parquet({_text(staging.pattern(name))})"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW staged_{name} AS {query}")
    changed = 0
    for name, table in TABLES.items():
        if name in facts:
            connection.register("reference_rows", facts[name])
            changed += _merge_rows(connection, table, "SELECT * FROM reference_rows", "true")
        elif name in EXTRACTED:
            if _is_touched(connection, name):
                rows = _current_rows(table, in_lake=name in present)
                changed += _merge_rows(connection, table, rows, OUTDATED.get(name, _of_made(name)))
        elif staging.has_table(name):
            rows = f"SELECT * FROM read_parquet({_text(staging.pattern(name))})"
            changed += _merge_rows(connection, table, rows, OUTDATED.get(name, "true"))
    return changed


def _is_touched(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether the build has anything to say about a table of documents' rows."""
    asked = [f"staged_{name}", "staged_processed", "staged_renewed"]
    if name in STAGED_LINKS:
        asked.append(f"staged_{STAGED_LINKS[name][0]}")
    if name == "documents":
        asked.append("staged_document_chains")
    if name == "rejects":
        asked.append("staged_sources")
    some = " OR ".join(f"EXISTS (FROM {view})" for view in asked)
    row = connection.execute(f"SELECT {some}").fetchone()
    return bool(row and row[0])


def _of_made(name: str) -> str:
    """SQL condition of the rows of documents that the build has made again, wholly or this table."""
    renewed = f"SELECT doc_id FROM staged_renewed WHERE table_name = {_text(name)}"
    return f"(t.doc_id IN ({PROCESSED}) OR t.doc_id IN ({renewed}))"


def _current_rows(table: Table, *, in_lake: bool) -> str:
    """SQL of the staged rows of a table and of the lake's others whose links or order changed."""
    names = [name for name in table.column_names if name != "row_hash"]
    if table.name not in STAGED_LINKS:
        columns = ", ".join(f't."{name}"' for name in names)
        return f"SELECT {columns} FROM staged_{table.name} AS t"
    staged, key = STAGED_LINKS[table.name]
    joined = f"LEFT JOIN staged_{staged} AS l ON l.{key} = t.{key}"
    is_told = f"l.{key} IS NOT NULL"
    chained: tuple[str, ...] = ()
    if table.name == "documents":
        chained = CHAINED
        joined += " LEFT JOIN staged_document_chains AS c ON c.doc_id = t.doc_id"
        is_told = f"({is_told} OR c.doc_id IS NOT NULL)"
    links = LINKED[table.name]
    fresh = ", ".join(_column(one, links, chained, key, keeps_links=False) for one in names)
    rows = f"SELECT {fresh} FROM staged_{table.name} AS t {joined}"
    if in_lake:
        kept = ", ".join(_column(one, links, chained, key, keeps_links=True) for one in names)
        rows += (
            f" UNION ALL SELECT {kept} FROM {CATALOG}.main.{table.name} AS t {joined} "
            f"WHERE {is_told} AND t.doc_id NOT IN ({PROCESSED})"
        )
    return rows


def _column(
    name: str, links: tuple[str, ...], chained: tuple[str, ...], key: str, *, keeps_links: bool
) -> str:
    """A column of a row: as staged or in the lake, unless links or the order at its uri tell it."""
    if name in chained:
        return f'CASE WHEN c.doc_id IS NULL THEN t."{name}" ELSE c."{name}" END AS "{name}"'
    if name not in links:
        return f't."{name}"'
    if keeps_links:
        return f'CASE WHEN l.{key} IS NULL THEN t."{name}" ELSE l."{name}" END AS "{name}"'
    return f'l."{name}"'


def _merge_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: str, outdated: str
) -> int:
    """Make the table hold `rows`: insert, update where the hash differs, delete outdated others."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS {hash_rows(table, rows)}")
    same_key = " AND ".join(f't."{name}" = s."{name}"' for name in table.key)
    updates = ", ".join(
        f'"{name}" = s."{name}"' for name in table.column_names if name not in table.key
    )
    target = f"{CATALOG}.main.{table.name}"
    merged = connection.execute(
        f"MERGE INTO {target} AS t USING incoming AS s ON {same_key} "
        f"WHEN MATCHED AND t.row_hash <> s.row_hash THEN UPDATE SET {updates} "
        "WHEN NOT MATCHED THEN INSERT BY NAME"
    ).fetchall()[0][0]
    removed = connection.execute(
        f"DELETE FROM {target} AS t WHERE {outdated} "
        f"AND NOT EXISTS (SELECT 1 FROM incoming AS s WHERE {same_key})"
    ).fetchall()[0][0]
    connection.execute("DROP TABLE incoming")
    return int(merged) + int(removed)


def add_build(connection: duckdb.DuckDBPyConnection, build: Mapping[str, Any]) -> None:
    """Add the row of `builds` for the version about to be committed."""
    table = TABLES["builds"]
    schema = pa.schema([field for field in arrow_schema(table) if field.name != "row_hash"])
    connection.register("build_row", pa.Table.from_pylist([dict(build)], schema=schema))
    _merge_rows(connection, table, "SELECT * FROM build_row", "false")
    connection.unregister("build_row")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
