"""Decides how pages are cleaned again once their sites' own lines are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.extracting.extraction import latest_day, references
from flows.extracting.lake_pages import lake_page_file
from flows.extracting.stage_rows import renew_keys
from flows.staging import PROCESSED, Staging, column_table
from pipelines.adapter import answer_pages, restore_page, split_tables
from pipelines.document import Page
from pipelines.sites.apply import LEFT_OUT, SPARED, Known
from pipelines.sites.reclean import reclean_pages
from pipelines.stage_keys import make_keys
from pipelines.stages import LATER_STAGES, STAGES
from schemas.tables import PER_DOCUMENT

Row = Mapping[str, Any]
KNOWN_COLUMNS = ["site", "line_key", "kind"]
# What was done about pages that are to be looked at even where their site has no lines any more.
STEPPED = [LEFT_OUT, SPARED]


def reclean_staged(part: str, staging: Staging, today: date) -> int:
    """Clean the pages of one staged part again, in place; returns how many became other."""
    path = staging.part_file("documents", part)
    sites = pq.read_table(path, columns=["site"])["site"]
    known = read_known(staging.part_file("site_lines", "all"), sites)
    is_known = pc.field("site").isin(pa.array(known, pa.string()))
    documents = pq.read_table(path, filters=is_known | pc.field("site_step").isin(STEPPED))
    pages = _changed(documents, staging.part_file("blocks", part), known, today)
    if pages:
        ids = pa.array([page.document.doc_id for page in pages])
        for name, rows in _tables(pages).items():
            before = pq.read_table(staging.part_file(name, part))
            others = before.filter(pc.invert(pc.is_in(before["doc_id"], ids)))
            staging.write_table(name, part, pa.concat_tables([others, rows]))
    return len(pages)


def reclean_lake_pages(part: str, staging: Staging, today: date) -> int:
    """Clean pages of the lake again, as if this build had read them; returns how many became other."""
    documents = pq.read_table(lake_page_file(staging, "documents", part))
    known = read_known(staging.part_file("site_lines", "all"), documents["site"])
    pages = _changed(documents, lake_page_file(staging, "blocks", part), known, today)
    for name, rows in _tables(pages).items():
        staging.write_table(name, part, rows)
    ids = [page.document.doc_id for page in pages]
    known_keys = pq.read_table(lake_page_file(staging, "document_stages", part))
    keys = renew_keys(ids, known_keys, make_keys(STAGES, references()), is_cleaned=False)
    staging.write_table("document_stages", part, keys)
    staging.write_table("processed", part, column_table(PROCESSED, ids))
    return len(pages)


def read_known(path: Path, sites: pa.Array | pa.ChunkedArray) -> Mapping[str, Known]:
    """The kinds of the known lines by site and key, from a file of `site_lines`, for these sites."""
    wanted = pc.field("site").isin(sites.unique().drop_null())
    lines = pq.read_table(path, columns=KNOWN_COLUMNS, filters=wanted)
    known: dict[str, dict[int, str]] = {}
    for site, key, kind in zip(*(lines[name].to_pylist() for name in KNOWN_COLUMNS), strict=True):
        known.setdefault(site, {})[key] = kind
    return known


def reclean_rows(
    rows: Iterable[tuple[Row, Sequence[Row]]], known: Mapping[str, Known], today: date
) -> list[Page | None]:
    """The pages of these rows, a document's with its blocks', done again; None where nothing changes."""
    pages = [
        restore_page(document, blocks, latest_day(document["retrieved_at"], today))
        for document, blocks in rows
    ]
    return reclean_pages(pages, known, LATER_STAGES, references())


def _changed(
    documents: pa.Table, blocks: Path, known: Mapping[str, Known], today: date
) -> list[Page]:
    rows_of: dict[str, list[Row]] = {}
    for row in pq.read_table(blocks).to_pylist():
        rows_of.setdefault(row["doc_id"], []).append(row)
    rows = ((one, rows_of.get(one["doc_id"], [])) for one in documents.to_pylist())
    return [page for page in reclean_rows(rows, known, today) if page is not None]


def _tables(pages: list[Page]) -> dict[str, pa.Table]:
    """The pages' rows, blocks last: by them a second try tells what the first left undone."""
    tables = split_tables(answer_pages(pages))
    others = [name for name in PER_DOCUMENT if name != "blocks"]
    return {name: tables[name] for name in (*others, "documents", "blocks")}
