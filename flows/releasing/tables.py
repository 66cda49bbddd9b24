"""Decides how the tables of a version are written as Parquet: sorted, typed, always the same bytes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.releasing.digests import TextDigests
from flows.releasing.files import digest_file
from flows.releasing.ordered import ordered_rows, rows_at_once
from pipelines.release.facts import TableFile
from schemas.field import Table
from schemas.release import parquet_schema, released_tables
from schemas.tables import TABLES


def write_tables(
    connection: duckdb.DuckDBPyConnection, folder: Path, scratch: Path, *, with_text: bool
) -> dict[str, TableFile]:
    """Write every table of the attached version into its file, by name."""
    tables = released_tables(with_text=with_text)
    if with_text:
        return {
            name: _write_table(connection, table, folder, scratch, None)
            for name, table in tables.items()
        }
    with closing(TextDigests(connection, scratch)) as digests:
        return {
            name: _write_table(connection, table, folder, scratch, digests)
            for name, table in tables.items()
        }


def _write_table(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    folder: Path,
    scratch: Path,
    digests: TextDigests | None,
) -> TableFile:
    path = folder / f"{table.name}.parquet"
    schema, size = parquet_schema(table), rows_at_once(table.name)
    whole = TABLES[table.name]
    columns = whole.column_names if digests is None else digests.columns(table)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in ordered_rows(connection, whole, columns, scratch):
            shown = digests.put_in(table, rows) if digests else rows
            writer.write_table(shown.cast(schema), row_group_size=size)
            count += rows.num_rows
    return TableFile(path.name, path.stat().st_size, digest_file(path), count)
