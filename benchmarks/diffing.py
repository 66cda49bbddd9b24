"""Decides how the speed of asking a large lake is measured: `versions`, `sql`, `diff`.

`python -m benchmarks.diffing [--documents N] [--keep DIR]` invents a lake in SQL, without
extraction, publishes a second version 1,000 documents later, and prints seconds of whole commands.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.speed import timed
from flows.lake.duck import CATALOG, attach_for_writing, open_duckdb
from flows.lake.writing import column_types, commit, create_tables, transaction
from flows.settings import Warehouse
from schemas.field import Table
from schemas.tables import TABLES

NEW, REVISED, REREAD = 700, 200, 100
BLOCKS, QUOTES, DATES = 15, 5, 2
EMPTY = {"VARCHAR": "''", "BOOLEAN": "false", "DATE": "DATE '2026-01-01'"}
EXTRA: dict[str, Any] = {
    "code_version": "0",
    "stage_versions": {"clean": 2, "describe": 3, "quotes": 4},
    "inputs": {},
    "counts": {},
    "audit": {"success": True, "failed_warning": 0},
}


def doc_id(n: str) -> str:
    """SQL of the doc_id of an invented page."""
    return f"left(sha256('page' || ({n})::VARCHAR), 20)"


def rows_of(low: int, high: int, documents: int) -> dict[str, dict[str, str]]:
    """SQL of the columns that matter, by table, for the pages numbered from `low` to below `high`.

    Every tenth speaker speaks in many documents; every second utterance is carried by two.
    """
    pages = f"(SELECT range AS n FROM range({low}, {high}))"
    people, said = max(documents // 5, 1), max(documents * QUOTES // 2, 1)
    page = doc_id("n")
    speaker = f"'sp-' || left(sha256(((n * 7 + q) % {people})::VARCHAR), 16)"
    utterance = f"'ut-' || left(sha256(((n * {QUOTES} + q) % {said})::VARCHAR), 16)"
    quote = f"{page} || '-q' || (100 + q * 200)"
    each_quote = f"{pages}, (SELECT range AS q FROM range({QUOTES}))"
    words = "repeat(sha256(n::VARCHAR) || ' ' || sha256((n * 3)::VARCHAR) || ' ', 25)"
    return {
        "documents": {
            "": pages,
            "doc_id": page,
            "uri": "'https://site' || n % 500 || '.example/' || n",
            "site": "'site' || n % 500 || '.example'",
            "raw_sha256": "sha256(n::VARCHAR)",
            "raw_text": words,
            "body": f"left({words}, 2000)",
            "body_digest": "sha256(n::VARCHAR)",
            "title": "'Title ' || n",
            "published_on": "DATE '2020-01-01' + (n % 2000)::INTEGER",
            "story_id": "'st-' || left(sha256('page' || (n // 5 * 5)::VARCHAR), 20)",
            "body_bands": "[(hash(n + i) % 1000000)::INTEGER for i in range(32)]",
            "supersedes": f"CASE WHEN n >= {documents + NEW} THEN {doc_id(f'n - {documents + NEW}')} END",
        },
        "blocks": {
            "": f"{pages}, (SELECT range AS b FROM range({BLOCKS}))",
            "doc_id": page,
            "block_no": "b",
            "char_start": "b * 200",
            "char_end": "b * 200 + 180",
            "label": "'body'",
            "score": "0.9",
        },
        "date_mentions": {
            "": f"{pages}, (SELECT range AS d FROM range({DATES}))",
            "doc_id": page,
            "char_start": "d * 100",
            "char_end": "d * 100 + 10",
            "date_text": "'5 March 2020'",
        },
        "quotes": {
            "": each_quote,
            "quote_id": quote,
            "doc_id": page,
            "char_start": "100 + q * 200",
            "char_end": "180 + q * 200",
            "quote_text": "'We said ' || sha256((n * 10 + q)::VARCHAR)",
            "speaker_id": speaker,
            "speaker_name": f"'Speaker ' || (n * 7 + q) % {people}",
            "utterance_id": utterance,
        },
        "quote_sentences": {
            "": each_quote,
            "sentence_id": f"{quote} || '.1'",
            "doc_id": page,
            "quote_id": quote,
            "sentence_no": "1",
            "sentence_text": "'We said ' || sha256((n * 10 + q)::VARCHAR)",
            "utterance_id": utterance,
            "match_keys": "[(hash(n + q + i) % 1000000)::INTEGER for i in range(8)]",
        },
        "document_stages": {
            "": pages,
            "doc_id": page,
            "stage_keys": "MAP {'clean': '2:00', 'describe': '3:00', 'quotes': '4:00'}",
        },
    }


def linked_rows() -> dict[str, dict[str, str]]:
    """SQL of the tables across documents, from what the lake's documents and quotes name."""
    quotes, documents = f"{CATALOG}.main.quotes", f"{CATALOG}.main.documents"
    return {
        "speakers": {
            "": f"(SELECT speaker_id, any_value(speaker_name) AS name, count(*) AS c FROM {quotes} GROUP BY 1)",
            "speaker_id": "speaker_id",
            "name": "name",
            "quote_count": "c",
        },
        "utterances": {
            "": f"(SELECT utterance_id, min(quote_text) AS t, count(DISTINCT doc_id) AS c FROM {quotes} GROUP BY 1)",
            "utterance_id": "utterance_id",
            "canonical_text": "t",
            "document_count": "c",
        },
        "stories": {
            "": f"(SELECT story_id, min(title) AS t, count(*) AS c FROM {documents} GROUP BY 1)",
            "story_id": "story_id",
            "title": "t",
            "document_count": "c",
        },
    }


