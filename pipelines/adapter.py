"""Decides how stages become an operator from Arrow record batch to Arrow record batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipelines.admit import admit_input
from pipelines.document import (
    Block,
    Citation,
    DateMention,
    Document,
    Facts,
    Hints,
    Input,
    Page,
    Quote,
    QuoteSentence,
    Reject,
    Told,
    UnattributedQuote,
)
from pipelines.errors import StageError
from pipelines.link.duplicates import digest_body
from pipelines.references import References
from pipelines.sites.apply import NOTHING
from pipelines.stage import Stage, run_stages
from schemas.arrow import arrow_schema, extraction_schema, row_type
from schemas.documents import PAGE_HINTS
from schemas.field import Table
from schemas.tables import CHAINED, LINKED, PER_DOCUMENT, TABLES

Operator = Callable[[pa.RecordBatch], pa.RecordBatch]
ADDED_LATER = {"doc_id", "body_digest", "page_hints", "site_step", *CHAINED}
KEYED = {"rejects": ("stage_keys",)}
# What a row of each of a page's tables but `blocks` is made of.
RECORDS: Mapping[str, Callable[..., Any]] = {
    "date_mentions": DateMention,
    "quotes": Quote,
    "quote_sentences": QuoteSentence,
    "unattributed_quotes": UnattributedQuote,
    "citations": Citation,
}
FROM_DOCUMENT = set(Document.__dataclass_fields__)


def as_operator(stages: Sequence[Stage], references: References) -> Operator:
    """The stages as one function from `input_schema` batches to `extraction_schema` batches.

    Rows answer the input's rows, in order: a reject, or a document with its rows nested.
    """
    schema = extraction_schema()

    def operate(batch: pa.RecordBatch) -> pa.RecordBatch:
        inputs = [Input(**row) for row in batch.to_pylist()]
        rows = [_answer_row(answer) for answer in extract_inputs(inputs, stages, references)]
        return pa.RecordBatch.from_pylist(rows, schema=schema)

    return operate


def extract_inputs(
    inputs: Sequence[Input], stages: Sequence[Stage], references: References
) -> list[Page | Reject]:
    """Admit the inputs and run the admitted ones through the stages, keeping the order."""
    answers: list[Document | Page | Reject] = [admit_input(one) for one in inputs]
    documents = [answer for answer in answers if isinstance(answer, Document)]
    done = iter(run_stages(stages, documents, references))
    return [answer if isinstance(answer, Reject) else next(done) for answer in answers]


def answer_pages(pages: Sequence[Page]) -> pa.RecordBatch:
    """Pages that all stages have seen as an `extraction_schema` batch."""
    return pa.RecordBatch.from_pylist(
        [_answer_row(page) for page in pages], schema=extraction_schema()
    )


def restore_page(
    document: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]], latest_day: date | None
) -> Page:
    """The page with its blocks, from its rows in `documents` and `blocks`, for the later stages.

    What its HTML was cleaned by is not in the rows.
    """
    told = {name: document[name] for name in ("doc_id", *DOCUMENT_COLUMNS)}
    told["text_repairs"] = tuple(document["text_repairs"])
    hints = document["page_hints"]
    if hints is not None:
        lists = {name: tuple(Told(**one) for one in hints[name]) for name in TOLD_LISTS}
        told["hints"] = Hints(**{**hints, **lists})
    return Page(
        Document(**told, source="", latest_day=latest_day),
        site_step=document["site_step"],
        blocks=tuple(Block(**{name: row[name] for name in BLOCK_COLUMNS}) for row in blocks),
    )


def restore_whole(
    document: Mapping[str, Any],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    latest_day: date | None,
) -> Page:
    """The page as all stages left it, from its rows by table; a table that is not given has none."""
    page = restore_page(document, rows.get("blocks", ()), latest_day)
    found: dict[str, Any] = {
        name: tuple(record(**_values(row, GETTERS[name][0])) for row in rows.get(name, ()))
        for name, record in RECORDS.items()
    }
    return replace(page, facts=Facts(**_values(document, FACTS_COLUMNS)), **found)


def _values(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    told = ((name, row[name]) for name in names)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told}


def split_tables(batch: pa.RecordBatch) -> dict[str, pa.Table]:
    """The flat tables of an `extraction_schema` batch, without `row_hash`: documents, rejects, rows."""
    tables = {
        "documents": _flat(batch.column("document").drop_null(), TABLES["documents"]),
        "rejects": _flat(batch.column("reject").drop_null(), TABLES["rejects"]),
    }
    for name in PER_DOCUMENT:
        tables[name] = _flat(batch.column(name).flatten(), TABLES[name])
    return tables


def _flat(structs: pa.StructArray, table: Table) -> pa.Table:
    schema = pa.schema([f for f in arrow_schema(table) if f.name != "row_hash"])
    return pa.Table.from_arrays(structs.flatten(), schema=schema)


def _columns(table: Table) -> tuple[str, ...]:
    later = ADDED_LATER.union(LINKED.get(table.name, ()), KEYED.get(table.name, ()))
    return tuple(field.name for field in row_type(table) if field.name not in later)


def _getter(table: Table) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = _columns(table)
    return names, attrgetter(*names)


DOCUMENT_COLUMNS = tuple(n for n in _columns(TABLES["documents"]) if n in FROM_DOCUMENT)
FACTS_COLUMNS = tuple(n for n in _columns(TABLES["documents"]) if n not in FROM_DOCUMENT)
GETTERS = {name: _getter(TABLES[name]) for name in (*PER_DOCUMENT, "rejects")}
DOCUMENT_GETTER = attrgetter(*DOCUMENT_COLUMNS)
# What of a page's rows `restore_page` reads.
PAGE_COLUMNS = ("doc_id", *DOCUMENT_COLUMNS, "page_hints", "site_step")
BLOCK_COLUMNS = _columns(TABLES["blocks"])
HINT_COLUMNS = tuple(field.name for field in PAGE_HINTS)
HINTS_GETTER = attrgetter(*HINT_COLUMNS)
TOLD_LISTS = tuple(field.name for field in PAGE_HINTS if pa.types.is_list(field.type))
FACTS_GETTER = attrgetter(*FACTS_COLUMNS)


def _told_hints(hints: Hints) -> dict[str, Any] | None:
    told = dict(zip(HINT_COLUMNS, HINTS_GETTER(hints), strict=True))
    return told if any(told.values()) else None


def _answer_row(answer: Page | Reject) -> Mapping[str, Any]:
    if isinstance(answer, Reject):
        names, get = GETTERS["rejects"]
        return {"uri": answer.uri, "reject": dict(zip(names, get(answer), strict=True))}
    document = answer.document
    if answer.facts is None:
        raise StageError(f"no stage described the document at {document.uri}")
    row = dict(zip(DOCUMENT_COLUMNS, DOCUMENT_GETTER(document), strict=True))
    row |= zip(FACTS_COLUMNS, FACTS_GETTER(answer.facts), strict=True)
    row |= {
        "doc_id": document.doc_id,
        "page_hints": _told_hints(document.hints),
        "site_step": answer.site_step or (NOTHING if document.site else None),
        "body_digest": digest_body(answer.facts.body),
        "is_current": True,
    }
    answers: dict[str, Any] = {"uri": document.uri, "doc_id": document.doc_id, "document": row}
    for name in PER_DOCUMENT:
        names, get = GETTERS[name]
        answers[name] = [
            dict(zip(names, get(record), strict=True), doc_id=document.doc_id)
            for record in getattr(answer, name)
        ]
    return answers
