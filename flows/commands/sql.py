"""Decides how `onrecord sql` answers a query: read-only, in the format asked for."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import orjson

from flows.lake.duck import attach_for_reading, open_duckdb
from flows.lake.versions import resolve_version
from flows.settings import Warehouse
from pipelines.errors import OnrecordError, UsageError

ROWS_SHOWN = 40
ROWS_AT_ONCE = 10_000


def run_sql(query: str, warehouse: Warehouse, at: str | None, form: str) -> None:
    """Run the query on the lake, at an older version where asked, and print its rows."""
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal: send it to a file with > rows.parquet")
    version = None if at is None else resolve_version(warehouse, at).version
    with open_duckdb(for_users=True) as connection:
        attach_for_reading(connection, warehouse, at=version)
        try:
            relation = connection.sql(query)
            if relation is not None:
                PRINTERS[form](relation)
        except duckdb.Error as error:
            raise OnrecordError(f"the query failed: {error}") from error


def _print_table(relation: duckdb.DuckDBPyRelation) -> None:
    width = shutil.get_terminal_size((160, 24)).columns
    relation.show(max_rows=ROWS_SHOWN, max_width=width)


def _print_json(relation: duckdb.DuckDBPyRelation) -> None:
    out = sys.stdout.buffer
    names = relation.columns
    separator = b"[\n"
    while rows := relation.fetchmany(ROWS_AT_ONCE):
        for row in rows:
            out.write(separator)
            out.write(orjson.dumps(dict(zip(names, row, strict=True)), default=str))
            separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def _print_csv(relation: duckdb.DuckDBPyRelation) -> None:
    _print_file(relation.write_csv)


def _print_parquet(relation: duckdb.DuckDBPyRelation) -> None:
    _print_file(relation.write_parquet)


def _print_file(write: Callable[[str], None]) -> None:
    """Let DuckDB write a file of its own, then copy it to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows"
        write(str(path))
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, sys.stdout.buffer)


PRINTERS = {
    "table": _print_table,
    "json": _print_json,
    "csv": _print_csv,
    "parquet": _print_parquet,
}
