"""The contract is whole: declared once, well-formed, and the pages made from it are fresh."""

import typing
from dataclasses import fields as dataclass_fields
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines import document as d
from pipelines.adapter import ADDED_LATER, KEYED
from schemas.arrow import arrow_schema, extraction_schema, row_type
from schemas.dictionary import render_dictionary
from schemas.field import Table
from schemas.tables import LINKED, PER_DOCUMENT, TABLES

DICTIONARY = Path(__file__).parents[2] / "docs" / "data_dictionary.md"
RECORDS = {
    "blocks": d.Block,
    "date_mentions": d.DateMention,
    "quotes": d.Quote,
    "unattributed_quotes": d.UnattributedQuote,
    "citations": d.Citation,
    "rejects": d.Reject,
}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def test_dictionary_is_fresh() -> None:
    assert DICTIONARY.read_text("utf-8") == render_dictionary(), "stale: run `make dictionary`"


@each_table
def test_key_and_references_name_columns(table: Table) -> None:
    assert set(table.key) <= set(table.column_names)
    for reference in table.references:
        assert set(reference.columns) <= set(table.column_names)
        assert set(reference.other_columns) <= set(TABLES[reference.other].column_names)
    for proof in table.proofs:
        assert {proof.start, proof.end, proof.text} - {None} <= set(table.column_names)


@each_table
def test_columns_are_declared_once(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.column_names)
    assert table.column_names[-1] == "row_hash"


@each_table
def test_key_columns_are_never_null(table: Table) -> None:
    assert [name for name in table.key if table.field(name).null] == []


@each_table
def test_meanings_are_sentences(table: Table) -> None:
    assert [f.name for f in table.fields if not f.meaning.endswith(".")] == []


@each_table
def test_numbers_have_bounds_that_fit_their_type(table: Table) -> None:
    for field in table.fields:
        if field.minimum is not None or field.maximum is not None:
            assert pa.types.is_integer(field.type) or pa.types.is_floating(field.type), field.name


@pytest.mark.parametrize(("name", "record"), RECORDS.items(), ids=RECORDS)
def test_records_have_the_columns_of_their_table(name: str, record: type) -> None:
    added = {"doc_id", *LINKED.get(name, ()), *KEYED.get(name, ())}
    columns = {field.name for field in row_type(TABLES[name])} - added
    assert set(typing.get_type_hints(record)) == columns


def test_document_and_facts_make_up_the_documents_table() -> None:
    names = {f.name for kind in (d.Document, d.Facts) for f in dataclass_fields(kind)}
    columns = set(TABLES["documents"].column_names)
    later = {*ADDED_LATER, *LINKED["documents"], "row_hash"} - {"doc_id"}
    assert columns - names == later
    assert names - columns == {"hints", "latest_day", "source"}


def test_a_shared_column_has_one_type_everywhere() -> None:
    kinds: dict[str, set[str]] = {}
    for table in TABLES.values():
        for field in table.fields:
            kinds.setdefault(field.name, set()).add(str(field.type))
    assert {name: types for name, types in kinds.items() if len(types) > 1} == {}


def test_extraction_schema_nests_every_table_of_a_document() -> None:
    assert extraction_schema().names == ["uri", "doc_id", "document", *PER_DOCUMENT, "reject"]


def test_arrow_fields_carry_their_meaning() -> None:
    field = arrow_schema(TABLES["quotes"]).field("confidence")
    assert field.metadata[b"unit"] == b"probability"
    assert not field.nullable
