"""Decides how a file of change records is read: its sums, samples, and all records one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq

from flows.lake.duck import open_duckdb
from pipelines.delta.report import CAUSE_ORDER, OP_ORDER, TIER_ORDER, Change, Report, Sums
from pipelines.errors import LakeError
from schemas.tables import TABLES

# The key of the file's metadata that holds the two versions and what changed in the tables' shape.
HEADER = b"onrecord"
ROWS_AT_ONCE = 10_000
_JSON = ("key", "key_before", "before", "after")


def read_header(delta: Path) -> dict[str, Any]:
    """`before`, `after` (facts of the versions) and `schema_changes`; LakeError when it has none."""
    metadata = pq.read_schema(delta).metadata or {}
    if HEADER not in metadata:
        raise LakeError(f"{delta} is no file of change records: `onrecord diff` writes them")
    found: dict[str, Any] = orjson.loads(metadata[HEADER])
    return found


def read_report(delta: Path, *, samples: int) -> Report:
    """Sums of the change records, and of each kind (tier, table, operation, cause) so many samples."""
    header = read_header(delta)
    with open_duckdb(with_lake=False) as connection:
        connection.read_parquet(str(delta)).create_view("delta")
        sums = connection.execute(
            "SELECT table_name, op, cause, tier, count(*) FROM delta GROUP BY ALL"
        ).fetchall()
        columns = connection.execute(
            "SELECT table_name, name, count(*) AS n FROM "
            "(SELECT table_name, unnest(changed_columns) AS name FROM delta) "
            "GROUP BY ALL ORDER BY n DESC, table_name, name"
        ).fetchall()
        chosen = connection.execute(_SAMPLES, {"most": samples}).fetchall()
    return Report(
        before=header["before"],
        after=header["after"],
        schema_changes=tuple(header["schema_changes"]),
        sums=tuple(sorted((Sums(*row) for row in sums), key=_place)),
        columns=tuple(columns),
        samples=tuple(sorted((_change(*row) for row in chosen), key=_place)),
    )


def _place(one: Sums | Change) -> tuple[int, ...]:
    """Large changes first, then as tables, operations and causes are declared."""
    return (
        TIER_ORDER.index(one.tier),
        list(TABLES).index(one.table_name),
        OP_ORDER.index(one.op),
        CAUSE_ORDER.index(one.cause),
    )


def each_change(delta: Path) -> Iterator[dict[str, Any]]:
    """All change records in the file's order; what is JSON in them is left as it is, for orjson."""
    with pq.ParquetFile(delta) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE):
            for row in batch.to_pylist():
                for name in _JSON:
                    row[name] = None if row[name] is None else orjson.Fragment(row[name])
                yield row


_SAMPLES = """
    SELECT table_name, op, cause, tier, cause_detail, uri, key, key_before, before, after, changed_columns
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY tier, table_name, op, cause ORDER BY coalesce(key, key_before)
        ) AS place FROM delta
    ) WHERE place <= $most ORDER BY place
"""


def _change(
    table: str, op: str, cause: str, tier: str, detail: str, uri: str | None, *more: Any
) -> Change:
    *texts, columns = more
    key, key_before, before, after = (None if one is None else orjson.loads(one) for one in texts)
    return Change(
        *(table, op, cause, tier, detail, uri, key, key_before, before, after), tuple(columns)
    )
