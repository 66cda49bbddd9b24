"""Decides how a version of the dataset is written; the only code that writes to the lake.

Write, audit, publish happen in one transaction: readers see the version before or the version
after, never a part, and a failed audit leaves no trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from flows.duck import CATALOG
from flows.settings import Warehouse
from flows.staging import EXTRACTED, LINKS, Staging
from pipelines.errors import LakeBusy, LakeError
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.tables import LINKED, TABLES

# Of each linked table the staged links and their key.
STAGED_LINKS = {
    "documents": ("document_links", "doc_id"),
    "quotes": ("quote_links", "quote_id"),
    "quote_sentences": ("sentence_links", "sentence_id"),
}
# Tables of which linking makes only the rows that a build touches.
TOUCHED_BY_LINKS = ("utterances", "stories")


@contextmanager
def hold_lake(warehouse: Warehouse) -> Iterator[None]:
    """Be the one build of this warehouse; LakeBusy at once when another one runs.

    The lock is the operating system's: it ends with the process, even when that is killed.
    """
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LakeBusy(
            f"another build is writing to {warehouse.folder}: wait for it to end, then run again"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Begin; whatever leaves the block without `commit` is rolled back."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(duckdb.TransactionException):  # after a commit nothing is open
            connection.execute("ROLLBACK")


def lake_tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The tables that the attached lake has."""
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'main'",
        [CATALOG],
    ).fetchall()
    return {name for (name,) in rows}


def check_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """LakeError when a table of the attached lake has other columns than declared."""
    present = lake_tables(connection)
    for table in TABLES.values():
        if table.name in present:
            _check_columns(connection, table, column_types(connection, table))


def create_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the tables that the lake does not have yet, with their meanings as comments.

    Returns whether any was made. LakeError when an existing table has other columns than declared.
    """
    check_tables(connection)
    present = lake_tables(connection)
    for table in TABLES.values():
        if table.name not in present:
            _create_table(connection, table, column_types(connection, table))
    return len(present) < len(TABLES)


def column_types(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
    """DuckDB's type of every declared column."""
    empty = arrow_schema(table).empty_table()
    connection.register("declared", empty)
    rows = connection.execute("DESCRIBE SELECT * FROM declared").fetchall()
    connection.unregister("declared")
    return {row[0]: row[1] for row in rows}


def _create_table(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, str]
) -> None:
    target = f"{CATALOG}.main.{table.name}"
    parts = [
        f'"{field.name}" {columns[field.name]}{"" if field.null else " NOT NULL"}'
        for field in table.fields
    ]
    connection.execute(f"CREATE TABLE {target} ({', '.join(parts)})")
    connection.execute(f"COMMENT ON TABLE {target} IS {_text(table.row)}")
    for field in table.fields:
        connection.execute(f'COMMENT ON COLUMN {target}."{field.name}" IS {_text(field.meaning)}')


def _check_columns(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, str]
) -> None:
    rows = connection.execute(f"DESCRIBE {CATALOG}.main.{table.name}").fetchall()
    found = {row[0]: row[1] for row in rows}
    if found != dict(columns):
        differ = sorted({name for name, _ in found.items() ^ columns.items()})
        raise LakeError(
            f"table {table.name} of this lake has other columns than this version of onrecord "
            f"declares ({', '.join(differ)}): build into a new warehouse with --warehouse"
        )