def select_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: dict[str, str]
) -> str:
    """SQL of whole rows: null, or an empty value, where a column is not given."""
    types = column_types(connection, table)
    parts = [
        f'({columns.get(field.name) or _empty(types[field.name], nullable=bool(field.null))})::{types[field.name]} AS "{field.name}"'
        for field in table.fields
        if field.name != "row_hash"
    ]
    names = ", ".join(f'"{one}" := "{one}"' for one in table.column_names if one != "row_hash")
    return (
        f"SELECT *, md5(to_json(struct_pack({names}))::VARCHAR) AS row_hash "
        f"FROM (SELECT {', '.join(parts)} FROM {columns['']})"
    )


def _empty(kind: str, *, nullable: bool) -> str:
    if nullable:
        return "NULL"
    return "[]" if kind.endswith("[]") else EMPTY.get(kind, "0")


def insert(connection: duckdb.DuckDBPyConnection, rows: dict[str, dict[str, str]]) -> None:
    """Add rows to the tables of these names, where the dataset has them."""
    for name, columns in rows.items():
        if name in TABLES:
            rows_sql = select_rows(connection, TABLES[name], columns)
            connection.execute(f"INSERT INTO {CATALOG}.main.{name} BY NAME {rows_sql}")


def relink(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables across documents anew, touching only what changed."""
    for name, columns in linked_rows().items():
        key = TABLES[name].key[0]
        rows = select_rows(connection, TABLES[name], columns)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE linked AS {rows}")
        updates = ", ".join(
            f'"{one}" = s."{one}"' for one in TABLES[name].column_names if one != key
        )
        connection.execute(
            f"MERGE INTO {CATALOG}.main.{name} AS t USING linked AS s ON t.{key} = s.{key} "
            f"WHEN MATCHED AND t.row_hash <> s.row_hash THEN UPDATE SET {updates} "
            "WHEN NOT MATCHED THEN INSERT BY NAME"
        )


def build_lake(warehouse: Warehouse, documents: int) -> None:
    """Two versions: the second has new pages, changed pages, and some that were read otherwise."""
    with open_duckdb(scratch=warehouse.folder) as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            create_tables(connection)
            insert(connection, rows_of(0, documents, documents))
            relink(connection)
            commit(connection, message="first", extra=EXTRA)
        with transaction(connection):
            insert(connection, rows_of(documents, documents + NEW + REVISED, documents))
            reread = f"doc_id IN (SELECT {doc_id('range')} FROM range({documents - REREAD}, {documents}))"
            connection.execute(
                f"UPDATE {CATALOG}.main.quotes SET cue_text = 'said', row_hash = md5(row_hash) WHERE {reread}"
            )
            if "document_stages" in TABLES:
                connection.execute(
                    f"UPDATE {CATALOG}.main.document_stages SET row_hash = md5(row_hash), stage_keys = "
                    f"MAP {{'clean': '2:00', 'describe': '3:00', 'quotes': '5:00'}} WHERE {reread}"
                )
            relink(connection)
            stages = {**EXTRA["stage_versions"], "quotes": 5}
            commit(connection, message="second", extra=EXTRA | {"stage_versions": stages})


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="Use, or make, the lake in this folder.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        if not Warehouse(folder).catalog.exists():
            folder.mkdir(parents=True, exist_ok=True)
            start = time.perf_counter()
            build_lake(Warehouse(folder), asked.documents)
            print(
                f"lake of {asked.documents:,} documents invented in {time.perf_counter() - start:.0f} s"
            )
        place = ("--warehouse", str(folder))
        count = "select count(*) from quotes"
        top = "select speaker_name, count(*) from quotes group by all order by 2 desc limit 10"
        measure("versions", "versions", *place)
        measure("sql, counting quotes", "sql", count, *place)
        measure("sql at the version before", "sql", count, "--at", "1", *place)
        measure("sql, most quoted", "sql", top, *place)
        for form in ("text", "html", "json"):
            shown = measure(f"diff --format {form}", "diff", "--format", form, *place)
        print(f"{len(json.loads(shown)['changes']):,} rows changed")


def measure(name: str, *arguments: str) -> str:
    """Print seconds of one command, whole and of processors; returns what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, shown = timed(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: {seconds:.2f} s, {busy:.2f} s of processor time", flush=True)
    return shown


if __name__ == "__main__":
    main()
