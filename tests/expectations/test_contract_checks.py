"""What a declaration says, the audit checks; and saying so needs no Great Expectations."""

import dataclasses
import datetime
import subprocess
import sys

import duckdb
import pyarrow as pa
import pytest

from expectations.contract import contract_checks
from expectations.plan import row_checks
from schemas.field import Field, Proof, Reference, Table
from schemas.tables import TABLES

NOTES = Table(
    name="notes",
    row="a note",
    key=("doc_id", "no"),
    made_by="extract",
    fields=(
        Field("doc_id", pa.string(), "The page.", pattern="[a-f]{2}"),
        Field("no", pa.int32(), "Its place.", minimum=1, maximum=9),
        Field("mood", pa.string(), "Its tone.", null="not told", one_of={"calm": "no hurry"}),
        Field("start", pa.int32(), "Where it begins.", null="not told", minimum=0),
        Field("end", pa.int32(), "Where it ends.", null="not told", maximum=7),
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
    proofs=(Proof("start", "end", "mood"),),
)


def test_every_statement_of_a_declaration_becomes_a_check():
    assert {check.name: check.rule for check in contract_checks(NOTES)} == {
        "doc_id.not_null": "doc_id is never null",
        "doc_id.pattern": "doc_id is written as [a-f]{2}",
        "no.not_null": "no is never null",
        "no.range": "no is between 1 and 9",
        "mood.one_of": "mood is one of calm",
        "start.range": "start is at least 0",
        "end.range": "end is at most 7",
        "key.unique": "no two rows have the same doc_id and no",
        "doc_id.references": "doc_id stands in the table documents",
        "start.proof": "mood is raw_text from start to end",
    }


def test_checks_have_names_of_their_own():
    checks = row_checks(datetime.date(2021, 6, 1), ["read more"])
    names = [(check.table, check.name) for check in checks]
    assert len(names) == len(set(names))
    assert {table for table, _ in names} == set(TABLES)


@pytest.mark.parametrize("phrases", [[], [" ", ""]], ids=["none", "blank"])
def test_without_phrases_no_body_is_searched(phrases):
    names = {check.name for check in row_checks(datetime.date(2021, 6, 1), phrases)}
    assert "body.no_furniture" not in names


def test_thousands_of_phrases_are_searched_in_groups():
    phrases = [f"phrase {number}" for number in range(600)]
    (check,) = (
        c for c in row_checks(datetime.date(2021, 6, 1), phrases) if c.name == "body.no_furniture"
    )
    assert check.rows.count("regexp_extract") == 3


def test_planning_stays_light():
    code = "import sys, expectations.plan; assert 'great_expectations' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


PAGE = "“Naïve 𝕏”, she said."


@pytest.mark.parametrize(
    ("start", "end", "words", "fault"),
    [
        (0, 9, "“Naïve 𝕏”", None),
        (15, 20, "said.", None),
        (None, None, None, None),
        (0, None, "“", "half a span"),
        (None, 9, None, "half a span"),
        (3, 3, "", "empty or backward span"),
        (9, 0, "“", "empty or backward span"),
        (-1, 1, "“", "outside raw_text"),
        (15, 21, "said.", "outside raw_text"),
        (15, 21, "other", "outside raw_text"),
        (15, 99, "said.", "outside raw_text"),
        (0, 9, None, "words without span, or span without words"),
        (None, None, "said.", "words without span, or span without words"),
        (0, 9, "“Naive 𝕏”", "other words"),
        (0, 9, "“Naïve 𝕏", "other words"),
    ],
)
def test_a_proof_tells_what_is_wrong_with_a_span(start, end, words, fault):
    assert _faults(NOTES, NOTES.proofs[0], start, end, words) == ([(fault,)] if fault else [])


@pytest.mark.parametrize("own", [False, True], ids=["row", "page"])
@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (0, 1, None),
        (0, 20, None),
        (0, 21, "outside raw_text"),
        (-1, 1, "outside raw_text"),
        (None, 99, "half a span"),
        (5, 5, "empty or backward span"),
    ],
)
def test_a_proof_without_words_tells_whether_a_span_lies_in_the_page(own, start, end, fault):
    table = dataclasses.replace(NOTES, name="documents", key=("doc_id",)) if own else NOTES
    found = _faults(table, Proof("start", "end"), start, end, None)
    assert found == ([(fault,)] if fault else [])


def _faults(table, proof, start, end, words):
    (check,) = (
        one
        for one in contract_checks(dataclasses.replace(table, proofs=(proof,)))
        if one.name == "start.proof"
    )
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE documents AS SELECT 'a' AS doc_id, $page AS raw_text, 1 AS no, "
            "$words::VARCHAR AS mood, $start::INTEGER AS start, $end::INTEGER AS end",
            {"page": PAGE, "words": words, "start": start, "end": end},
        )
        connection.execute("CREATE TABLE notes AS FROM documents")
        query = check.sql("memory.main", f"memory.main.{table.name}")
        return connection.execute(f"SELECT fault FROM ({query})").fetchall()  # noqa: S608
