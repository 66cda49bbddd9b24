"""Decides how pages of the lake are handed to worker processes: in files, a part at a time."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.lake.duck import CATALOG, each_run
from flows.settings import BATCH_BYTES, BATCH_PAGES
from flows.staging import LAKE_PAGES, Staging

# The bytes that a page counts for in a part, given the size of its text.
SIZE = f"greatest(size, {BATCH_BYTES // BATCH_PAGES})"
ORDER = {"blocks": "block_no", "quote_sentences": "char_start, sentence_id"}
UNORDERED = ("documents", "document_stages")


def stage_lake_pages(
    connection: duckdb.DuckDBPyConnection,
    staging: Staging,
    prefix: str,
    tables: Mapping[str, Sequence[str]],
) -> list[str]:
    """Write out these columns of the pages in the table `affected`, by its numbers of parts.

    Returns the names of the parts.
    """
    parts: dict[str, None] = {}
    for name, columns in tables.items():
        shown = ", ".join(f't."{column}"' for column in columns)
        order = "" if name in UNORDERED else f", {ORDER.get(name, 'char_start')}"
        query = (
            f"SELECT part, {shown} FROM {CATALOG}.main.{name} AS t JOIN affected USING (doc_id) "
            f"ORDER BY part, doc_id{order}"
        )
        for number, rows in each_run(connection, query, "part"):
            part = f"{prefix}{int(number):06d}"
            staging.write_table(f"{LAKE_PAGES}/{name}", part, rows.drop_columns("part"))
            parts[part] = None
    return list(parts)


def lake_page_file(staging: Staging, name: str, part: str) -> Path:
    """Where the rows of one table of a part lie; there is no file where it has none."""
    return staging.part_file(f"{LAKE_PAGES}/{name}", part)


def read_lake_rows(staging: Staging, name: str, part: str, schema: pa.Schema) -> pa.Table:
    """The rows of one table of a part."""
    path = lake_page_file(staging, name, part)
    return pq.read_table(path).cast(schema) if path.exists() else schema.empty_table()
