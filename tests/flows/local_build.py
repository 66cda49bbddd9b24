"""Decides how tests build a version in their own process: every step of a build but Prefect's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.chains import stage_chains
from flows.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.extraction import extract_file, references
from flows.lake import check_unmoved, commit, create_tables, transaction
from flows.linking import link_documents
from flows.locks import begin_build, take_turn
from flows.merging import write_tables
from flows.migration import migrate_tables
from flows.reading import stage_inputs
from flows.recleaning import reclean_lake_pages, reclean_staged
from flows.reference_tables import reference_tables
from flows.settings import Warehouse
from flows.site_lines import stage_site_lines
from flows.staging import Staging, hold_staging, open_staging
from flows.views import create_views
from schemas.tables import TABLES

TODAY = date(2025, 6, 1)
EXTRA: dict[str, Any] = {
    name: {} for name in ("code_version", "stage_versions", "inputs", "counts", "audit")
}


def build_locally(
    records: Iterable[Mapping[str, Any]],
    folder: Path,
    catalog: str | None = None,
    *,
    build_id: str = "20250601T100000-abcd",
) -> int:
    """Build these records into the lake in `folder`; returns how many rows changed."""
    warehouse = Warehouse(folder, catalog)
    with begin_build(warehouse), hold_staging(warehouse, build_id):
        staging = open_staging(warehouse, build_id)
        feed = staging.folder / "feed.jsonl"
        feed.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        stage_inputs([feed], staging, today=TODAY)
        pages = sorted((staging.folder / "pages").iterdir())
        for batch in pages:
            extract_file(batch, staging)
        with take_turn(warehouse) as newest:
            for part in stage_site_lines(warehouse, staging):
                reclean_lake_pages(part, staging, TODAY)
            for batch in pages:
                reclean_staged(batch.stem, staging, TODAY)
            stage_chains(warehouse, staging)
            link_documents(warehouse, staging, references())
            changed = _publish(warehouse, staging, newest)
        shutil.rmtree(staging.folder)
    return changed


def _publish(warehouse: Warehouse, staging: Staging, newest: int | None) -> int:
    with open_duckdb(scratch=staging.folder) as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            check_unmoved(connection, newest)
            migrate_tables(connection)
            create_tables(connection)
            create_views(connection)
            changed = write_tables(connection, staging, reference_tables(references()))
            commit(connection, message="test", extra=EXTRA)
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
