"""Decides which columns link tables have: those of the contract, without `row_hash`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.arrow import arrow_schema
from schemas.tables import TABLES

Order = Sequence[tuple[str, str]]


def table_schema(name: str, without: Collection[str] = ()) -> pa.Schema:
    """The schema of the table of this name, every column of it but `row_hash` and these."""
    left_out = {"row_hash", *without}
    return pa.schema([field for field in arrow_schema(TABLES[name]) if field.name not in left_out])


def make_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The rows as the table of this name, every column of it but `row_hash`."""
    return pa.Table.from_pylist(list(rows), schema=table_schema(name))


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


def first_rows(table: pa.Table, key: str, order: Order) -> pa.Table:
    """The first row of each value of a column in this order, nulls last, sorted by that column."""
    ranked = table.take(pc.sort_indices(table, [(key, "ascending"), *order]))
    if not ranked.num_rows:
        return ranked
    values = ranked[key].combine_chunks()
    changes = pc.not_equal(values[1:], values[:-1]).to_numpy(zero_copy_only=False)
    return ranked.take(pa.array(np.flatnonzero(np.r_[True, changes])))
