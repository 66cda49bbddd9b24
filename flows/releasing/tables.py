"""Decides how the tables of a version are written as Parquet: sorted, typed, always the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.duck import CATALOG
from flows.releasing.files import digest_file
from pipelines.release.facts import TableFile
from schemas.field import Table
from schemas.release import PAGE_TEXT, Digest, parquet_schema, text_digests

# Rows of a row group: what one of them holds is held in memory.
ROWS_AT_ONCE = 100_000
TEXTS_AT_ONCE = 4_096


def write_tables(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], folder: Path
) -> dict[str, TableFile]:
    """Write every table of the attached version into its file, by name."""
    return {name: _write_table(connection, table, folder) for name, table in tables.items()}


def _write_table(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> TableFile:
    path = folder / f"{table.name}.parquet"
    schema = parquet_schema(table)
    size = TEXTS_AT_ONCE if table.name in PAGE_TEXT else ROWS_AT_ONCE
    rows = 0
    reader = connection.execute(select_rows(table)).to_arrow_reader(size)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _regroup(reader, size):
            writer.write_table(group.cast(schema), row_group_size=size)
            rows += group.num_rows
    return TableFile(path.name, path.stat().st_size, digest_file(path), rows)


def _regroup(reader: pa.RecordBatchReader, size: int) -> Iterator[pa.Table]:
    """The rows in tables of exactly `size`, but the last, each column in one piece.

    Where batches end is DuckDB's affair; the bytes of a release must not depend on it.
    """
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in reader:
        waiting.append(batch)
        count += batch.num_rows
        while count >= size:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, size).combine_chunks()
            rest = table.slice(size)
            waiting, count = rest.to_batches(), rest.num_rows
    if count:
        yield pa.Table.from_batches(waiting).combine_chunks()


def select_rows(table: Table) -> str:
    """SQL of a released table's rows on the lake, in the order of the key."""
    digests = {digest.field.name: digest for digest in text_digests(table)}
    parts = [
        f'{_digest(digests[name], table)} AS "{name}"' if name in digests else f't."{name}"'
        for name in table.column_names
    ]
    source = f"{CATALOG}.main.{table.name} AS t"
    if digests.keys() & set(table.column_names) and table.name != "documents":
        source += f" JOIN {CATALOG}.main.documents AS d USING (doc_id)"
    order = ", ".join(f't."{name}"' for name in table.key)
    return f"SELECT {', '.join(parts)} FROM {source} ORDER BY {order}"


def _digest(digest: Digest, table: Table) -> str:
    text = f'{"t" if table.name == "documents" else "d"}."raw_text"'
    if digest.proof is None:
        return f"sha256({text})"
    start, end = f't."{digest.proof.start}"', f't."{digest.proof.end}"'
    return f"sha256(substring({text}, {start} + 1, {end} - {start}))"
