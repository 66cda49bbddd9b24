"""The views: made once, the same for every reader, and at a version they show that version."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake import commit, create_tables, transaction, write_tables
from flows.reference_tables import reference_tables
from flows.settings import Warehouse
from flows.versions import list_versions
from flows.views import create_views
from pipelines.references import References
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.tables import TABLES
from schemas.views import VIEWS
from tests.flows.staged import document, stage

pytestmark = pytest.mark.flow
EXTRA = {"code_version": "0", "stage_versions": {}, "inputs": {}, "counts": {}, "audit": {}}
KNOWN = {
    "symbol": "S/RES/2428 (2018)", "body": "UNSC", "number": "2428", "year": "2018",
    "adoption_date": "2018-07-13", "subject": "arms embargo on South Sudan", "targets": "SSD",
    "regime": "", "measures": "arms embargo", "measures_first": "arms embargo", "aliases": "",
    "verified": "yes",
}  # fmt: skip
FACTS = References(
    {name: () for name, table in TABLES.items() if table.made_by == "reference"}
    | {"resolutions": (KNOWN,)},
    {},
)
WORDS = "UN resolution 2428 and another"


def cited(owner: Mapping[str, Any], symbol: str | None, start: int = 0) -> dict[str, Any]:
    """One row of `citations`: the first words of the document."""
    mention = f"{owner['doc_id']}-m{start}"
    return {
        "citation_id": f"{mention}-{(symbol or '0').replace(' ', '')}",
        "mention_id": mention,
        "doc_id": owner["doc_id"],
        "char_start": start,
        "char_end": start + 13,
        "citation_text": WORDS[start : start + 13],
        "kind": "explicit" if symbol else "generic",
        "symbol": symbol,
        "method": "number" if symbol else "none",
        "measures": [],
        "confidence": 0.9,
    }


def write(warehouse: Warehouse, rows: dict[str, list[dict[str, Any]]]) -> None:
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            write_tables(connection, stage(warehouse.folder, rows), reference_tables(FACTS))
            commit(connection, message="test", extra=EXTRA)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """A lake of two versions: a page that cites a known resolution, then two pages more."""
    one = document("a.txt", WORDS, outlet_name="The Quay")
    two, three = document("b.txt", WORDS + "!"), document("c.txt", WORDS + "?")
    first = {"documents": [one], "citations": [cited(one, KNOWN["symbol"]), cited(one, None, 5)]}
    write(Warehouse(tmp_path), first)
    later = [cited(two, KNOWN["symbol"]), cited(three, "A/RES/79/999")]
    write(Warehouse(tmp_path), {"documents": [two, three], "citations": later})
    return Warehouse(tmp_path)


def read(warehouse: Warehouse, query: str, at: str | None = None) -> list[Any]:
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse, at=at)
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_the_columns_are_those_declared(warehouse: Warehouse, view: Any) -> None:
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        shape = Table(view.name, view.row, (view.required,), view.fields, "build")
        connection.register("declared", arrow_schema(shape).empty_table())
        want = connection.execute("DESCRIBE declared").fetchall()
        found = connection.execute(f"DESCRIBE {view.name}").fetchall()
    assert [row[:2] for row in found] == [row[:2] for row in want]


def test_resolutions_are_counted_by_document(warehouse: Warehouse) -> None:
    question = (
        "SELECT symbol, count(DISTINCT doc_id) FROM resolution_citations GROUP BY 1 ORDER BY 1"
    )
    assert read(warehouse, question) == [("A/RES/79/999", 1), (KNOWN["symbol"], 2)]


def test_facts_stand_beside_the_mention(warehouse: Warehouse) -> None:
    question = (
        "SELECT outlet_name, subject, targets, measures, year(adoption_date) "
        "FROM resolution_citations ORDER BY outlet_name, subject"
    )
    facts = ("arms embargo on South Sudan", ["SSD"], ["arms embargo"], 2018)
    assert read(warehouse, question) == [
        ("The Quay", *facts),
        (None, *facts),
        (None, None, None, None, None),
    ]


def test_an_older_version_shows_its_own_rows(warehouse: Warehouse) -> None:
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        first, last = (str(one.version) for one in list_versions(connection))
    count = "SELECT count(*) FROM resolution_citations"
    assert read(warehouse, count, at=first) == [(1,)]
    assert read(warehouse, count, at=last) == read(warehouse, count) == [(3,)]


def test_a_reader_may_call_the_lake_otherwise(warehouse: Warehouse) -> None:
    with open_duckdb() as connection:
        connection.execute(f"ATTACH 'ducklake:sqlite:{warehouse.catalog}' AS news (READ_ONLY)")
        [count] = connection.execute("SELECT count(*) FROM news.resolution_citations").fetchall()
    assert count == (3,)


def test_views_are_made_once_and_again_when_they_differ(warehouse: Warehouse) -> None:
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        assert not create_views(connection)
        connection.execute("CREATE OR REPLACE VIEW lake.main.resolution_citations AS SELECT 1 AS a")
        assert create_views(connection)
        assert not create_views(connection)
        [comment] = views_comments(connection)
    assert comment == VIEWS["resolution_citations"].row


def views_comments(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT comment FROM duckdb_views() WHERE database_name = 'lake' AND NOT internal"
    ).fetchall()
    return [comment for (comment,) in rows]
