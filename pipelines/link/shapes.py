"""Decides which columns link tables have: those of the contract, without `row_hash`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.tables import TABLES


def make_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The rows as the table of this name, every column of it but `row_hash`."""
    schema = pa.schema([field for field in arrow_schema(TABLES[name]) if field.name != "row_hash"])
    return pa.Table.from_pylist(list(rows), schema=schema)


def make_link(name: str, key: str, value: str, pairs: Mapping[str, Any]) -> pa.Table:
    """Pairs of a table's key and what a row is linked to, sorted by key, no value null."""
    keys = sorted(pairs)
    table = TABLES[name]
    schema = pa.schema(
        [pa.field(column, table.field(column).type, nullable=False) for column in (key, value)]
    )
    return pa.Table.from_arrays([keys, [pairs[one] for one in keys]], schema=schema)


def columns(table: pa.Table, *names: str) -> list[list[Any]]:
    """The columns of these names as lists, in the order asked for."""
    return [table.column(name).to_pylist() for name in names]
