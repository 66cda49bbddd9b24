"""Decides how the change records between two versions are made and written: one file feeds every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from flows.diffs.change_records import define_macros, stage_records
from flows.diffs.changed_rows import find_changed_keys
from flows.diffs.delta_file import HEADER
from flows.diffs.document_causes import explain_documents, find_withdrawn
from flows.diffs.rekeyed_rows import NAMED_BY_OTHERS, pair_rekeyed, prepare_successors
from flows.diffs.row_causes import explain_records
from flows.diffs.two_versions import (
    AFTER,
    BEFORE,
    TwoVersions,
    compared_tables,
    count_rows,
    open_two,
)
from flows.lake.released import released_versions
from flows.lake.versions import Version, choose_version, list_versions
from flows.settings import Warehouse
from pipelines.delta.causes import Making
from pipelines.delta.tiers import tier_of
from schemas.arrow import arrow_schema
from schemas.delta import DELTA
from schemas.tables import TABLES

ROWS_AT_ONCE = 100_000


def write_delta(warehouse: Warehouse, before: int | None, after: int, target: Path) -> None:
    """Write the changes from version `before` to version `after` as one Parquet file.

    Its columns are those of schemas/delta.py, its rows sorted by table, then by key; its metadata
    hold, under `onrecord`, the two versions and the changes of the tables' shape as JSON. Without
    `before` every row of `after` is added. UsageError when there is no such version.
    """
    with open_two(warehouse, before, after) as two:
        versions = list_versions(two.connection, released_versions(warehouse), catalog=AFTER)
        later = choose_version(versions, str(after))
        earlier = None if before is None else choose_version(versions, str(before))
        shape = compare_shapes(two)
        stage_all(two)
        _explain(two, earlier, later)
        _set_tiers(two)
        header = {"before": _facts(earlier), "after": _facts(later), "schema_changes": shape}
        _write(two, orjson.dumps(header), target)


def compare_shapes(two: TwoVersions) -> list[dict[str, Any]]:
    """Tables and columns that only one version has or that have another type, in published order."""
    before, after = two.columns[BEFORE], two.columns[AFTER]
    found: list[dict[str, Any]] = []
    for name in [*(name for name in TABLES if name in {*before, *after}), *_undeclared(two)]:
        if name not in before or name not in after:
            side, change = (AFTER, "table_added") if name in after else (BEFORE, "table_removed")
            found.append(
                {"change": change, "table_name": name, "rows": count_rows(two, side, name)}
            )
            continue
        for column in dict.fromkeys([*after[name], *before[name]]):
            old, new = before[name].get(column), after[name].get(column)
            if old != new:
                change = "column_added" if old is None else "column_removed"
                change = "column_retyped" if old and new else change
                found.append(
                    {
                        "change": change,
                        "table_name": name,
                        "column": column,
                        "type_before": old,
                        "type": new,
                    }
                )
    return found


def _undeclared(two: TwoVersions) -> list[str]:
    """Tables that another version of the code made."""
    return sorted({*two.columns[BEFORE], *two.columns[AFTER]} - set(TABLES))


def stage_all(two: TwoVersions) -> None:
    """Find the changed rows of all tables; makes the view `records`."""
    define_macros(two)
    find_withdrawn(two)
    prepare_successors(two)
    tables = compared_tables(two)
    order = {table.name: number for number, table in enumerate(tables)}
    first = [table for table in tables if table.name in NAMED_BY_OTHERS]
    rest = [table for table in tables if table.name not in NAMED_BY_OTHERS]
    for table in (*sorted(first, key=lambda one: NAMED_BY_OTHERS.index(one.name)), *rest):
        find_changed_keys(two, table)
        pair_rekeyed(two, table)
        stage_records(two, table, order[table.name])
    pattern = str(two.scratch / "records-*.parquet").replace("'", "''")
    two.connection.execute(f"CREATE TEMP VIEW records AS SELECT * FROM read_parquet('{pattern}')")


def _explain(two: TwoVersions, earlier: Version | None, later: Version) -> None:
    before, after = _making(earlier), _making(later)
    explain_documents(two, before, after)
    explain_records(two, before, after)


def _making(version: Version | None) -> Making:
    if version is None:
        return Making()
    return Making(
        version.code_version,
        version.stage_keys,
        version.stage_versions,
        version.reference_digests,
    )


def _set_tiers(two: TwoVersions) -> None:
    """Make the table `tiers`, a row for each table, operation and set of changed columns that occur."""
    run = two.connection.execute
    kinds = run("SELECT DISTINCT table_name, op, changed_columns FROM records").fetchall()
    run(
        "CREATE TEMP TABLE tiers (table_name VARCHAR, op VARCHAR, changed_columns VARCHAR[], tier VARCHAR)"
    )
    if kinds:
        rows = [(*kind, tier_of(*kind)) for kind in kinds]
        two.connection.executemany("INSERT INTO tiers VALUES (?, ?, ?, ?)", rows)


def _facts(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return asdict(version)


def _write(two: TwoVersions, header: bytes, target: Path) -> None:
    """Write the records table by table, some at a time: a version compared with nothing has millions."""
    schema = arrow_schema(DELTA)
    schema = schema.with_metadata({**(schema.metadata or {}), HEADER: header})
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for path in sorted(two.scratch.glob("records-*.parquet")):
            for part in _parts(two, path):
                writer.write_table(part.cast(schema))


def _parts(two: TwoVersions, path: Path) -> Iterator[pa.Table]:
    """The records of one table with their causes, in order."""
    run = two.connection.execute
    run("CREATE OR REPLACE TEMP VIEW part AS " + _DELTA.format(path=str(path).replace("'", "''")))
    span = run("SELECT min(record_id), max(record_id) FROM read_parquet(?)", [str(path)]).fetchone()
    if span is None or span[0] is None:
        return
    for first in range(span[0], span[1] + 1, ROWS_AT_ONCE):
        yield run(
            "SELECT * EXCLUDE (record_id) FROM part WHERE record_id BETWEEN ? AND ? ORDER BY record_id",
            [first, first + ROWS_AT_ONCE - 1],
        ).to_arrow_table()


_DELTA = """
    SELECT r.record_id, r.table_name, r.op, r.key, r.key_before, r.before, r.after, r.changed_columns,
        c.cause, c.detail AS cause_detail, r.doc_id, coalesce(r.own_uri, a.uri, b.uri) AS uri, t.tier,
        r.row_hash_before, r.row_hash
    FROM read_parquet('{path}') AS r
    LEFT JOIN record_causes AS c USING (record_id)
    JOIN tiers AS t ON t.table_name = r.table_name AND t.op = r.op AND t.changed_columns = r.changed_columns
    LEFT JOIN documents_after AS a ON a.doc_id = r.doc_id
    LEFT JOIN documents_before AS b ON b.doc_id = r.doc_id
"""
