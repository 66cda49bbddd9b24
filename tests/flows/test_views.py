"""The views: as declared, made once, the same for every reader and at every version, and right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.versions import list_versions
from flows.lake.views import create_views
from flows.lake.writing import commit, create_tables, transaction
from flows.settings import Warehouse
from schemas.arrow import arrow_schema
from schemas.field import Table
from schemas.view import View
from schemas.views import VIEWS
from tests.flows.ferry_pages import FERRY_PAGES, LATER_PAGE, MARKED, REGRET, SHORTER
from tests.flows.local_build import EXTRA, build_locally, lake_rows

pytestmark = pytest.mark.flow
each_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
MAY_3, MAY_4, MAY_5 = (date(2024, 5, day) for day in (3, 4, 5))


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two versions: the pages about the ferry, then one more page."""
    folder = tmp_path_factory.mktemp("lake")
    build_locally(FERRY_PAGES, folder)
    build_locally([LATER_PAGE], folder)
    return folder


@pytest.fixture(scope="module")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with tables and views, and no row."""
    folder = tmp_path_factory.mktemp("empty")
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(folder))
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            commit(connection, message="test", extra=EXTRA)
    return folder


def read_at(folder: Path, version: int, query: str) -> list[Any]:
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(folder), at=version)
        return connection.execute(query).fetchall()


def versions(folder: Path) -> list[int]:
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(folder))
        return [one.version for one in list_versions(connection)]


@each_view
def test_the_columns_are_those_declared(lake: Path, view: View) -> None:
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(lake))
        shape = Table(view.name, view.row, view.key, view.fields, "build")
        connection.register("declared", arrow_schema(shape).empty_table())
        want = connection.execute("DESCRIBE declared").fetchall()
        found = connection.execute(f"DESCRIBE {view.name}").fetchall()
    assert [row[:2] for row in found] == [row[:2] for row in want]


@each_view
def test_null_stands_only_where_it_means_something(lake: Path, view: View) -> None:
    filled = [field.name for field in view.fields if field.null is None]
    counts = ", ".join(f"count(*) FILTER ({name} IS NULL)" for name in filled)
    [found] = lake_rows(lake, f"SELECT {counts} FROM {view.name}")
    assert dict(zip(filled, found, strict=True)) == dict.fromkeys(filled, 0)


@each_view
def test_the_key_tells_rows_apart(lake: Path, view: View) -> None:
    columns = ", ".join(view.key)
    query = f"SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT {columns} FROM {view.name}))"
    [(rows, keys)] = lake_rows(lake, f"{query} FROM {view.name}")
    assert rows == keys > 0


@each_view
def test_an_empty_lake_has_no_rows(empty_lake: Path, view: View) -> None:
    assert lake_rows(empty_lake, f"FROM {view.name}") == []


@each_view
def test_an_older_version_shows_its_own_rows(lake: Path, view: View) -> None:
    first, last = versions(lake)
    before, after = (read_at(lake, one, f"FROM {view.name} ORDER BY ALL") for one in (first, last))
    assert before != after
    assert sorted(map(str, after)) == sorted(map(str, lake_rows(lake, f"FROM {view.name}")))


@each_view
def test_a_reader_may_call_the_lake_otherwise(lake: Path, view: View) -> None:
    with open_duckdb() as connection:
        catalog = Warehouse(lake).catalog
        connection.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS news (READ_ONLY)")
        found = connection.execute(f"SELECT count(*) FROM news.{view.name}").fetchall()
    assert found == lake_rows(lake, f"SELECT count(*) FROM {view.name}")


def test_views_are_made_once_and_again_when_they_differ(lake: Path) -> None:
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(lake))
        with transaction(connection):  # left without a commit: the other tests' lake stays as it is
            assert not create_views(connection)
            for name in VIEWS:
                connection.execute(f"CREATE OR REPLACE VIEW lake.main.{name} AS SELECT 1 AS a")
                assert create_views(connection)
            assert not create_views(connection)
            comments = connection.execute(
                "SELECT view_name, comment FROM duckdb_views() "
                "WHERE database_name = 'lake' AND NOT internal"
            ).fetchall()
    assert dict(comments) == {name: view.row for name, view in VIEWS.items()}


def test_what_a_speaker_said_and_where(lake: Path) -> None:
    found = lake_rows(
        lake,
        "SELECT uri, v.outlet_name, day, day_is_inferred, v.speaker_name, speaker_link, kind, "
        "utterance_document_count, utterance_outlet_count "
        "FROM quotes_by_speaker v JOIN documents USING (doc_id) "
        "WHERE speaker = 'Ines Varga' AND quote_text LIKE 'We %' ORDER BY uri",
    )
    told = ("Ines Varga", "name", "direct", 5, 2)
    assert found == [
        ("agency", "Reuters", MAY_3, False, *told),
        ("copy", "The Estrel Quay", MAY_4, False, *told),
        ("marked", "BBC", MAY_3, False, *told),
        ("nameless", None, MAY_5, True, None, "utterance", "direct", 5, 2),
        ("shorter", "BBC", MAY_4, False, *told),
    ]


def test_speech_without_a_known_speaker_is_not_shown(lake: Path) -> None:
    [(shown, known, all_of_them)] = lake_rows(
        lake,
        "SELECT (SELECT count(*) FROM quotes_by_speaker), count(speaker_id), count(*) FROM quotes",
    )
    assert shown == known < all_of_them


def test_how_outlets_word_what_was_said(lake: Path) -> None:
    found = lake_rows(
        lake,
        "SELECT uri, v.outlet_name, speaker, day, sentence_text, variant_kind, dropped, added, "
        "utterance_document_count, utterance_wording_count, "
        "substring(raw_text, char_start + 1, char_end - char_start) = sentence_text "
        "FROM utterance_variants v JOIN documents USING (doc_id) "
        f"WHERE canonical_text = '{MARKED},' ORDER BY uri",
    )
    counts = (5, 3, True)
    as_agency = (f"{REGRET},", "wording", ["all"], [], *counts)
    changed = (f"{SHORTER},", "wording", ["deeply", "all"], ["very", "much"], *counts)
    assert found == [
        ("agency", "Reuters", "Ines Varga", MAY_3, *as_agency),
        ("copy", "The Estrel Quay", "Ines Varga", MAY_4, *as_agency),
        ("marked", "BBC", "Ines Varga", MAY_3, f"{MARKED},", None, [], [], *counts),
        ("nameless", None, "Ines Varga", MAY_5, *as_agency),
        ("shorter", "BBC", "Ines Varga", MAY_4, *changed),
    ]


def test_marks_show_what_was_changed(lake: Path) -> None:
    [(wording,)] = lake_rows(
        lake,
        f"SELECT wording FROM utterance_variants WHERE sentence_text = '{SHORTER},'",
    )
    assert wording == (
        "We [-deeply-] regret [-[-all-]-] the long delay of the ferries to the northern islands "
        "{+very much,+}"
    )


def test_what_outlets_carry(lake: Path) -> None:
    first, _ = versions(lake)
    names = (
        "outlet_id, outlet_name, document_count, first_day, last_day, copy_count, "
        "copies_by_others_count, quote_count, report_count, speaker_count, utterance_count, "
        "story_count, first_day_story_count, alone_first_story_count, citation_count, resolution_count"
    )
    found = read_at(lake, first, f"SELECT {names} FROM outlet_coverage ORDER BY ALL NULLS LAST")
    assert found == [
        ("bbc", "BBC", 2, MAY_3, MAY_4, 0, 1, 4, 2, 1, 2, 1, 1, 0, 0, 0),
        ("reuters", "Reuters", 1, MAY_3, MAY_3, 0, 1, 2, 1, 1, 2, 1, 1, 0, 1, 1),
        (None, "The Estrel Quay", 1, MAY_4, MAY_4, 1, 0, 2, 1, 1, 2, 1, 0, 0, 1, 1),
        (None, None, 1, MAY_5, MAY_5, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0),
    ]


def test_every_document_is_counted_once(lake: Path) -> None:
    [(counted, there)] = lake_rows(
        lake,
        "SELECT sum(document_count), (SELECT count(*) FROM documents) FROM outlet_coverage",
    )
    assert counted == there == len(FERRY_PAGES) + 1


def test_facts_of_a_resolution_stand_beside_the_citation(lake: Path) -> None:
    found = lake_rows(
        lake,
        "SELECT outlet_name, published_on, symbol, adoption_date, subject, targets "
        "FROM resolution_citations ORDER BY published_on, outlet_name",
    )
    facts = ("S/RES/2428 (2018)", date(2018, 7, 13), "arms embargo on South Sudan", ["SSD"])
    assert found == [
        ("Reuters", MAY_3, *facts),
        ("The Estrel Quay", MAY_4, *facts),
        ("BBC", date(2024, 6, 20), *facts),
    ]
