"""Decides where a build keeps its work until it is published: Arrow files in, Parquet files out."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from flows.settings import Warehouse
from schemas.arrow import arrow_schema
from schemas.tables import CHAINED, LINKED, PER_DOCUMENT, TABLES

BUILD_ID = re.compile(TABLES["builds"].field("build_id").pattern or "")
EXTRACTED = ("documents", *PER_DOCUMENT, "document_stages", "rejects")
LAKE_PAGES = "lake_pages"
LAKE_PART = "lake-"
EXTRACTED_ONLY = "extracted_only"
LOCK = ".lock"
PROCESSED = pa.schema([pa.field("doc_id", pa.string())])
TOUCHED = pa.schema([pa.field("site", pa.string())])
SOURCES = pa.schema([pa.field("source", pa.string())])
ARRIVALS = pa.schema(
    [
        pa.field("place", pa.int64()),
        pa.field("doc_id", pa.string()),
        pa.field("uri", pa.string()),
        pa.field("source", pa.string()),
        pa.field("is_file", pa.bool_()),
    ]
)
# Of each linked table the staged links and their key.
STAGED_LINKS = {
    "documents": ("document_links", "doc_id"),
    "quotes": ("quote_links", "quote_id"),
    "quote_sentences": ("sentence_links", "sentence_id"),
}


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder of one build: `pages/` as read, then a folder of Parquet files per table.

    `lake_pages/` holds pages of the lake that are cleaned again.
    """

    folder: Path

    def page_file(self, part: str) -> Path:
        """Where one batch of the input lies."""
        return self.folder / "pages" / f"{part}.arrow"

    def table_folder(self, name: str) -> Path:
        """Where the Parquet files of one table lie."""
        return self.folder / name

    def part_file(self, name: str, part: str) -> Path:
        """Where one Parquet file of a table lies."""
        return self.table_folder(name) / f"{part}.parquet"

    def pattern(self, name: str) -> str:
        """The glob of one table's Parquet files, for DuckDB."""
        return str(self.table_folder(name) / "*.parquet")

    def has_table(self, name: str) -> bool:
        """Whether any file of a table is there."""
        return any(self.table_folder(name).glob("*.parquet"))

    def write_table(self, name: str, part: str, table: pa.Table) -> None:
        """Add one Parquet file to a table, or put it in the place of the one of that name."""
        path = self.part_file(name, part)
        unfinished = path.with_suffix(".unfinished")
        pq.write_table(table, unfinished, compression="zstd")
        unfinished.replace(path)


def open_staging(warehouse: Warehouse, build_id: str) -> Staging:
    """A fresh staging folder, with an empty file for every table; what a killed build left is removed."""
    _remove_left(warehouse)
    staging = Staging(warehouse.staging / build_id)
    for name in ("pages", *CONTROL, *TABLES):
        (staging.folder / name).mkdir(parents=True)
    for name in EXTRACTED:
        (staging.folder / LAKE_PAGES / name).mkdir(parents=True)
    for name in EXTRACTED:
        staging.write_table(name, "empty", unhashed(name).empty_table())
    for name, schema in CONTROL.items():
        staging.write_table(name, "empty", schema.empty_table())
    return staging


@contextmanager
def hold_staging(warehouse: Warehouse, build_id: str) -> Iterator[None]:
    """Keep other builds from removing this one's staging folder, as long as this process lives."""
    warehouse.staging.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse.staging / f"{build_id}{LOCK}")
    with lock.acquire(timeout=0):
        try:
            yield
        finally:
            Path(lock.lock_file).unlink(missing_ok=True)


def _remove_left(warehouse: Warehouse) -> None:
    for build_id in {left.name.removesuffix(LOCK) for left in warehouse.staging.glob("*")}:
        if BUILD_ID.fullmatch(build_id):
            with suppress(Timeout), hold_staging(warehouse, build_id):
                shutil.rmtree(warehouse.staging / build_id, ignore_errors=True)


def keep_extracted(staging: Staging) -> None:
    """Keep all that is staged now for `restore_extracted`, by links to its files, which never change."""
    kept = staging.folder / EXTRACTED_ONLY
    if not kept.exists():
        shutil.copytree(staging.folder, kept, copy_function=os.link)


def restore_extracted(staging: Staging) -> None:
    """Bring the staging folder back to what it held when it was kept."""
    kept = staging.folder / EXTRACTED_ONLY
    for folder in kept.iterdir():
        shutil.rmtree(staging.folder / folder.name)
    shutil.copytree(kept, staging.folder, copy_function=os.link, dirs_exist_ok=True)


def unhashed(name: str) -> pa.Schema:
    """A table's schema as the stages make it, before `row_hash` is added."""
    return pa.schema([field for field in arrow_schema(TABLES[name]) if field.name != "row_hash"])


def _columns_of(name: str, *columns: str) -> pa.Schema:
    schema = unhashed(name)
    return pa.schema([schema.field(column).with_nullable(True) for column in columns])


# What a build notes beside its rows: what was read and made again, and links and order that are new.
CONTROL = {
    "processed": PROCESSED,
    "renewed": pa.schema([*PROCESSED, pa.field("table_name", pa.string())]),
    "kept": PROCESSED,
    "sources": SOURCES,
    "refused_again": _columns_of("rejects", "reject_id"),
    "arrivals": ARRIVALS,
    "touched": TOUCHED,
    "document_chains": _columns_of("documents", "doc_id", *CHAINED),
    "touched_utterances": _columns_of("utterances", "utterance_id"),
    "touched_stories": _columns_of("stories", "story_id"),
    **{
        staged: _columns_of(name, key, *LINKED[name])
        for name, (staged, key) in STAGED_LINKS.items()
    },
}


def write_batch(path: Path, batch: pa.RecordBatch) -> None:
    """Write one batch as an Arrow file."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as writer:
        writer.write_batch(batch)


def read_batch(path: Path) -> pa.RecordBatch:
    """Read what `write_batch` wrote."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        return reader.get_batch(0)


def count_rows(staging: Staging, name: str) -> int:
    """The staged rows of a table."""
    return sum(
        pq.read_metadata(path).num_rows for path in staging.table_folder(name).glob("*.parquet")
    )


def has_rows(path: Path) -> bool:
    """Whether a Parquet file has any row."""
    return bool(pq.read_metadata(path).num_rows)


def column_table(schema: pa.Schema, values: Iterable[str]) -> pa.Table:
    """A table of one text column."""
    return pa.table([pa.array(list(values), pa.string())], schema=schema)
