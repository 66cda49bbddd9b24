"""A release's folder: all tables as declared, described from one source, the same bytes each time."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from flows.lake.duck import attach_for_reading, open_duckdb
from flows.releasing.tables import write_tables
from flows.settings import Warehouse
from schemas.history import SCHEMA_VERSION
from schemas.release import parquet_schema, released_tables
from schemas.tables import TABLES
from schemas.views import VIEWS

pytestmark = pytest.mark.flow
each_table = pytest.mark.parametrize("name", TABLES)


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def test_all_files_are_there_and_read_only(release: Path) -> None:
    told = {
        *("manifest.json", "datapackage.json", "croissant.json", "README.md", "CITATION.cff"),
        *("data_dictionary.md", "views.sql", "RELEASE_NOTES.md", "expectations.json"),
        *("quality.json", "deprecations.json"),
    }
    assert {path.name for path in release.iterdir()} == told | {
        f"{name}.parquet" for name in TABLES
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in release.iterdir()} == {0o444}


@each_table
def test_a_file_carries_the_declared_schema_with_its_meanings(release: Path, name: str) -> None:
    schema = pq.read_schema(release / f"{name}.parquet")
    declared = parquet_schema(TABLES[name])
    assert schema.equals(declared)
    assert schema.metadata == declared.metadata
    for field in TABLES[name].fields:
        metadata = schema.field(field.name).metadata
        assert metadata[b"description"].decode() == field.meaning
        assert metadata.get(b"null", b"").decode() == (field.null or "")


@each_table
def test_a_file_holds_the_rows_of_the_version_in_the_order_of_the_key(
    sample: Warehouse, release: Path, name: str
) -> None:
    table = TABLES[name]
    order = ", ".join(table.key)
    with open_duckdb() as connection:
        attach_for_reading(connection, sample)
        lake = connection.execute(f"SELECT * FROM {name} ORDER BY {order}").to_arrow_table()  # noqa: S608
    rows = pq.read_table(release / f"{name}.parquet")
    assert rows.equals(lake.cast(rows.schema))


@pytest.mark.parametrize("jobs", [1, 4])
def test_a_version_always_gives_the_same_bytes(
    sample: Warehouse, release: Path, tmp_path: Path, jobs: int
) -> None:
    with open_duckdb(jobs=jobs, scratch=tmp_path / "scratch") as connection:
        attach_for_reading(connection, sample)
        (tmp_path / "again").mkdir()
        files = write_tables(connection, tmp_path / "again", tmp_path, with_text=True)
    listed = read_json(release / "manifest.json")["files"]
    for file in files.values():
        assert (file.sha256, file.size) == (listed[file.path]["sha256"], listed[file.path]["bytes"])


def test_the_manifest_tells_where_the_release_came_from(release: Path) -> None:
    manifest = read_json(release / "manifest.json")
    assert manifest["name"] == "v1.0.0"
    assert manifest["version"] == 1
    assert manifest["with_text"] is True
    assert manifest["previous"] is None
    for path in release.iterdir():
        if path.suffix == ".parquet":
            rows = pq.read_metadata(path).num_rows
            assert manifest["files"][path.name]["rows"] == rows
    assert manifest["schema_version"] == SCHEMA_VERSION
    assert manifest.keys() >= {"code_version", "stage_keys", "reference_digests", "committed_at"}


def test_latest_names_it(sample: Warehouse, release: Path) -> None:
    latest = read_json(sample.releases / "latest.json")
    manifest = read_json(release / "manifest.json")
    assert (latest["name"], latest["version"], latest["path"]) == ("v1.0.0", 1, "v1.0.0")
    assert latest["changed_at"] == manifest["committed_at"]
    assert latest["released_at"] == manifest["released_at"]


def test_the_audit_is_told_check_by_check(release: Path) -> None:
    told = read_json(release / "expectations.json")
    assert told["evaluated"] == len(told["checks"]) > 200
    assert told["passed"] == sum(check["success"] for check in told["checks"])
    assert {check["table"] for check in told["checks"]} == set(TABLES)
    assert all(check["rule"] for check in told["checks"])


def test_quality_that_was_not_measured_is_not_told(release: Path) -> None:
    quality = read_json(release / "quality.json")
    assert quality["available"] is False
    assert "no gold sets were given" in quality["reason"]
    assert quality.keys() == {"available", "reason"}


def test_the_views_stand_on_the_files(sample: Warehouse, release: Path) -> None:
    with open_duckdb() as lake, duckdb.connect() as files:
        attach_for_reading(lake, sample)
        files.execute("SET file_search_path = ?", [str(release)])
        files.execute((release / "views.sql").read_text("utf-8"))
        for view in VIEWS.values():
            order = ", ".join(view.key)
            query = f"SELECT * FROM {view.name} ORDER BY {order}"  # noqa: S608
            assert files.execute(query).fetchall() == lake.execute(query).fetchall(), view.name


def test_the_citation_has_what_the_format_requires(release: Path) -> None:
    citation = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation.keys() >= {"message", "title", "authors", "version", "date-released"}
    assert citation["type"] == "dataset"
    assert all(author["name"] for author in citation["authors"])


def test_the_notes_have_their_headings(release: Path) -> None:
    lines = (release / "RELEASE_NOTES.md").read_text("utf-8").splitlines()
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == [
        *("New data", "Revised", "Withdrawn", "Corrections", "Schema", "Deprecations", "Quality"),
        "Known limits",
    ]


def test_card_and_dictionary_tell_every_table(release: Path) -> None:
    card = (release / "README.md").read_text("utf-8")
    dictionary = (release / "data_dictionary.md").read_text("utf-8")
    for name, table in released_tables(with_text=True).items():
        assert f"| `{name}` | {table.row} |" in card
        assert f"## {name}\n" in dictionary


def test_a_release_is_bounded_in_its_row_groups(release: Path) -> None:
    metadata = pq.read_metadata(release / "documents.parquet")
    assert metadata.row_group(0).num_rows <= 4_096
    assert pa.types.is_string(pq.read_schema(release / "documents.parquet").field("raw_text").type)
