"""Decides what must be the same of a version before and after upkeep: all that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from flows.lake.duck import CATALOG, attach_for_reading, metadata_table, open_duckdb
from flows.settings import Warehouse

# Rows of a table, sum and exclusive or of the hashes of its whole rows: the sum tells rows that
# stand there twice, and the order of the rows does not matter.
Content = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a version shows: its columns, comments and views, and the content of each table."""

    layout: str
    tables: dict[str, Content]

    def differences(self, other: Fingerprint) -> list[str]:
        """In words, what another fingerprint of the same version has otherwise."""
        found = [] if self.layout == other.layout else ["columns, comments or views differ"]
        for table in sorted({*self.tables, *other.tables}):
            mine, theirs = self.tables.get(table), other.tables.get(table)
            if mine is None or theirs is None:
                found.append(f"the table {table} is there only once")
            elif mine[0] != theirs[0]:
                found.append(f"{table} has {theirs[0]:,} rows, not {mine[0]:,}")
            elif mine != theirs:
                found.append(f"rows of {table} differ")
        return found


def take_fingerprints(warehouse: Warehouse, versions: Sequence[int]) -> list[Fingerprint]:
    """The fingerprints of these snapshots, in their order.

    A table is read once for all snapshots at which it is made of the very same files.
    """
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        layouts, states = _read_layouts(connection, versions), _read_states(connection, versions)
        known: dict[tuple[str, str], Content] = {}
        found = []
        for version in versions:
            tables = {}
            for name, state in states[version].items():
                key = (layouts[version], state)
                if key not in known:
                    known[key] = _read_content(connection, name, version)
                tables[name] = known[key]
            found.append(Fingerprint(layouts[version], tables))
    return found


def _read_content(connection: duckdb.DuckDBPyConnection, table: str, version: int) -> Content:
    row = connection.execute(
        "SELECT count(*), coalesce(sum(hash(one)), 0), coalesce(bit_xor(hash(one)), 0) "
        f'FROM (FROM {CATALOG}.main."{table}" AT (VERSION => {version})) AS one'
    ).fetchone()
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def _read_states(
    connection: duckdb.DuckDBPyConnection, versions: Sequence[int]
) -> dict[int, dict[str, str]]:
    """What each table is made of at each snapshot: its data files with their files of deletions.

    A file that holds rows of later snapshots too is another one at each of them.
    """
    query = f"""
        SELECT s.version, t.table_name, concat_ws(' ', t.table_id, string_agg(
            concat_ws(':', f.data_file_id, d.delete_file_id,
                CASE WHEN greatest(f.partial_max, d.partial_max) > s.version THEN s.version END),
            ' ' ORDER BY f.data_file_id, d.delete_file_id))
        FROM (SELECT DISTINCT unnest(?::BIGINT[]) AS version) AS s
        JOIN {metadata_table("table")} AS t ON {_stands("t")}
        LEFT JOIN {metadata_table("data_file")} AS f ON f.table_id = t.table_id AND {_stands("f")}
        LEFT JOIN {metadata_table("delete_file")} AS d
            ON d.data_file_id = f.data_file_id AND {_stands("d")}
        GROUP BY s.version, t.table_name, t.table_id ORDER BY ALL
    """
    found: dict[int, dict[str, str]] = {version: {} for version in versions}
    for version, name, state in connection.execute(query, [list(versions)]).fetchall():
        found[version][name] = state
    return found


def _read_layouts(connection: duckdb.DuckDBPyConnection, versions: Sequence[int]) -> dict[int, str]:
    """A digest of all columns, comments and views at each snapshot."""
    query = f"""
        WITH one AS (
            SELECT begin_snapshot, end_snapshot, concat_ws('|', table_id, column_id, parent_column,
                column_order, column_name, column_type, nulls_allowed) AS line
            FROM {metadata_table("column")}
            UNION ALL SELECT begin_snapshot, end_snapshot, concat_ws('|', view_name, sql)
            FROM {metadata_table("view")}
            UNION ALL SELECT begin_snapshot, end_snapshot, concat_ws('|', object_id, key, value)
            FROM {metadata_table("tag")}
            UNION ALL SELECT begin_snapshot, end_snapshot,
                concat_ws('|', table_id, column_id, key, value)
            FROM {metadata_table("column_tag")}
        )
        SELECT s.version, md5(string_agg(one.line, chr(10) ORDER BY one.line))
        FROM (SELECT DISTINCT unnest(?::BIGINT[]) AS version) AS s JOIN one ON {_stands("one")}
        GROUP BY s.version
    """
    found = dict.fromkeys(versions, "")
    return found | dict(connection.execute(query, [list(versions)]).fetchall())


def _stands(name: str) -> str:
    """SQL condition that a row of the catalogue holds at the snapshot `s.version`."""
    return (
        f"s.version >= {name}.begin_snapshot AND "
        f"({name}.end_snapshot IS NULL OR s.version < {name}.end_snapshot)"
    )
