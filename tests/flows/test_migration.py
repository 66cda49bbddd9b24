"""A lake of an older schema is migrated by the next build; a newer one is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.migration import attach_as_declared, check_schema, migrate_tables, schema_version
from flows.lake.writing import create_tables, hash_rows, transaction
from flows.settings import Warehouse
from pipelines.errors import LakeError
from schemas.change import (
    Added,
    Announced,
    NullsAllowed,
    NullsFilled,
    Removed,
    Renamed,
    SchemaVersion,
    TableAdded,
    TableRemoved,
    Widened,
)
from schemas.history import FIRST_VERSION, SCHEMA_VERSION, shape_at
from schemas.history_laws import declared_shape
from schemas.tables import TABLES
from tests.flows.aged_lake import age_lake
from tests.flows.commands import PAGE
from tests.flows.local_build import all_hashes, build_locally, lake_rows

pytestmark = pytest.mark.flow
RECORDS = [{"id": f"n{n}", "text": PAGE.replace("a week", f"{n} days")} for n in range(3)]
OTHER = {"id": "other", "text": PAGE.replace("Estrel", "Oslo")}

# How a lake was before this invented history, and the history.
BEFORE: dict[str, str | None] = {
    "documents": "* EXCLUDE (title, body_bands, language), title AS headline, 'x' AS gone",
    "quotes": "* EXCLUDE (confidence) REPLACE (part_no::SMALLINT AS part_no, NULL::VARCHAR AS kind)",
    "blocks": None,
    "leftover": "SELECT 1 AS number",
}
INVENTED = (
    SchemaVersion(
        2,
        (
            Announced("documents", "gone", None, 4, "Nobody read it."),
            Renamed("documents", "headline", "name"),
            Added("documents", "language", pa.string(), "null until built anew", null=True),
            Added("documents", "body_bands", pa.list_(pa.string()), "no bands", fill="[]"),
            Announced("leftover", None, None, 4, "Nobody read it."),
        ),
    ),
    SchemaVersion(
        3,
        (
            Renamed("documents", "name", "title"),
            Widened("quotes", "part_no", pa.int32()),
            Added("quotes", "confidence", pa.float32(), "a guess", fill="0.5"),
            NullsFilled("quotes", "kind", "'direct'"),
            NullsAllowed("quotes", "cue_text"),
        ),
    ),
    SchemaVersion(
        4, (Removed("documents", "gone"), TableRemoved("leftover"), TableAdded("blocks", {}))
    ),
)


def columns_at(version: int) -> dict[str, str | None]:
    """How a lake of a schema version was before, by today's rows."""
    shape, declared = shape_at(version), declared_shape()
    found: dict[str, str | None] = dict.fromkeys(TABLES.keys() - shape.keys())
    for name, columns in shape.items():
        if columns == declared.get(name):
            continue
        today = TABLES[name].column_names if name in TABLES else ()
        shown = ", ".join(one if one in today else f"NULL AS {one}" for one in columns)
        found[name] = shown if today else f"SELECT {shown}"
    return found


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake as today."""
    folder = tmp_path_factory.mktemp("fresh") / "lake"
    build_locally([*RECORDS, OTHER], folder)
    return folder


@pytest.fixture
def older(fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same rows in a lake of before, under the invented history."""
    age_lake(fresh, tmp_path / "older", BEFORE)
    monkeypatch.setattr("flows.lake.migration.HISTORY", INVENTED)
    for module in ("flows.lake.migration", "flows.lake.writing"):
        monkeypatch.setattr(f"{module}.SCHEMA_VERSION", 4)
    return tmp_path / "older"


def described(folder: Path) -> list[tuple[Any, ...]]:
    """Every column of every table, with type, place, null and meaning."""
    return lake_rows(
        folder,
        "SELECT table_name, column_index, column_name, data_type, is_nullable, comment "
        "FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_name, table_name) "
        "WHERE database_name = 'lake' ORDER BY ALL",
    )


def stale_rows(folder: Path) -> list[str]:
    """Tables with a row whose `row_hash` is not of its columns."""
    return [
        name
        for name, table in TABLES.items()
        if lake_rows(
            folder,
            f"SELECT row_hash FROM {name} EXCEPT "
            f"SELECT row_hash FROM ({hash_rows(table, f'FROM {name}')})",
        )
    ]


