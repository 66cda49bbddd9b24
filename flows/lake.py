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
from filelock import FileLock, Timeout

from flows.duck import CATALOG, attach_for_reading
from flows.settings import Warehouse
from pipelines.errors import LakeBusy, LakeError
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.tables import TABLES

# DuckDB's types of declared tables, by name: they are asked for at every step.
KNOWN_TYPES: dict[str, dict[str, str]] = {}


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
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = ? AND schema_name = 'main' ORDER BY table_name, column_index",
        [CATALOG],
    ).fetchall()
    present: dict[str, dict[str, str]] = {}
    for name, column, kind in rows:
        present.setdefault(name, {})[column] = kind
    for table in TABLES.values():
        if table.name in present:
            _check_columns(table, present[table.name], column_types(connection, table))


def attach_if_present(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> set[str]:
    """Attach the lake read-only where there is one; returns its tables. Queries name the lake.

    LakeError when its tables have other columns than declared.
    """
    if not warehouse.catalog.exists():
        return set()
    attach_for_reading(connection, warehouse)
    check_tables(connection)
    present = lake_tables(connection)
    connection.execute("USE memory")
    return present


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
    if table.name not in KNOWN_TYPES:
        KNOWN_TYPES[table.name] = _describe_types(connection, table)
    return KNOWN_TYPES[table.name]


def _describe_types(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, str]:
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


def _check_columns(table: Table, found: Mapping[str, str], columns: Mapping[str, str]) -> None:
    if found != columns:
        differ = sorted({name for name, _ in found.items() ^ columns.items()})
        raise LakeError(
            f"table {table.name} of this lake has other columns than this version of onrecord "
            f"declares ({', '.join(differ)}): build into a new warehouse with --warehouse"
        )


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


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def write_failed_rows(folder: Path, failures: list[dict[str, Any]]) -> Path:
    """Keep the failed expectations and samples of their rows for reading, as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "failed.json"
    path.write_text(json.dumps(failures, indent=1, default=str, ensure_ascii=False), "utf-8")
    return path
