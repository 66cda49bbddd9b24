"""Decides how DuckDB is opened and the lake attached; the only place that loads extensions."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.lake.catalogs import read_address
from flows.lake.place import claim_folder, lake_exists
from flows.settings import MEMORY_LIMIT, Warehouse
from pipelines.errors import LakeError, UsageError

EXTENSIONS = ("sqlite_scanner", "ducklake")
CATALOG = "lake"
ROWS_AT_ONCE = 100_000


def open_duckdb(
    *,
    jobs: int | None = None,
    scratch: Path | None = None,
    with_lake: bool = True,
    memory: str = MEMORY_LIMIT,
    for_users: bool = False,
) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB with the lake's extensions, in UTC, with bounded memory.

    Without its bar of progress, which it would draw into standard output. `for_users` is for
    queries that are not ours: it loads no extension without DuckDB's signature.
    """
    connection = _connect(signed_only=for_users or not with_lake)
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET memory_limit = ?", [memory])
    connection.execute("SET preserve_insertion_order = false")
    if jobs is not None:
        connection.execute("SET threads = ?", [jobs])
    if scratch is not None:
        connection.execute("SET temp_directory = ?", [str(scratch)])
    for name in EXTENSIONS if with_lake else ():
        _load_extension(connection, name)
    return connection


def each_run(
    connection: duckdb.DuckDBPyConnection, query: str, column: str
) -> Iterator[tuple[Any, pa.Table]]:
    """The rows of a query that is sorted by a column, one table for each of its values."""
    parts: list[pa.Table] = []
    current = None
    for batch in connection.execute(query).to_arrow_reader(ROWS_AT_ONCE):
        start, runs = 0, pc.run_end_encode(batch[column])
        for end, value in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
            if parts and value != current:
                yield current, pa.concat_tables(parts)
                parts = []
            current = value
            parts.append(pa.Table.from_batches([batch.slice(start, end - start)]))
            start = end
    if parts:
        yield current, pa.concat_tables(parts)


def _connect(*, signed_only: bool) -> duckdb.DuckDBPyConnection:
    unsigned = str(not signed_only).lower()
    settings = {"autoinstall_known_extensions": "false", "allow_unsigned_extensions": unsigned}
    return duckdb.connect(config=settings)


def _load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    row = connection.execute("SELECT current_setting('allow_unsigned_extensions')").fetchone()
    try:
        if row == (True,):
            _verify_extension(name)
        connection.execute(_loading(name))
    except duckdb.Error as error:
        raise LakeError(
            f"DuckDB's extension {name} cannot be loaded: {error}; install the locked "
            "requirements again, they hold a matching build"
        ) from error


@lru_cache
def _verify_extension(name: str) -> None:
    """Have DuckDB check its signature: that takes a sixth of a second, once in a process is enough."""
    with _connect(signed_only=True) as connection:
        connection.execute(_loading(name))


@lru_cache
def _loading(name: str) -> str:
    path = _packaged_extension(name)
    return f"LOAD '{path}'" if path else f"INSTALL {name}; LOAD {name}"


def _packaged_extension(name: str) -> str | None:
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(next(iter(spec.submodule_search_locations)))
    path = next(root.glob(f"extensions/*/{name}.duckdb_extension"), None)
    return None if path is None else str(path).replace("'", "''")


def metadata_table(name: str) -> str:
    """Where the attached catalogue keeps what it knows of tables, columns, files and so on."""
    return f"__ducklake_metadata_{CATALOG}.ducklake_{name}"


def attach_for_writing(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Attach the lake as `lake`, making it where there is none; its rows go to Parquet at once.

    The catalogue keeps a write-ahead log: with SQLite's default journal a reader that holds a
    transaction makes a commit fail after five seconds ("database is locked").
    """
    lake_exists(warehouse)
    settings = ["DATA_INLINING_ROW_LIMIT 0"]
    if warehouse.catalog_url is None:
        settings += ["META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 30000"]
    else:  # what another has overtaken is never committed: it was computed from older rows
        connection.execute("SET ducklake_max_retry_count = 0")
    _attach(connection, warehouse, *settings)
    claim_folder(warehouse)


def attach_for_reading(
    connection: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    *,
    at: int | None = None,
    name: str = CATALOG,
) -> None:
    """Attach the lake read-only, as it was at version `at`, and make it the default.

    UsageError when the lake has no such snapshot.
    """
    if not lake_exists(warehouse):
        raise LakeError(f"there is no lake in {warehouse.shown}: run `onrecord build` first")
    options = ["READ_ONLY"] if at is None else ["READ_ONLY", f"SNAPSHOT_VERSION {at:d}"]
    try:
        _attach(connection, warehouse, *options, name=name)
    except LakeError as error:
        if "No snapshot found" in str(error):
            raise UsageError(f"there is no version {at}: `onrecord versions` lists them") from error
        raise
    connection.execute(f"USE {name}")


def _attach(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, *options: str, name: str = CATALOG
) -> None:
    settings = [f"DATA_PATH {_quote(str(warehouse.data.resolve()))}", "OVERRIDE_DATA_PATH true"]
    catalog = f"sqlite:{warehouse.catalog.resolve()}"
    if warehouse.catalog_url is not None:
        _load_extension(connection, "postgres_scanner")
        address = read_address(warehouse.catalog_url)
        catalog = f"postgres:{address.keywords}"
        settings.append(f"METADATA_SCHEMA {_quote(address.schema)}")
    attach = f"ATTACH {_quote(f'ducklake:{catalog}')} AS {name}"
    try:
        connection.execute(f"{attach} ({', '.join([*settings, *options])})")
    except duckdb.Error as error:
        raise LakeError(f"the lake in {warehouse.shown} cannot be opened: {error}") from error


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
