"""Decides where a build keeps its work until it is published: Arrow files in, Parquet files out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.settings import Warehouse
from schemas.arrow import arrow_schema
from schemas.tables import PER_DOCUMENT, TABLES

BUILD_ID = re.compile(TABLES["builds"].field("build_id").pattern or "")
EXTRACTED = ("documents", *PER_DOCUMENT, "rejects")
LAKE_PAGES = "lake_pages"
LAKE_PART = "lake-"
PROCESSED = pa.schema([pa.field("doc_id", pa.string())])
TOUCHED = pa.schema([pa.field("site", pa.string())])
SOURCES = pa.schema([pa.field("source", pa.string())])
LINKS = (
    *("document_links", "quote_links", "sentence_links"),
    *("touched_utterances", "touched_stories"),
)


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder of one build: `pages/` as read, then a folder of Parquet files per table.

    `lake_pages/` holds pages of the lake that are cleaned again.
    """

    folder: Path

    def page_file(self, number: int) -> Path:
        """Where batch `number` of the input lies."""
        return self.folder / "pages" / f"{number:06d}.arrow"

    def table_folder(self, name: str) -> Path:
        """Where the Parquet files of one table lie."""
        return self.folder / name

    def part_file(self, name: str, part: str) -> Path:
        """Where one Parquet file of a table lies."""
        return self.table_folder(name) / f"{part}.parquet"

    def pattern(self, name: str) -> str:
        """The glob of one table's Parquet files, for DuckDB."""
        return str(self.table_folder(name) / "*.parquet")

    def write_table(self, name: str, part: str, table: pa.Table) -> None:
        """Add one Parquet file to a table, or put it in the place of the one of that name."""
        path = self.part_file(name, part)
        unfinished = path.with_suffix(".unfinished")
        pq.write_table(table, unfinished, compression="zstd")
        unfinished.replace(path)


def open_staging(warehouse: Warehouse, build_id: str) -> Staging:
    """A fresh staging folder, with an empty file for every table; what a killed build left is removed."""
    for left in warehouse.staging.glob("*"):
        if BUILD_ID.fullmatch(left.name):
            shutil.rmtree(left, ignore_errors=True)
    staging = Staging(warehouse.staging / build_id)
    for name in ("pages", "processed", "sources", "touched", *LINKS, *TABLES):
        (staging.folder / name).mkdir(parents=True)
    for name in ("documents", "blocks"):
        (staging.folder / LAKE_PAGES / name).mkdir(parents=True)
    for name in EXTRACTED:
        staging.write_table(name, "empty", unhashed(name).empty_table())
    staging.write_table("processed", "empty", PROCESSED.empty_table())
    return staging


def unhashed(name: str) -> pa.Schema:
    """A table's schema as the stages make it, before `row_hash` is added."""
    return pa.schema([field for field in arrow_schema(TABLES[name]) if field.name != "row_hash"])


def write_batch(path: Path, batch: pa.RecordBatch) -> None:
    """Write one batch as an Arrow file."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def read_batch(path: Path) -> pa.RecordBatch:
    """Read what `write_batch` wrote."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        return reader.get_batch(0)


def has_rows(path: Path) -> bool:
    """Whether a Parquet file has any row."""
    return bool(pq.read_metadata(path).num_rows)


def column_table(schema: pa.Schema, values: Iterable[str]) -> pa.Table:
    """A table of one text column."""
    return pa.table([pa.array(list(values), pa.string())], schema=schema)
