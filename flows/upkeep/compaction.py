"""Decides which versions of a lake end, and how its files are made fewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from flows.lake.duck import CATALOG, metadata_table
from flows.lake.versions import list_versions
from flows.lake.writing import newest_snapshot

BUILD = "onrecord"
UPKEEP = "onrecord-upkeep"
# A table of which more files than this have deleted rows is written without them.
FILES_WITH_DELETIONS = 16
# A file of which a greater share of the rows is deleted is written without them.
DELETED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The snapshots of a lake by what upkeep does to them.

    `kept` and `expired` are without what upkeep itself committed; `versions` are those that builds
    made, and `newest` is what readers see, whoever committed it.
    """

    kept: tuple[int, ...]
    expired: tuple[int, ...]
    versions: frozenset[int]
    newest: int


def sort_snapshots(
    connection: duckdb.DuckDBPyConnection, *, before: datetime, released: set[int]
) -> Snapshots:
    """Which snapshots stay: the newest, the last version, released ones, and those not before a time."""
    versions = [one.version for one in list_versions(connection)]
    rows = connection.execute(
        f"SELECT snapshot_id, author, snapshot_time FROM {CATALOG}.snapshots() ORDER BY snapshot_id"
    ).fetchall()
    newest = newest_snapshot(connection)
    always = {newest, *versions[-1:], *released}
    others = [(number, moment) for number, author, moment in rows if author != UPKEEP]
    expired = [number for number, moment in others if number not in always and moment < before]
    kept = [number for number, _ in others if number not in expired]
    return Snapshots(tuple(kept), tuple(expired), frozenset(versions), newest)


def expire_snapshots(connection: duckdb.DuckDBPyConnection, numbers: tuple[int, ...]) -> None:
    """End these snapshots; the files that only they need are noted for deletion."""
    if numbers:
        connection.execute(
            f"CALL ducklake_expire_snapshots('{CATALOG}', versions => ?)", [list(numbers)]
        )


def expire_own_snapshots(connection: duckdb.DuckDBPyConnection) -> bool:
    """End what upkeep committed, but for the newest snapshot; whether there was any."""
    rows = connection.execute(
        f"SELECT snapshot_id FROM {CATALOG}.snapshots() WHERE author = ? AND snapshot_id < ?",
        [UPKEEP, newest_snapshot(connection)],
    ).fetchall()
    expire_snapshots(connection, tuple(number for (number,) in rows))
    return bool(rows)


def compact_files(connection: duckdb.DuckDBPyConnection) -> bool:
    """Write files with many deletions without them and merge small files; whether there were any.

    All snapshots keep their rows. The files of before are noted for deletion where no snapshot
    needs them.
    """
    made = [_rewrite_files(connection, table) for table in _tables_with_deletions(connection)]
    if any(made):
        _give_to_last_version(connection)
    made.append(_compact(connection, f"ducklake_merge_adjacent_files('{CATALOG}')"))
    return any(made)


def _give_to_last_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the last version read the files that were written for what readers see now.

    It shows the same rows, and without this would keep all files of before, until it ends. Only
    where nothing but upkeep was committed since.
    """
    rows = connection.execute(
        f"SELECT snapshot_id, author FROM {CATALOG}.snapshots() ORDER BY snapshot_id DESC"
    ).fetchall()
    number, author = next(row for row in rows if row[1] != UPKEEP)
    if author != BUILD:
        return
    for table in ("data_file", "delete_file"):
        for column in ("begin_snapshot", "end_snapshot"):
            connection.execute(
                f"UPDATE {metadata_table(table)} SET {column} = ? WHERE {column} > ?",
                [number, number],
            )


def count_mergeable(connection: duckdb.DuckDBPyConnection) -> int:
    """Current files of tables that have several: at most so many are merged."""
    row = connection.execute(
        "SELECT coalesce(sum(files), 0) FROM (SELECT count(*) AS files FROM "
        f"{metadata_table('data_file')} WHERE end_snapshot IS NULL GROUP BY table_id HAVING files > 1)"
    ).fetchone()
    return int(row[0]) if row else 0


def _tables_with_deletions(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    return connection.execute(
        f"SELECT table_name, count(*) FROM {metadata_table('table')} AS t "
        f"JOIN {metadata_table('delete_file')} AS d USING (table_id) "
        "WHERE t.end_snapshot IS NULL AND d.end_snapshot IS NULL GROUP BY table_name ORDER BY ALL"
    ).fetchall()


def _rewrite_files(connection: duckdb.DuckDBPyConnection, table: tuple[str, int]) -> bool:
    name, files = table
    share = 0 if files > FILES_WITH_DELETIONS else DELETED_SHARE
    call = f"ducklake_rewrite_data_files('{CATALOG}', '{name}', delete_threshold => {share})"
    return _compact(connection, call)


def _compact(connection: duckdb.DuckDBPyConnection, call: str) -> bool:
    connection.execute("BEGIN")
    made = connection.execute(f"CALL {call}").fetchall()
    connection.execute(f"CALL {CATALOG}.set_commit_message('{UPKEEP}', 'files merged')")
    connection.execute("COMMIT")
    return bool(made)
