"""Decides how upkeep is measured: queries on a lake of many daily builds, before and after a vacuum.

Each small build adds pages with quotes, and changes links of older pages and a speaker's counts.
The same rows written at once into another lake are what the times are compared with.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks.timing import fastest
from flows.lake.duck import attach_for_reading, attach_for_writing, metadata_table, open_duckdb
from flows.lake.views import create_views
from flows.lake.writing import commit, create_tables, hash_rows, transaction
from flows.settings import Warehouse
from flows.staging import unhashed
from flows.upkeep.vacuum import vacuum
from schemas.tables import TABLES
from tests.flows.staged import document, quote

EXTRA: dict[str, Any] = {
    name: {} for name in ("code_version", "stage_versions", "inputs", "counts", "audit")
}
WRITTEN = ("documents", "quotes", "speakers")
QUERIES = {
    "quotes by speaker": "SELECT speaker_id, count(*) FROM quotes GROUP BY ALL",
    "proof of quotes": (
        "SELECT count(*) FROM quotes JOIN documents USING (doc_id) WHERE "
        "substring(raw_text, char_start + 1, char_end - char_start) = quote_text"
    ),
    "one page": "SELECT title, body FROM documents WHERE uri = '3-1.txt'",
}
ROUNDS = 20
SPEAKER = {"kind": "person", "aliases": [], "roles": [], "affiliations": []}


def write_build(connection: duckdb.DuckDBPyConnection, number: int, pages: int) -> None:
    """Commit one small build."""
    words = random.Random(number)  # noqa: S311 - pages that no two builds have alike
    made = []
    for page in range(pages):
        body = " ".join(f"{words.getrandbits(24):x}" for _ in range(300))
        text = f"Day {number} page {page}\n\n“We are ready {page},” Ines Varga said. {body}"
        made.append(document(f"{number}-{page}.txt", text, story_id=f"st-{number:020x}"))
    quotes = [quote(one, "We are ready", speaker_id=f"sp-{number % 50}") for one in made]
    with transaction(connection):
        _add(connection, "documents", made)
        _add(connection, "quotes", quotes)
        if number:
            older = [f"{words.randrange(number)}-{words.randrange(pages)}.txt" for _ in range(5)]
            connection.execute(
                "UPDATE lake.documents SET story_id = ? WHERE list_contains(?, uri)",
                [f"st-{number:020x}", older],
            )
            connection.execute(
                "UPDATE lake.speakers SET quote_count = quote_count + 1 WHERE speaker_id = ?",
                [f"sp-{number % 50}"],
            )
        commit(connection, message=f"build {number}", extra=EXTRA)


def _add(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]) -> None:
    connection.register("rows", pa.Table.from_pylist(rows, schema=unhashed(name)))
    query = hash_rows(TABLES[name], "FROM rows")
    connection.execute(f"INSERT INTO lake.{name} BY NAME {query}")
    connection.unregister("rows")


def write_lake(warehouse: Warehouse, builds: int, pages: int) -> list[float]:
    """Write a lake in many small builds; the seconds of each."""
    seconds = []
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            counts = {"document_count": 0, "quote_count": 0, "report_count": 0}
            speakers = [
                {"speaker_id": f"sp-{n}", "name": f"Speaker {n}", **SPEAKER, **counts}
                for n in range(50)
            ]
            _add(connection, "speakers", speakers)
            commit(connection, message="tables", extra=EXTRA)
        for number in range(builds):
            start = time.perf_counter()
            write_build(connection, number, pages)
            seconds.append(time.perf_counter() - start)
    return seconds


def spread_over_days(warehouse: Warehouse) -> None:
    """Date the builds one a day, the last one today."""
    snapshots = metadata_table("snapshot")
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        connection.execute(
            f"UPDATE {snapshots} SET snapshot_time = (snapshot_time::TIMESTAMPTZ - "  # noqa: S608
            f"to_days(((SELECT max(snapshot_id) FROM {snapshots}) - snapshot_id)::INTEGER))::VARCHAR"
        )


def write_at_once(source: Warehouse, target: Warehouse) -> None:
    """Write the rows of one lake into another in one build."""
    with open_duckdb() as connection:
        attach_for_reading(connection, source, name="many")
        attach_for_writing(connection, target)
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            for name in WRITTEN:
                connection.execute(f"INSERT INTO lake.{name} BY NAME FROM many.{name}")
            commit(connection, message="all", extra=EXTRA)


def time_queries(*warehouses: Warehouse) -> dict[str, list[float]]:
    """The least seconds of processor time of each query on each lake, asked in turns."""
    with ExitStack() as stack:
        connections = [stack.enter_context(open_duckdb()) for _ in warehouses]
        for connection, warehouse in zip(connections, warehouses, strict=True):
            attach_for_reading(connection, warehouse)
        found = {}
        for name, query in QUERIES.items():
            turns = [
                [fastest(partial(_fetch, one, query), 1) for one in connections]
                for _ in range(ROUNDS)
            ]
            found[name] = [min(turn[place] for turn in turns) for place in range(len(warehouses))]
        return found


def _fetch(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    connection.execute(query).fetchall()


def show(label: str, warehouse: Warehouse, once: Warehouse) -> None:
    """Print times and sizes of a lake, and how much slower it is than the one written at once."""
    files = [path.stat().st_size for path in warehouse.data.rglob("*.parquet")]
    print(
        f"{label}: {len(files):,} files of {sum(files) / 1e6:.1f} MB, "
        f"catalogue of {warehouse.catalog.stat().st_size / 1e6:.1f} MB"
    )
    for name, (seconds, base) in time_queries(warehouse, once).items():
        print(f"  {name}: {seconds * 1000:.1f} ms, {seconds / base:.2f} x")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=500)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--days", type=int, default=30, help="age of the versions that stay")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many, once = Warehouse(Path(folder) / "many"), Warehouse(Path(folder) / "once")
        for one in (many, once):
            one.folder.mkdir()
        seconds = write_lake(many, asked.builds, asked.pages)
        for label, part in (("first", seconds[:20]), ("last", seconds[-20:])):
            print(f"{label} small builds: {sum(part) / len(part):.2f} s each")
        spread_over_days(many)
        write_at_once(many, once)
        show("written at once", once, once)
        show(f"after {asked.builds} builds", many, once)
        start = time.perf_counter()
        done = vacuum(many, timedelta(days=asked.days))
        print(f"vacuum: {time.perf_counter() - start:.1f} s, {len(done.versions_expired)} expired")
        show("after the vacuum", many, once)


if __name__ == "__main__":
    main()
