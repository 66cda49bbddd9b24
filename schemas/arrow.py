"""Derives Arrow schemas from the declared tables."""

import pyarrow as pa

from schemas.field import Field, Table
from schemas.tables import PER_DOCUMENT, TABLES


def arrow_field(field: Field) -> pa.Field:
    """The Arrow field of a column, with `description`, `unit` and what `null` means as metadata."""
    told = {"description": field.meaning, "unit": field.unit, "null": field.null}
    metadata = {name: words for name, words in told.items() if words}
    return pa.field(field.name, field.type, nullable=field.null is not None, metadata=metadata)


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table as published, with `row_hash`."""
    return pa.schema(
        [arrow_field(field) for field in table.fields], metadata={"description": table.row}
    )


def row_type(table: Table) -> pa.StructType:
    """The struct type of one row as the stages make it: every column but `row_hash`."""
    return pa.struct(
        [pa.field(field.name, field.type) for field in table.fields if field.name != "row_hash"]
    )


def extraction_schema() -> pa.Schema:
    """One row for every input, in input order: either `reject`, or the document and its rows."""
    return pa.schema(
        [
            pa.field("uri", pa.string(), nullable=False),
            pa.field("doc_id", pa.string()),
            pa.field("document", row_type(TABLES["documents"])),
            *(pa.field(name, pa.list_(row_type(TABLES[name]))) for name in PER_DOCUMENT),
            pa.field("reject", row_type(TABLES["rejects"])),
        ]
    )


def input_schema() -> pa.Schema:
    """One input page as the readers hand it over: its bytes and what its record says of it."""
    return pa.schema(
        [
            pa.field("uri", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("url", pa.string()),
            pa.field("media_type", pa.string(), nullable=False),
            pa.field("retrieved_at", pa.timestamp("us", tz="UTC")),
            pa.field("encoding", pa.string()),
            pa.field("latest_day", pa.date32()),
            pa.field("content", pa.large_binary(), nullable=False),
        ]
    )
