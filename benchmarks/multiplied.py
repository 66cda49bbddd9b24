"""Decides how a large lake is made for benchmarks: a small one, every page of it many times."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from benchmarks.corpus import write_corpus
from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.views import create_views
from flows.lake.writing import commit, count_rows, create_tables, transaction
from flows.settings import WHOLE_PAGES_MEMORY_LIMIT, Warehouse
from schemas.field import Table
from schemas.tables import TABLES

COMMAND = str(Path(sys.executable).parent / "onrecord")
BASE_PAGES = 500
AT_ONCE = 20
# What no compression finds again: 4 KB for each page, behind all that offsets point to.
TAIL = "array_to_string(list_transform(range(64), i -> sha256(fresh || i)), '\n')"
# Ids that begin with the document's own, and links that would lead to pages of another copy.
OWN_IDS = ("quote_id", "statement_id", "sentence_id", "mention_id", "citation_id")
# Of the invented pages' many quotes and dates as many as pages of news have: a condition on what stays.
KEPT = {
    "date_mentions": "hash(t.char_start) % 8 = 0",
    "quotes": "hash(t.quote_id) % 3 = 0",
    "quote_sentences": "hash(t.quote_id) % 3 = 0",
}
LINKS = ("copy_of", "copied_share", "duplicate_of", "follows", "shared_terms", "follows_score")
LINKS += ("story_id", "variant_of", "variant_kind", "variant_score", "published_inferred_on")


def multiply_lake(small: Warehouse, large: Warehouse, times: int) -> dict[str, int]:
    """Write every document of `small` `times` times into `large`; returns the rows of its tables."""
    large.folder.mkdir(parents=True)
    with open_duckdb(
        scratch=large.folder / "scratch", memory=WHOLE_PAGES_MEMORY_LIMIT
    ) as connection:
        attach_for_writing(connection, large)
        attach_for_reading(connection, small, name="small")
        connection.execute("USE memory")
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            for table in TABLES.values():
                for first in range(0, times if "doc_id" in table.column_names else 1, AT_ONCE):
                    copies = range(first, min(first + AT_ONCE, times))
                    _multiply_table(connection, table, copies)
            counts = count_rows(connection)
            extra = {"code_version": "benchmark", "counts": counts, "audit": {"failed_warning": 0}}
            commit(connection, message=f"{times} times the same pages", extra=extra)
    return counts


def _multiply_table(connection: duckdb.DuckDBPyConnection, table: Table, copies: range) -> None:
    names = table.column_names
    if "doc_id" not in names:
        connection.execute(
            f"INSERT INTO lake.main.{table.name} SELECT * FROM small.main.{table.name}"
        )
        return
    changed = {name: "NULL" for name in LINKS if name in names}
    changed |= {name: f"fresh || substr(t.{name}, 21)" for name in OWN_IDS if name in names}
    changed |= {"doc_id": "fresh", "row_hash": "md5(t.row_hash || n)"}
    if table.name == "documents":
        changed |= {"uri": "t.uri || '-' || n", "raw_text": f"t.raw_text || {TAIL}"}
    columns = ", ".join(f'{changed.get(name, f"t.{name}")} AS "{name}"' for name in names)
    connection.execute(
        f"INSERT INTO lake.main.{table.name} "
        "WITH copies AS (SELECT doc_id, uri, n, "
        "substr(sha256(uri || '-' || n || chr(0) || raw_sha256), 1, 20) AS fresh "
        f"FROM small.main.documents, range({copies.start}, {copies.stop}) AS r(n)) "
        f"SELECT {columns} FROM small.main.{table.name} AS t JOIN copies USING (doc_id) "
        f"WHERE {KEPT.get(table.name, 'true')}"
    )


def make_lake(folder: Path, pages: int) -> Warehouse:
    """A lake of about this many pages in a fresh folder."""
    feed, small, large = folder / "feed.jsonl", folder / "small", folder / "large"
    write_corpus(feed, min(pages, BASE_PAGES))
    command = [COMMAND, "build", str(feed), "--warehouse", str(small)]
    subprocess.run(command, check=True, capture_output=True)
    multiply_lake(Warehouse(small), Warehouse(large), max(1, pages // BASE_PAGES))
    return Warehouse(large)
