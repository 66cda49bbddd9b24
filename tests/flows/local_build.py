"""Decides how tests build a version in their own process: every step of a build but Prefect's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.building.making import Plainly
from flows.building.merging import add_build
from flows.building.publishing import write_version
from flows.building.steps import Read, extract_new, join_lake
from flows.extracting.extraction import references
from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.locks import begin_build, take_turn
from flows.lake.writing import check_unmoved, commit, transaction
from flows.settings import Warehouse
from flows.staging import Staging, hold_staging, open_staging
from pipelines.stages import build_keys
from schemas.tables import TABLES

TODAY = date(2025, 6, 1)
BUILD_ID = "20250601T100000-abcd"
NOW = datetime(2025, 6, 1, 10, tzinfo=UTC)
EXTRA: dict[str, Any] = {
    "build_id": BUILD_ID,
    "started_at": NOW,
    "finished_at": NOW,
    "code_version": "0",
    "stage_versions": {},
    "inputs": {},
    "counts": {},
    "audit": {},
}


def build_locally(
    records: Iterable[Mapping[str, Any]],
    folder: Path,
    catalog: str | None = None,
    *,
    build_id: str = BUILD_ID,
    source: str = "feed.jsonl",
) -> int:
    """Build these records, as a file of this name, into the lake; returns what `build_files` does."""
    with TemporaryDirectory() as place:
        feed = Path(place) / source
        feed.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return build_files([feed], folder, catalog, build_id=build_id)


def build_files(
    inputs: Sequence[Path], folder: Path, catalog: str | None = None, *, build_id: str = BUILD_ID
) -> int:
    """Build these files, or bring the lake up to date; returns how many rows changed.

    Each step of a build but the audit, which has tests of its own.
    """
    warehouse = Warehouse(folder, catalog)
    with begin_build(warehouse), hold_staging(warehouse, build_id):
        staging = open_staging(warehouse, build_id)
        read = extract_new(warehouse, staging, inputs, TODAY, Plainly())
        with take_turn(warehouse) as newest:
            join_lake(warehouse, staging, read, TODAY, Plainly())
            changed = _publish(warehouse, staging, read, newest, build_id)
        shutil.rmtree(staging.folder)
    return changed


def _publish(
    warehouse: Warehouse, staging: Staging, read: Read, newest: int | None, build_id: str
) -> int:
    with open_duckdb(scratch=staging.folder) as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            check_unmoved(connection, newest)
            changed, _ = write_version(connection, staging, references())
            keys = build_keys(references())
            row = EXTRA | {"build_id": build_id, "inputs": read.counts, "stage_keys": keys}
            add_build(connection, row)
            commit(connection, message="test", extra=row)
    return changed


def lake_rows(folder: Path, query: str, catalog: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of a query on that lake."""
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(folder, catalog))
        return connection.execute(query).fetchall()


def all_hashes(
    folder: Path, catalog: str | None = None, *, but: Sequence[str] = ("builds",)
) -> dict[str, list[str]]:
    """The sorted row hashes of every table, which tell equal lakes from different ones."""
    names = [name for name in TABLES if name not in but]
    query = " UNION ALL ".join(f"SELECT '{name}', row_hash FROM {name}" for name in names)  # noqa: S608
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, row_hash in sorted(lake_rows(folder, query, catalog)):
        found[name].append(row_hash)
    return found
