"""Decides how two versions of a lake are opened side by side, and how their tables differ in shape."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.lake.duck import attach_for_reading, open_duckdb
from flows.settings import Warehouse
from schemas.delta import BOOKKEEPING, BOOKKEEPING_COLUMNS
from schemas.field import Table
from schemas.tables import TABLES

BEFORE, AFTER = "before", "after"
SIDES = (BEFORE, AFTER)

Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """Two versions attached as `before` and `after`, with the columns of the tables of each."""

    connection: duckdb.DuckDBPyConnection
    scratch: Path
    columns: Mapping[str, Mapping[str, Columns]]

    def has(self, side: str, table: str, *columns: str) -> bool:
        """Whether that side has this table with all these columns."""
        found = self.columns[side].get(table)
        return found is not None and found.keys() >= set(columns)

    def shared_columns(self, table: Table) -> tuple[str, ...]:
        """The columns of content that both sides have, in the order declared."""
        both = self.columns[BEFORE][table.name].keys() & self.columns[AFTER][table.name].keys()
        return tuple(
            name for name in table.column_names if name in both.difference(BOOKKEEPING_COLUMNS)
        )

    def has_one_shape(self, table: str) -> bool:
        """Whether the table has the same columns, of the same types, on both sides."""
        return self.columns[BEFORE][table] == self.columns[AFTER][table]


@contextmanager
def open_two(warehouse: Warehouse, before: int | None, after: int) -> Iterator[TwoVersions]:
    """Attach two versions read-only; without `before` the earlier one is empty."""
    with tempfile.TemporaryDirectory(prefix="onrecord-diff-") as folder:
        scratch = Path(folder)
        with open_duckdb(scratch=scratch) as connection:
            attach_for_reading(connection, warehouse, at=after, name=AFTER)
            if before is None:
                _make_empty(connection)
            else:
                attach_for_reading(connection, warehouse, at=before, name=BEFORE)
            connection.execute("USE memory")
            yield TwoVersions(connection, scratch, _columns(connection, SIDES))


def compared_tables(two: TwoVersions) -> list[Table]:
    """The tables of which rows are compared: those that both have, with the columns of their keys."""
    return [
        table
        for name, table in TABLES.items()
        if name not in BOOKKEEPING and all(two.has(side, name, *table.key) for side in SIDES)
    ]


def count_rows(two: TwoVersions, side: str, table: str) -> int:
    """The rows of a table on one side."""
    row = two.connection.execute(f"SELECT count(*) FROM {side}.main.{_quoted(table)}").fetchone()
    return int(row[0]) if row else 0


def _make_empty(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"ATTACH ':memory:' AS {BEFORE}")
    for name in _columns(connection, [AFTER])[AFTER]:
        shape = f"SELECT * FROM {AFTER}.main.{_quoted(name)} LIMIT 0"
        connection.execute(f"CREATE TABLE {BEFORE}.main.{_quoted(name)} AS {shape}")


def _columns(
    connection: duckdb.DuckDBPyConnection, sides: Sequence[str]
) -> dict[str, dict[str, dict[str, str]]]:
    """For each side, of its tables the type of each column."""
    rows = connection.execute(
        "SELECT c.database_name, c.table_name, c.column_name, c.data_type FROM duckdb_columns() AS c "
        "JOIN duckdb_tables() AS t USING (database_name, schema_name, table_name) "
        "WHERE list_contains(?, c.database_name) AND c.schema_name = 'main' "
        "ORDER BY c.database_name, c.table_name, c.column_index",
        [list(sides)],
    ).fetchall()
    found: dict[str, dict[str, dict[str, str]]] = {side: {} for side in sides}
    for side, table, column, kind in rows:
        found[side].setdefault(table, {})[column] = kind
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
