"""Decides which staged documents are corrected, and puts the corrected rows in their places."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.extracting.extraction import references
from flows.extracting.restoring import restore_pages
from flows.extracting.stage_rows import correct_keys
from flows.extracting.withdrawals import read_withdrawals
from flows.lake.duck import CATALOG, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import Warehouse
from flows.staging import Staging
from pipelines.adapter import answer_pages, split_tables
from pipelines.corrections import (
    Correction,
    check_known,
    correct_page,
    digest_corrections,
    of_document,
    read_corrections,
    targets,
)
from pipelines.document import Page, Reject
from pipelines.errors import StageError
from pipelines.stage import run_pages
from pipelines.stages import AFTER_CORRECTION
from schemas.tables import PER_DOCUMENT

NAMED = "doc_id IN (FROM named) OR uri IN (FROM named)"
OTHERS = f"SELECT doc_id, uri FROM {CATALOG}.main.documents WHERE {NAMED}"


def correct_staged(warehouse: Warehouse, staging: Staging, today: date) -> int:
    """Correct the staged documents; returns how many. A second call would find corrected values.

    CorrectionFault where a value is not the one that the correction is of, or the document is
    neither in the lake nor withdrawn.
    """
    corrections = read_corrections(references())
    if not corrections:
        return 0
    with open_duckdb(scratch=staging.folder) as connection:
        named = pa.table({"name": sorted(targets(corrections))})
        connection.register("named", named)
        staged = _find_staged(connection, staging)
        known = {name for doc_id, uri, _ in staged for name in (doc_id, uri)}
        if "documents" in attach_if_present(connection, warehouse):
            processed = staging.pattern("processed").replace("'", "''")
            query = f"{OTHERS} AND doc_id NOT IN (SELECT doc_id FROM read_parquet('{processed}'))"
            known |= {name for row in connection.execute(query).fetchall() for name in row}
    check_known(corrections, known, _withdrawn(warehouse))
    by_part: dict[str, list[tuple[str, str]]] = {}
    for doc_id, uri, file in staged:
        by_part.setdefault(Path(file).stem, []).append((doc_id, uri))
    for part, documents in by_part.items():
        own = {doc_id: of_document(corrections, doc_id, uri) for doc_id, uri in documents}
        _correct_part(part, own, staging, today)
    return len(staged)


def _find_staged(
    connection: duckdb.DuckDBPyConnection, staging: Staging
) -> list[tuple[str, str, str]]:
    pattern = staging.pattern("documents").replace("'", "''")
    query = f"SELECT doc_id, uri, filename FROM read_parquet('{pattern}', filename = true)"
    return connection.execute(f"{query} WHERE {NAMED} ORDER BY ALL").fetchall()


def _withdrawn(warehouse: Warehouse) -> set[str]:
    return {name for one in read_withdrawals(warehouse) for name in (one.uri, *one.doc_ids)}


def _correct_part(
    part: str, own: Mapping[str, Sequence[Correction]], staging: Staging, today: date
) -> None:
    ids = pa.array(list(own), pa.string())
    names = ("documents", *PER_DOCUMENT)
    tables = {name: pq.read_table(staging.part_file(name, part)) for name in names}
    rows = {name: table.filter(pc.is_in(table["doc_id"], ids)) for name, table in tables.items()}
    pages = [
        correct_page(page, own[page.document.doc_id])
        for page in restore_pages(rows, PER_DOCUMENT, today)
    ]
    done = [_accept(one) for one in run_pages(AFTER_CORRECTION, pages, references())]
    new = split_tables(answer_pages(done))
    for name, table in tables.items():
        others = table.filter(pc.invert(pc.is_in(table["doc_id"], ids)))
        staging.write_table(name, part, pa.concat_tables([others, new[name].cast(table.schema)]))
    keys = pq.read_table(staging.part_file("document_stages", part))
    digests = {doc_id: digest_corrections(of) for doc_id, of in own.items()}
    staging.write_table("document_stages", part, correct_keys(keys, digests))


def _accept(answer: Page | Reject) -> Page:
    if isinstance(answer, Reject):
        raise StageError(f"the corrected page at {answer.uri} is refused: {answer.detail}")
    return answer