def write_tables(
    connection: duckdb.DuckDBPyConnection,
    staging: Staging,
    facts: Mapping[str, pa.Table],
) -> int:
    """Merge a staged build into all tables; returns how many rows were added, changed or removed.

    Only rows whose hash differs are touched. Rows of documents that this build did not process
    stay, but for their links, which are those of the whole lake.
    """
    present = lake_tables(connection)
    for name in ("processed", "sources", "touched", *LINKS):
        _create_view(connection, f"staged_{name}", f"SELECT * FROM {_parquet(staging, name)}")
    changed = 0
    for name, table in TABLES.items():
        if name == "builds":
            continue
        if name in facts:
            connection.register("reference_rows", facts[name])
            rows, outdated = "SELECT * FROM reference_rows", "true"
        elif name in EXTRACTED:
            rows = _current_rows(staging, table, in_lake=name in present)
            outdated = _outdated(table)
        elif table.made_by == "sites":
            rows = f"SELECT * FROM {_parquet(staging, name)}"
            outdated = "t.site IN (SELECT site FROM staged_touched)"
        elif name in TOUCHED_BY_LINKS:
            rows = f"SELECT * FROM {_parquet(staging, name)}"
            [key] = table.key
            outdated = f"t.{key} IN (SELECT {key} FROM staged_touched_{name})"
        else:
            rows, outdated = f"SELECT * FROM {_parquet(staging, name)}", "true"
        changed += _merge_rows(connection, table, rows, outdated)
    return changed


def _current_rows(staging: Staging, table: Table, *, in_lake: bool) -> str:
    """SQL of the staged rows of a table and of the lake's other rows whose links have changed."""
    if table.name not in LINKED:
        names = [name for name in table.column_names if name != "row_hash"]
        columns = ", ".join(f't."{name}"' for name in names)
        return f"SELECT {columns} FROM {_parquet(staging, table.name)} AS t"
    links = LINKED[table.name]
    staged, key = STAGED_LINKS[table.name]
    names = [name for name in table.column_names if name not in ("row_hash", *links)]
    columns = ", ".join([*(f't."{name}"' for name in names), *(f'l."{name}"' for name in links)])
    rows = (
        f"SELECT {columns} FROM {_parquet(staging, table.name)} AS t "
        f"LEFT JOIN staged_{staged} AS l ON l.{key} = t.{key}"
    )
    if in_lake:
        rows += (
            f" UNION ALL SELECT {columns} FROM {CATALOG}.main.{table.name} AS t "
            f"JOIN staged_{staged} AS l ON l.{key} = t.{key} "
            f"WHERE t.doc_id NOT IN (SELECT doc_id FROM staged_processed)"
        )
    return rows


def _outdated(table: Table) -> str:
    """SQL condition of the lake's rows that this build may remove."""
    if table.name == "rejects":
        return "t.source IN (SELECT source FROM staged_sources)"
    return "t.doc_id IN (SELECT doc_id FROM staged_processed)"


def _merge_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: str, outdated: str
) -> int:
    """Make the table hold `rows`: insert, update where the hash differs, delete outdated others."""
    names = [name for name in table.column_names if name != "row_hash"]
    hashed = ", ".join(f'"{name}" := "{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT {columns}, "
        f"md5(to_json(struct_pack({hashed}))::VARCHAR) AS row_hash FROM ({rows})"
    )
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


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every table as the connection sees them."""
    counts = {}
    for name in TABLES:
        row = connection.execute(f"SELECT count(*) FROM {CATALOG}.main.{name}").fetchone()
        counts[name] = row[0] if row else 0
    return counts


def commit(connection: duckdb.DuckDBPyConnection, *, message: str, extra: Mapping[str, Any]) -> int:
    """Publish the open transaction as one version; returns its number."""
    connection.execute(
        f"CALL {CATALOG}.set_commit_message('onrecord', ?, extra_info => ?)",
        [message, json.dumps(extra, sort_keys=True, default=str)],
    )
    connection.execute("COMMIT")
    row = connection.execute(f"SELECT max(snapshot_id) FROM {CATALOG}.snapshots()").fetchone()
    return int(row[0]) if row else 0


def remove_orphans(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete data files that no version knows: what a killed build left behind."""
    connection.execute(f"CALL ducklake_delete_orphaned_files('{CATALOG}', cleanup_all => true)")


def _create_view(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")


def _parquet(staging: Staging, name: str) -> str:
    return f"read_parquet({_text(staging.pattern(name))})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def write_failed_rows(folder: Path, failures: list[dict[str, Any]]) -> Path:
    """Keep the failed expectations and samples of their rows for reading, as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "failed.json"
    path.write_text(json.dumps(failures, indent=1, default=str, ensure_ascii=False), "utf-8")
    return path
