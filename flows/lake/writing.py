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

from flows.lake.duck import CATALOG
from pipelines.errors import LakeError, LakeMoved
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.history import SCHEMA_VERSION
from schemas.tables import TABLES

# What PostgreSQL says of a commit that came after another one.
OVERTAKEN = ("ducklake_snapshot_pkey", "could not serialize access")
# DuckDB's types of declared tables, by name: they are asked for at every step.
KNOWN_TYPES: dict[str, dict[str, str]] = {}


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
    """The declared tables that the attached lake has, be it as views on older ones."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_catalog = ? AND table_schema = 'main'",
        [CATALOG],
    ).fetchall()
    return {name for (name,) in rows} & TABLES.keys()


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


def create_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the tables that the lake does not have yet, with their meanings as comments.

    Returns whether any was made. LakeError when an existing table has other columns than declared.
    """
    check_tables(connection)
    present = lake_tables(connection)
    for table in TABLES.values():
        if table.name not in present:
            create_table(connection, table, column_types(connection, table))
    _refresh_meanings(connection)
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


def create_table(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, str]
) -> None:
    """Make one table, given DuckDB's types of its columns."""
    target = f"{CATALOG}.main.{table.name}"
    parts = [
        f'"{field.name}" {columns[field.name]}{"" if field.null else " NOT NULL"}'
        for field in table.fields
    ]
    connection.execute(f"CREATE TABLE {target} ({', '.join(parts)})")


def _refresh_meanings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the lake's comments say what the declarations say."""
    query = (
        "SELECT table_name, NULL, comment FROM duckdb_tables() WHERE database_name = ? "
        "UNION ALL SELECT table_name, column_name, comment FROM duckdb_columns() "
        "WHERE database_name = ?"
    )
    rows = connection.execute(query, [CATALOG, CATALOG]).fetchall()
    known = {(table, column): comment for table, column, comment in rows}
    for table in TABLES.values():
        target = f"{CATALOG}.main.{table.name}"
        if known[table.name, None] != table.row:
            connection.execute(f"COMMENT ON TABLE {target} IS {_text(table.row)}")
        for field in table.fields:
            if known[table.name, field.name] != field.meaning:
                column = f'{target}."{field.name}"'
                connection.execute(f"COMMENT ON COLUMN {column} IS {_text(field.meaning)}")


def _check_columns(table: Table, found: Mapping[str, str], columns: Mapping[str, str]) -> None:
    if found != columns:
        differ = sorted({name for name, _ in found.items() ^ columns.items()})
        raise LakeError(
            f"table {table.name} of this lake has other columns than this version of onrecord "
            f"declares ({', '.join(differ)}): build into a new warehouse with --warehouse"
        )


def hash_rows(table: Table, rows: str) -> str:
    """SQL of rows with the columns of the table, `row_hash` being made anew."""
    names = [name for name in table.column_names if name != "row_hash"]
    hashed = ", ".join(f'"{name}" := "{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return (
        f"SELECT {columns}, md5(to_json(struct_pack({hashed}))::VARCHAR) AS row_hash FROM ({rows})"
    )


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every table as the connection sees them."""
    counts = {}
    for name in TABLES:
        row = connection.execute(f"SELECT count(*) FROM {CATALOG}.main.{name}").fetchone()
        counts[name] = row[0] if row else 0
    return counts


def commit(connection: duckdb.DuckDBPyConnection, *, message: str, extra: Mapping[str, Any]) -> int:
    """Publish the open transaction as one version of the declared schema; returns its number.

    LakeMoved when another one was published since it began.
    """
    told = {**extra, "schema_version": SCHEMA_VERSION}
    connection.execute(
        f"CALL {CATALOG}.set_commit_message('onrecord', ?, extra_info => ?)",
        [message, json.dumps(told, sort_keys=True, default=str)],
    )
    try:
        connection.execute("COMMIT")
    except duckdb.TransactionException as error:
        if any(sign in str(error) for sign in OVERTAKEN):
            raise _moved() from error
        raise
    return newest_snapshot(connection)


def newest_snapshot(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest snapshot that the connection sees."""
    row = connection.execute(f"FROM ducklake_current_snapshot('{CATALOG}')").fetchone()
    return int(row[0]) if row else 0


def check_unmoved(connection: duckdb.DuckDBPyConnection, snapshot: int | None) -> None:
    """LakeMoved when the open transaction sees another snapshot than this; None is any."""
    if snapshot not in (None, newest_snapshot(connection)):
        raise _moved()


def _moved() -> LakeMoved:
    return LakeMoved("another build published meanwhile, nothing of this one was: run it again")


def remove_orphans(connection: duckdb.DuckDBPyConnection, *, is_shared: bool) -> None:
    """Delete data files that no version knows: what a killed build left behind.

    In a lake that several machines write to only those older than a day: a build that has lost
    its turn, to a broken network, may still be writing its own.
    """
    which = "older_than => now() - INTERVAL 1 DAY" if is_shared else "cleanup_all => true"
    connection.execute(f"CALL ducklake_delete_orphaned_files('{CATALOG}', {which})")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def write_failed_rows(folder: Path, failures: list[dict[str, Any]]) -> Path:
    """Keep the failed expectations and samples of their rows for reading, as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "failed.json"
    path.write_text(json.dumps(failures, indent=1, default=str, ensure_ascii=False), "utf-8")
    return path
