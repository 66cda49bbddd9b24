"""Declares how the tables stand in a release: whole, or with digests in the place of page text."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pyarrow as pa

from schemas.arrow import arrow_field
from schemas.field import Field, Proof, Table
from schemas.tables import TABLES

# Text of pages beyond what was quoted or cited: a release without text leaves these columns out.
PAGE_TEXT = {"documents": ("raw_text", "body"), "site_lines": ("line_text",)}


@dataclass(frozen=True, slots=True)
class Digest:
    """A column that proves a text which the release leaves out: of all raw_text, or of one slice."""

    field: Field
    proof: Proof | None = None


def text_digests(table: Table) -> tuple[Digest, ...]:
    """The digests that a table has in a release without text, in the order of its columns."""
    whole = (Digest(_digest_field("raw_text_sha256", "SHA-256 of raw_text in UTF-8.")),)
    slices = tuple(_slice_digest(table, proof) for proof in table.proofs)
    return (*whole, *slices) if table.name == "documents" else slices


def released_tables(*, with_text: bool) -> dict[str, Table]:
    """Every table as a release has it."""
    return {name: table if with_text else _without_text(table) for name, table in TABLES.items()}


def parquet_schema(table: Table) -> pa.Schema:
    """The schema of a released table's file: meanings of columns, of a row, and the key."""
    told = {
        "table": table.name,
        "description": f"A row is {table.row}.",
        "key": ",".join(table.key),
    }
    return pa.schema([arrow_field(field) for field in table.fields], metadata=told)


def _without_text(table: Table) -> Table:
    left_out = PAGE_TEXT.get(table.name, ())
    kept = tuple(field for field in table.fields if field.name not in left_out)
    return dataclasses.replace(
        table, fields=(*kept, *(digest.field for digest in text_digests(table)))
    )


def _slice_digest(table: Table, proof: Proof) -> Digest:
    stem = proof.start.removesuffix("_start")
    name = "slice_sha256" if stem == "char" else f"{stem}_slice_sha256"
    meaning = f"SHA-256 of raw_text from {proof.start} to {proof.end} in UTF-8."
    null = f"{proof.start} is null" if table.field(proof.start).null else None
    return Digest(_digest_field(name, meaning, null), proof)


def _digest_field(name: str, meaning: str, null: str | None = None) -> Field:
    return Field(name, pa.string(), meaning, null=null, pattern="[0-9a-f]{64}")
