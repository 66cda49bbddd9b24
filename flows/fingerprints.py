"""Decides what must be the same of a version before and after upkeep: all that a reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.duck import CATALOG, attach_for_reading, open_duckdb
from flows.settings import Warehouse


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a version shows: its columns and views, and of each table the rows and their content.

    The content is the sum and the exclusive or of a hash of every whole row, in whatever order;
    the sum tells rows that stand there twice.
    """

    layout: list[tuple[Any, ...]]
    rows: dict[str, int]
    content: dict[str, tuple[int, int]]

    def differences(self, other: Fingerprint) -> list[str]:
        """In words, what another fingerprint of the same version has otherwise."""
        found = [] if self.layout == other.layout else ["columns or views differ"]
        for table, count in self.rows.items():
            if other.rows.get(table) != count:
                found.append(f"{table} has {other.rows.get(table)} rows, not {count}")
            elif other.content[table] != self.content[table]:
                found.append(f"rows of {table} differ")
        return found


def take_fingerprints(warehouse: Warehouse, versions: Iterable[int]) -> dict[int, Fingerprint]:
    """The fingerprint of each of these versions; that of the current state under 0."""
    found = {}
    for version in (0, *versions):
        with open_duckdb() as connection:
            at = str(version) if version else None
            attach_for_reading(connection, warehouse, at=at)
            found[version] = _take_fingerprint(connection)
    return found


def _take_fingerprint(connection: duckdb.DuckDBPyConnection) -> Fingerprint:
    layout = connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() "
        "WHERE database_name = ? UNION ALL SELECT view_name, '', sql, true, comment "
        "FROM duckdb_views() WHERE database_name = ? ORDER BY ALL",
        [CATALOG, CATALOG],
    ).fetchall()
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'main'",
        [CATALOG],
    ).fetchall()
    rows, content = {}, {}
    for (name,) in sorted(names):
        relation = connection.table(f"{CATALOG}.main.{name}").set_alias("one")
        (found,) = relation.aggregate(
            "count(*), coalesce(sum(hash(one)), 0), coalesce(bit_xor(hash(one)), 0)"
        ).fetchall()
        rows[name], content[name] = found[0], (int(found[1]), int(found[2]))
    return Fingerprint(layout, rows, content)