def test_a_migrated_and_rebuilt_lake_equals_a_fresh_one(fresh: Path, older: Path) -> None:
    with open_duckdb() as connection:  # the stages that fill the changed columns were others
        attach_for_writing(connection, Warehouse(older))
        connection.execute(
            "UPDATE lake.document_stages SET stage_keys = MAP {'clean': '0:0'}, row_hash = 'older'"
        )
    build_locally([*RECORDS, OTHER], older)
    assert all_hashes(older) == all_hashes(fresh)
    assert described(older) == described(fresh)
    assert stale_rows(older) == []
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(older))
        assert schema_version(connection) == 4
        with transaction(connection):
            assert not migrate_tables(connection)


@pytest.mark.parametrize("version", range(FIRST_VERSION, SCHEMA_VERSION))
def test_a_lake_of_every_schema_version_is_migrated(
    fresh: Path, tmp_path: Path, version: int
) -> None:
    age_lake(fresh, tmp_path / "older", columns_at(version), version)
    build_locally([*RECORDS, OTHER], tmp_path / "older")
    assert all_hashes(tmp_path / "older") == all_hashes(fresh)
    assert described(tmp_path / "older") == described(fresh)
    assert stale_rows(tmp_path / "older") == []


def test_rows_that_the_build_does_not_make_anew_and_those_of_the_version_before(
    older: Path,
) -> None:
    before = lake_rows(older, "SELECT * FROM documents ORDER BY doc_id")
    ((version,),) = lake_rows(older, "SELECT max(snapshot_id) FROM lake.snapshots()")
    build_locally(RECORDS, older)
    assert stale_rows(older) == []
    found = lake_rows(
        older,
        "SELECT language, body_bands, title, confidence, kind FROM documents "
        "JOIN quotes USING (doc_id) WHERE uri = 'other' AND kind = 'direct' LIMIT 1",
    )
    assert found == [(None, [], "Harbour reopens after storm", 0.5, "direct")]
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(older), at=version)
        after = connection.execute("SELECT * FROM documents ORDER BY doc_id").fetchall()
        assert after == before
        assert connection.execute("FROM leftover").fetchall() == [(1,)]


def test_a_build_that_fails_leaves_the_older_lake(older: Path) -> None:
    before = described(older), sorted((older / "data").rglob("*.parquet"))
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(older))
        with pytest.raises(KeyboardInterrupt), transaction(connection):  # noqa: PT012
            assert migrate_tables(connection)
            create_tables(connection)
            raise KeyboardInterrupt
    assert (described(older), sorted((older / "data").rglob("*.parquet"))) == before


def test_a_reader_ahead_of_the_build_sees_the_declared_columns(older: Path) -> None:
    with open_duckdb() as connection:
        attach_as_declared(connection, Warehouse(older))
        for name in TABLES.keys() - {"blocks"}:
            found = connection.execute(f"DESCRIBE lake.main.{name}").fetchall()
            assert [row[0] for row in found] == list(TABLES[name].column_names)
        assert connection.execute("SELECT count(*) FROM documents").fetchall() == [(4,)]


def test_a_newer_lake_is_refused_and_read(fresh: Path, tmp_path: Path) -> None:
    newer = SCHEMA_VERSION + 1
    age_lake(fresh, tmp_path / "newer", {}, newer)
    told = f"schema version {newer}, .* knows up to {SCHEMA_VERSION}: update onrecord"
    with pytest.raises(LakeError, match=told):
        check_schema(Warehouse(tmp_path / "newer"))
    assert lake_rows(tmp_path / "newer", "SELECT count(*) FROM documents") == [(4,)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP COLUMN headline", "it lacks headline"),
        ("DROP COLUMN uri", "table documents differs in uri"),
        ("ADD COLUMN more INTEGER", "table documents differs in more"),
    ],
)
def test_a_lake_that_no_history_tells_of_is_refused(older: Path, change: str, told: str) -> None:
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(older))
        connection.execute(f"ALTER TABLE lake.documents {change}")
    with pytest.raises(LakeError, match=f"{told}.*build into a new warehouse"):
        check_schema(Warehouse(older))
