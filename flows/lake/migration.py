"""Decides how a lake of an older schema becomes one of the declared schema.

A changed table is made anew, in the transaction of the build: several changes of one table in one
transaction leave a DuckLake catalogue that nobody can read any more. Older versions keep their
tables as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import duckdb

from flows.lake.duck import CATALOG, attach_for_reading, open_duckdb
from flows.lake.place import lake_exists
from flows.lake.writing import check_tables, column_types, create_table, hash_rows, lake_tables
from flows.settings import Warehouse
from pipelines.errors import LakeError
from schemas.change import Added, Announced, Change, NullsFilled, Removed, Renamed, TableRemoved
from schemas.field import Table
from schemas.history import FIRST_VERSION, HISTORY, SCHEMA_VERSION, changes_since
from schemas.tables import TABLES

OLDER = "older_lake"
# Of each column after a change, the SQL over the table of before.
Columns = dict[str, str]


def schema_version(connection: duckdb.DuckDBPyConnection, catalog: str = CATALOG) -> int:
    """The schema version of an attached lake; LakeError when it is newer than this code."""
    row = connection.execute(
        f"SELECT commit_extra_info FROM {catalog}.snapshots() WHERE author = 'onrecord' "
        "ORDER BY snapshot_id DESC LIMIT 1"
    ).fetchone()
    found = json.loads(row[0]).get("schema_version", FIRST_VERSION) if row else FIRST_VERSION
    if found > SCHEMA_VERSION:
        raise LakeError(
            f"this lake is of schema version {found}, this version of onrecord knows up to "
            f"{SCHEMA_VERSION}: update onrecord, or build into a new warehouse with --warehouse"
        )
    return int(found)


def check_schema(warehouse: Warehouse) -> None:
    """LakeError when there is a lake that a build cannot migrate to the declared schema."""
    with open_duckdb() as connection:
        attach_if_present(connection, warehouse)


def attach_if_present(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> set[str]:
    """Attach the lake as `attach_as_declared` does where there is one; returns its tables.

    Queries name the lake: it is not the default.
    """
    if not lake_exists(warehouse):
        return set()
    attach_as_declared(connection, warehouse)
    present = lake_tables(connection)
    connection.execute("USE memory")
    return present


def migrate_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the tables of an older lake anew as they are declared, within the open transaction.

    Returns whether any was. All their rows are hashed anew.
    """
    changes = changes_since(schema_version(connection), HISTORY)
    older = _read_columns(connection, CATALOG)
    newer = trace_columns(changes, older)
    for name in sorted(older.keys() - newer.keys()):
        connection.execute(f"DROP TABLE {CATALOG}.main.{name}")
    for name in sorted(_changed(changes) & newer.keys() & TABLES.keys()):
        table, kinds = TABLES[name], column_types(connection, TABLES[name])
        target = f"{CATALOG}.main.{name}"
        rows = rows_as_declared(table, newer[name], kinds, target)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE migrated AS {rows}")
        connection.execute(f"DROP TABLE {target}")
        create_table(connection, table, kinds)
        connection.execute(f"INSERT INTO {target} BY NAME FROM migrated")
        connection.execute("DROP TABLE migrated")
    return bool(changes)


def attach_as_declared(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Attach the lake read-only and make it the default, its tables as they are declared.

    Those of an older lake become views, so that whoever reads it ahead of the build that migrates
    it sees what that build will. LakeError when the lake is newer, or has other columns than the
    history tells.
    """
    attach_for_reading(connection, warehouse)
    changes = changes_since(schema_version(connection), HISTORY)
    if not changes:
        check_tables(connection)
        return
    connection.execute("USE memory")
    connection.execute(f"DETACH {CATALOG}")
    attach_for_reading(connection, warehouse, name=OLDER)
    connection.execute(f"ATTACH ':memory:' AS {CATALOG}")
    newer = trace_columns(changes, _read_columns(connection, OLDER))
    for name in newer.keys() & TABLES.keys():
        kinds = column_types(connection, TABLES[name])
        rows = rows_as_declared(TABLES[name], newer[name], kinds, f"{OLDER}.main.{name}")
        connection.execute(f"CREATE VIEW {CATALOG}.main.{name} AS {rows}")
    connection.execute(f"USE {CATALOG}")


def trace_columns(
    changes: Iterable[Change], older: Mapping[str, Iterable[str]]
) -> dict[str, Columns]:
    """Of each older table that stays, its columns after the changes, as SQL over what it had.

    LakeError when a change does not fit the older tables.
    """
    traced = {table: {name: f'"{name}"' for name in columns} for table, columns in older.items()}
    try:
        for change in changes:
            _trace(change, traced)
    except KeyError as error:
        raise _unlike(f"it lacks {error.args[0]}") from error
    return traced


def _trace(change: Change, traced: dict[str, Columns]) -> None:
    if change.table not in traced:
        return  # a table that came later: it has no older rows
    columns = traced[change.table]
    match change:
        case Added():
            columns[change.column] = change.fill or "NULL"
        case Renamed():
            columns[change.to] = columns.pop(change.column)
        case Removed():
            del columns[change.column]
        case NullsFilled():
            columns[change.column] = f"coalesce({columns[change.column]}, {change.fill})"
        case TableRemoved():
            del traced[change.table]


def rows_as_declared(table: Table, columns: Columns, kinds: Mapping[str, str], source: str) -> str:
    """SQL of an older table's rows with the declared columns, hashed anew.

    LakeError when the older table has other columns than the history tells.
    """
    if columns.keys() != set(table.column_names):
        differ = ", ".join(sorted(columns.keys() ^ set(table.column_names)))
        raise _unlike(f"table {table.name} differs in {differ}")
    shown = ", ".join(
        f'CAST({columns[name]} AS {kinds[name]}) AS "{name}"'
        for name in table.column_names
        if name != "row_hash"
    )
    return hash_rows(table, f"SELECT {shown} FROM {source}")


def _changed(changes: Iterable[Change]) -> set[str]:
    return {change.table for change in changes if not isinstance(change, Announced)}


def _read_columns(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, list[str]]:
    """The columns of all tables of a lake."""
    rows = connection.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "SEMI JOIN duckdb_tables() USING (database_name, schema_name, table_name) "
        "WHERE database_name = ? AND schema_name = 'main' GROUP BY table_name",
        [catalog],
    ).fetchall()
    return dict(rows)


def _unlike(what: str) -> LakeError:
    return LakeError(
        f"the tables of this lake are not those of its schema version ({what}): "
        "build into a new warehouse with --warehouse"
    )
