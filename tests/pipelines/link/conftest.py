"""Decides how link tests make tables: rows of a few columns, the others null."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

MakeTable = Callable[..., pa.Table]

DOCUMENTS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("uri", pa.string()),
        ("title", pa.string()),
        ("outlet_id", pa.string()),
        ("body_digest", pa.string()),
        ("published_on", pa.date32()),
        ("retrieved_at", pa.timestamp("us", tz="UTC")),
        ("duplicate_of", pa.string()),
    ]
)
QUOTES = pa.schema(
    [
        ("quote_id", pa.string()),
        ("doc_id", pa.string()),
        ("speaker_name", pa.string()),
        ("speaker_kind", pa.string()),
        ("speaker_role", pa.string()),
        ("speaker_affiliation", pa.string()),
        ("quote_text", pa.string()),
        ("kind", pa.string()),
        ("speaker_id", pa.string()),
        ("utterance_id", pa.string()),
        ("outlet_id", pa.string()),
        ("published_on", pa.date32()),
    ]
)


@pytest.fixture(scope="session")
def documents() -> MakeTable:
    """Make a table of documents of dicts; `uri` is the doc_id unless told."""

    def make(*rows: dict[str, Any]) -> pa.Table:
        return pa.Table.from_pylist([{"uri": row["doc_id"], **row} for row in rows], DOCUMENTS)

    return make


@pytest.fixture(scope="session")
def quotes() -> MakeTable:
    """Make a table of quotes of dicts; direct, and numbered `q0`, `q1` unless told."""

    def make(*rows: dict[str, Any]) -> pa.Table:
        numbered = [
            {"quote_id": f"q{no}", "doc_id": "d", "kind": "direct", **row}
            for no, row in enumerate(rows)
        ]
        return pa.Table.from_pylist(numbered, QUOTES)

    return make


@pytest.fixture(scope="session")
def june() -> Callable[[int], date]:
    """A day of June 2020."""
    return lambda day: date(2020, 6, day)


@pytest.fixture(scope="session")
def noon() -> datetime:
    """A time of retrieval."""
    return datetime(2021, 1, 1, 12)
