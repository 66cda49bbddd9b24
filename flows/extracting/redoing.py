"""Decides what becomes of a part of the lake's pages that goes through some stages again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.extracting.extraction import references
from flows.extracting.lake_pages import read_lake_rows
from flows.extracting.outdated import Again
from flows.extracting.restoring import restore_pages
from flows.extracting.stage_rows import key_rejects, renew_keys
from flows.staging import CONTROL, PROCESSED, Staging, column_table, unhashed
from pipelines.adapter import answer_pages, split_tables
from pipelines.clean.stage import CLEAN
from pipelines.document import Page, Reject
from pipelines.stage import Stage, run_pages
from pipelines.stage_keys import make_keys
from pipelines.stages import STAGES
from schemas.tables import PER_DOCUMENT

PAGES = ("documents", *PER_DOCUMENT, "document_stages")
# The table that an attribute of `Page` has its rows in, where it is not of its name.
ROWS_OF = {"facts": "documents"}


def make_again(again: Again, staging: Staging, today: date) -> int:
    """Take the pages of one part through its stages; returns how many were made again.

    A page that a stage refuses becomes a reject where this build has read it, so that its source
    is known; else it stays in the lake as it is, and is noted as kept.
    """
    stages = [stage for stage in STAGES if stage.name in again.stages]
    rows = {name: read_lake_rows(staging, name, again.part, unhashed(name)) for name in PAGES}
    answers = run_pages(stages, _restore(rows, stages, today), references())
    made = [one for one in answers if isinstance(one, Page)]
    refused = {
        document["doc_id"]: one
        for document, one in zip(rows["documents"].to_pylist(), answers, strict=True)
        if isinstance(one, Reject)
    }
    gone = _reject(refused, again, staging) if again.is_whole else []
    kept = refused.keys() - set(gone)
    staging.write_table("kept", again.part, column_table(PROCESSED, sorted(kept)))
    ids = [page.document.doc_id for page in made]
    for name, table in _rows_again(made, rows, stages, again).items():
        staging.write_table(name, again.part, table)
    if again.is_whole:
        staging.write_table("processed", again.part, column_table(PROCESSED, [*ids, *gone]))
    return len(made)


def _restore(rows: Mapping[str, pa.Table], stages: Sequence[Stage], today: date) -> list[Page]:
    """The pages as the stages before left them; only tables are read that the stages read."""
    read = {name for stage in stages for name in stage.reads if name in PER_DOCUMENT}
    pages = restore_pages(rows, read, today)
    return [Page(page.document) for page in pages] if CLEAN in stages else pages


def _rows_again(
    made: Sequence[Page], rows: Mapping[str, pa.Table], stages: Sequence[Stage], again: Again
) -> dict[str, pa.Table]:
    """The rows to be staged: what the stages wrote, and beside it what they left as it was."""
    ids = pa.array([page.document.doc_id for page in made], pa.string())
    written = {ROWS_OF.get(name, name) for stage in stages for name in stage.writes}
    if CLEAN in stages:
        written.add("documents")
    keys = make_keys(STAGES, references())
    known = rows["document_stages"].filter(pc.is_in(rows["document_stages"]["doc_id"], ids))
    tables = {
        "document_stages": renew_keys(ids.to_pylist(), known, keys, is_cleaned=CLEAN in stages)
    }
    new = split_tables(answer_pages(made))
    for name in ("documents", *PER_DOCUMENT):
        if name in written:
            tables[name] = new[name]
        elif again.is_whole:
            tables[name] = rows[name].filter(pc.is_in(rows[name]["doc_id"], ids))
    if not again.is_whole:
        renewed = [
            {"doc_id": one, "table_name": name} for name in tables for one in ids.to_pylist()
        ]
        tables["renewed"] = pa.Table.from_pylist(renewed, schema=CONTROL["renewed"])
    return tables


def _reject(refused: Mapping[str, Reject], again: Again, staging: Staging) -> list[str]:
    """Stage the rejects of pages that this build has read; returns their documents."""
    if not refused:
        return []
    wanted = pc.field("doc_id").isin(list(refused))
    arrived = pq.read_table(staging.table_folder("arrivals"), filters=wanted).to_pylist()
    names = [name for name in unhashed("rejects").names if name != "stage_keys"]
    found = [replace(refused[one["doc_id"]], source=one["source"]) for one in arrived]
    rows = [{name: getattr(one, name) for name in names} for one in found]
    rejects = pa.Table.from_pylist(rows, schema=unhashed("rejects"))
    staging.write_table(
        "rejects", again.part, key_rejects(rejects, make_keys(STAGES, references()))
    )
    return [one["doc_id"] for one in arrived]
