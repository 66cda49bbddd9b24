"""Decides how the rows of a table are read in the order of its key, however large they are.

DuckDB sorts rows of numbers and short texts within its memory, but not whole pages: those are
dealt into runs by their key, as files, and each run is sorted on its own.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from flows.lake.duck import CATALOG
from schemas.field import Table

PAGES = "documents"
# Rows of a row group: what one of them holds is held in memory.
ROWS_AT_ONCE = 100_000
PAGES_AT_ONCE = 4_096
# Files that may be open at once while pages are dealt.
MOST_RUNS = 256
DEALT = pa.ipc.IpcWriteOptions(compression="lz4")


def rows_at_once(name: str) -> int:
    """How many rows of a table make a row group."""
    return PAGES_AT_ONCE if name == PAGES else ROWS_AT_ONCE


def ordered_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Sequence[str], scratch: Path
) -> Iterator[pa.Table]:
    """Columns of a lake's table in the order of its key, in tables of equal size but the last.

    Each column is in one piece, so that what is made of the tables does not depend on how
    DuckDB cut its batches.
    """
    size = rows_at_once(table.name)
    runs = (
        _dealt_runs(connection, table, columns, size, scratch)
        if table.name == PAGES
        else sorted_batches(connection, table, columns)
    )
    return regroup(runs, size)


def sorted_batches(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Sequence[str]
) -> Iterator[pa.Table]:
    """Columns of a lake's table in the order of its key, as DuckDB sorts and cuts them."""
    order = ", ".join(f'"{name}"' for name in table.key)
    query = f"{_select(table, columns)} ORDER BY {order}"
    for batch in connection.execute(query).to_arrow_reader(ROWS_AT_ONCE):
        yield pa.Table.from_batches([batch])


def _dealt_runs(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    columns: Sequence[str],
    size: int,
    scratch: Path,
) -> Iterator[pa.Table]:
    """Sorted rows of a table with a key of one column, a run of neighbours at a time."""
    (key,) = table.key
    bounds = _run_bounds(connection, table, key, size)
    files = [scratch / f"{table.name}-{number:04d}.arrow" for number in range(len(bounds))]
    reader = connection.execute(_select(table, columns)).to_arrow_reader(size)
    with ExitStack() as stack:
        writers = [
            stack.enter_context(pa.ipc.new_file(file, reader.schema, options=DEALT))
            for file in files
        ]
        for batch in reader:
            keys = np.array(batch[key].to_pylist())
            runs = np.searchsorted(bounds, keys, side="right") - 1
            for run in np.unique(runs):
                writers[run].write_batch(batch.take(pa.array(np.flatnonzero(runs == run))))
    for file in files:
        with pa.OSFile(str(file)) as source:
            yield pa.ipc.open_file(source).read_all().sort_by(key)
        file.unlink()


def _run_bounds(
    connection: duckdb.DuckDBPyConnection, table: Table, key: str, size: int
) -> np.ndarray:
    """The least key of every run; a run has `size` rows, more where there would be too many runs."""
    target = f"{CATALOG}.main.{table.name}"
    rows = connection.execute(
        f"WITH numbered AS (SELECT {key}, row_number() OVER (ORDER BY {key}) - 1 AS place, "
        f"greatest($size, ceil(count(*) OVER () / $most)::BIGINT) AS size FROM {target}) "
        f"SELECT {key} FROM numbered WHERE place % size = 0 ORDER BY {key}",
        {"size": size, "most": MOST_RUNS},
    ).fetchall()
    return np.array([row[0] for row in rows], dtype=np.str_)


def regroup(parts: Iterator[pa.Table], size: int) -> Generator[pa.Table, None, None]:
    """The same rows in tables of this size, the last one smaller, each column in one piece."""
    waiting: list[pa.Table] = []
    count = 0
    for part in parts:
        waiting.append(part)
        count += part.num_rows
        while count >= size:
            table = pa.concat_tables(waiting)
            yield table.slice(0, size).combine_chunks()
            waiting, count = [table.slice(size)], count - size
    if count:
        yield pa.concat_tables(waiting).combine_chunks()


def _select(table: Table, columns: Sequence[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {shown} FROM {CATALOG}.main.{table.name}"
