"""Decides which rows differ between two versions: by key and row hash, never by the change feed."""

from __future__ import annotations

from collections.abc import Iterable

from flows.diffs.two_versions import AFTER, BEFORE, TwoVersions
from schemas.field import Table


def find_changed_keys(two: TwoVersions, table: Table) -> None:
    """Make the table `changes`: keys of rows that only one side has or that differ.

    It has the key before (`b_…`) and the key after (`a_…`). Where both sides have the same columns their row hashes tell, else the columns that both have.
    """
    before, after = (_hashed(two, table, side) for side in (BEFORE, AFTER))
    same_key = " AND ".join(f'b."{name}" = a."{name}"' for name in table.key)
    two.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changes AS SELECT {key_columns(table, 'b')}, "
        f"{key_columns(table, 'a')} FROM ({before}) AS b FULL JOIN ({after}) AS a ON {same_key} "
        "WHERE b.tell IS DISTINCT FROM a.tell"
    )


def key_columns(table: Table, alias: str) -> str:
    """The key's columns of a side as `b_…` or `a_…`."""
    return ", ".join(f'{alias}."{name}" AS "{alias}_{name}"' for name in table.key)


def on_key(table: Table, alias: str, changes: str = "c") -> str:
    """SQL condition that a side's row (`b` or `a`) is the one that `changes` names."""
    return " AND ".join(f'{alias}."{name}" = {changes}."{alias}_{name}"' for name in table.key)


def is_missing(table: Table, alias: str, changes: str = "c") -> str:
    """SQL condition that a side has no such row."""
    return f'{changes}."{alias}_{table.key[0]}" IS NULL'


def packed(names: Iterable[str], alias: str) -> str:
    """SQL of a struct of these columns."""
    columns = ", ".join(f'"{name}" := {alias}."{name}"' for name in names)
    return f"struct_pack({columns})"


def _hashed(two: TwoVersions, table: Table, side: str) -> str:
    columns = ", ".join(f't."{name}"' for name in table.key)
    tell = "t.row_hash"
    if not two.has_one_shape(table.name):
        tell = f"md5(to_json({packed(two.shared_columns(table), 't')})::VARCHAR)"
    return f"SELECT {columns}, {tell} AS tell FROM {side}.main.{table.name} AS t"
