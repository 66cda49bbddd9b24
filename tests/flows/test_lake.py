"""The lake: only true changes are written, in one transaction, and readers see whole versions."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.building.merging import write_tables
from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.locks import hold_lake
from flows.lake.reference_tables import reference_tables
from flows.lake.versions import list_versions, resolve_version
from flows.lake.views import create_views
from flows.lake.writing import (
    commit,
    count_rows,
    create_tables,
    remove_orphans,
    transaction,
)
from flows.settings import Warehouse
from pipelines.errors import LakeBusy, LakeError, UsageError
from schemas.tables import TABLES
from tests.flows.staged import NO_FACTS, document, quote, stage

pytestmark = pytest.mark.flow
EXTRA = {"code_version": "0", "stage_versions": {}, "inputs": {}, "counts": {}, "audit": {}}


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(tmp_path))
        yield connection


def write(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    rows: dict[str, list[dict[str, Any]]],
    **more: Any,
) -> int:
    staging = stage(folder, rows, **more)
    with transaction(connection):
        create_tables(connection)
        create_views(connection)
        changed = write_tables(connection, staging, reference_tables(NO_FACTS))
        commit(connection, message="test", extra=EXTRA)
    return changed


def names(connection: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return [row[0] for row in connection.execute(query).fetchall()]


def test_the_same_rows_again_change_nothing(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    one = document("a.txt")
    rows = {"documents": [one], "quotes": [quote(one, "We are ready,")]}
    assert write(lake, tmp_path, rows) == 2
    versions = len(list_versions(lake))
    assert write(lake, tmp_path, rows) == 0
    assert len(list_versions(lake)) == versions


def test_only_the_changed_row_is_written(lake: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    one, two = document("a.txt"), document("b.txt")
    write(lake, tmp_path, {"documents": [one, two]})
    before = list_versions(lake)[-1].version
    assert write(lake, tmp_path, {"documents": [one, two | {"title": "New"}]}) == 1
    changes = lake.execute(
        f"SELECT DISTINCT change_type, doc_id FROM lake.table_changes('documents', {before + 1}, {before + 1})"  # noqa: S608
    ).fetchall()
    assert sorted(changes) == [
        ("update_postimage", two["doc_id"]),
        ("update_preimage", two["doc_id"]),
    ]


def test_a_row_no_longer_found_goes_and_other_documents_stay(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    one, two = document("a.txt"), document("b.txt")
    quotes = [quote(one, "We are ready,"), quote(two, "We are ready,")]
    write(lake, tmp_path, {"documents": [one, two], "quotes": quotes})
    assert write(lake, tmp_path, {"documents": [one]}) == 1
    assert names(lake, "SELECT doc_id FROM lake.quotes") == [two["doc_id"]]
    assert names(lake, "SELECT count(*) FROM lake.documents") == [2]


def test_links_of_documents_outside_the_build_follow(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    one, two = document("a.txt"), document("b.txt")
    write(lake, tmp_path, {"documents": [one]})
    links = {"documents": [{"doc_id": one["doc_id"], "duplicate_of": two["doc_id"]}]}
    assert write(lake, tmp_path, {"documents": [two]}, links=links) == 2
    found = dict(lake.execute("SELECT doc_id, duplicate_of FROM lake.documents").fetchall())
    assert found == {one["doc_id"]: two["doc_id"], two["doc_id"]: None}


def test_a_reject_goes_when_its_source_is_read_without_it(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    refused = {
        "reject_id": "0" * 20,
        "uri": "feed.jsonl#3",
        "source": "feed.jsonl",
        "stage": "read",
        "reason": "malformed_json",
        "detail": "line 3",
    }
    write(lake, tmp_path, {"rejects": [refused]})
    write(lake, tmp_path, {}, sources=["other.jsonl"])
    assert names(lake, "SELECT uri FROM lake.rejects") == ["feed.jsonl#3"]
    write(lake, tmp_path, {}, sources=["feed.jsonl"])
    assert names(lake, "SELECT uri FROM lake.rejects") == []


def test_a_rolled_back_build_leaves_no_row_and_no_file(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    before = sorted((tmp_path / "data").rglob("*.parquet"))
    staging = stage(tmp_path, {"documents": [document("b.txt")]})
    with pytest.raises(KeyboardInterrupt), transaction(lake):  # noqa: PT012 - an interrupt after the write
        write_tables(lake, staging, reference_tables(NO_FACTS))
        raise KeyboardInterrupt
    assert count_rows(lake)["documents"] == 1
    assert sorted((tmp_path / "data").rglob("*.parquet")) == before


def test_a_full_disk_while_writing_leaves_the_last_version(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    lake.close()
    large = "".join(f"{hash(str(n)):x} " for n in range(100_000))
    stage(tmp_path, {"documents": [document("b.txt", large)]})
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from flows.lake.duck import attach_for_writing, open_duckdb\n"
        "from flows.lake.writing import transaction\n"
        "from flows.building.merging import write_tables\n"
        "from flows.settings import Warehouse\n"
        "from flows.staging import Staging\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "connection = open_duckdb()\n"
        "attach_for_writing(connection, Warehouse(Path(sys.argv[1])))\n"
        "with transaction(connection):\n"
        "    write_tables(connection, Staging(Path(sys.argv[2])), {})\n"
    )
    folder = next((tmp_path / "staging").iterdir())
    command = [sys.executable, "-c", script, str(tmp_path), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    with open_duckdb() as reader:
        attach_for_reading(reader, Warehouse(tmp_path))
        assert names(reader, "SELECT uri FROM documents") == ["a.txt"]


def test_another_process_sees_the_old_version_until_the_commit(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    count = ["sql", "select count(*) as n from documents", "--format", "json"]

    def seen() -> str:
        command = [
            str(Path(sys.executable).parent / "onrecord"),
            *count,
            "--warehouse",
            str(tmp_path),
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    write(lake, tmp_path, {"documents": [document("a.txt")]})
    staging = stage(tmp_path, {"documents": [document("b.txt"), document("c.txt")]})
    with transaction(lake):
        write_tables(lake, staging, reference_tables(NO_FACTS))
        assert seen() == '[\n{"n":1}\n]\n'
        commit(lake, message="test", extra=EXTRA)
    assert seen() == '[\n{"n":3}\n]\n'


def test_a_reader_inside_a_transaction_does_not_stop_a_commit(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    with open_duckdb() as reader:
        attach_for_reading(reader, Warehouse(tmp_path))
        reader.execute("BEGIN")
        assert names(reader, "SELECT count(*) FROM documents") == [1]
        write(lake, tmp_path, {"documents": [document("b.txt")]})
        assert names(reader, "SELECT count(*) FROM documents") == [1]
        reader.execute("COMMIT")
        assert names(reader, "SELECT count(*) FROM documents") == [2]


def test_older_versions_are_read_by_number_and_by_time(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    write(lake, tmp_path, {"documents": [document("b.txt")]})
    first, second = list_versions(lake)
    for at, count in (
        (str(first.version), 1),
        (str(second.version), 2),
        (first.committed_at.isoformat(), 1),
    ):
        found = resolve_version(Warehouse(tmp_path), at).version
        with open_duckdb() as reader:
            attach_for_reading(reader, Warehouse(tmp_path), at=found)
            assert names(reader, "SELECT count(*) FROM documents") == [count]


def test_a_version_that_does_not_exist_is_wrong_usage(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    with open_duckdb() as reader, pytest.raises(UsageError, match="999"):
        attach_for_reading(reader, Warehouse(tmp_path), at=999)


def test_a_reader_cannot_write(lake: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    with open_duckdb() as reader:
        attach_for_reading(reader, Warehouse(tmp_path))
        with pytest.raises(duckdb.Error, match="read-only"):
            reader.execute("DELETE FROM documents")


def test_orphaned_files_are_removed(lake: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write(lake, tmp_path, {"documents": [document("a.txt")]})
    (kept,) = (tmp_path / "data" / "main" / "documents").iterdir()
    orphan = kept.with_name("ducklake-00000000-0000-7000-8000-000000000000.parquet")
    orphan.write_bytes(kept.read_bytes())
    remove_orphans(lake, is_shared=False)
    assert not orphan.exists()
    assert kept.exists()


def test_every_column_of_a_table_carries_its_meaning(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {})
    # DuckLake keeps no comments on columns of views: the dictionary tells their meanings.
    rows = lake.execute(
        "SELECT table_name, column_name, comment, NOT is_nullable FROM duckdb_columns() "
        "SEMI JOIN duckdb_tables() USING (database_name, schema_name, table_name) "
        "WHERE database_name = 'lake' AND schema_name = 'main'"
    ).fetchall()
    declared = [
        (table.name, field.name, field.meaning, field.null is None)
        for table in TABLES.values()
        for field in table.fields
    ]
    assert sorted(rows) == sorted(declared)


def test_a_lake_of_another_schema_is_refused(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write(lake, tmp_path, {})
    lake.execute("ALTER TABLE lake.stories DROP COLUMN title")
    with pytest.raises(LakeError, match=r"table stories .*\(title\): build into a new warehouse"):
        create_tables(lake)


def test_staging_removes_what_builds_left_and_nothing_else(tmp_path: Path) -> None:
    mine, left = tmp_path / "staging" / "mine", tmp_path / "staging" / "20240101T000000-0000"
    for folder in (mine, left):
        folder.mkdir(parents=True)
    stage(tmp_path, {})
    assert mine.exists()
    assert not left.exists()


def test_only_one_build_holds_the_lake(tmp_path: Path) -> None:
    with (
        hold_lake(Warehouse(tmp_path)),
        pytest.raises(LakeBusy, match="another build is writing"),
        hold_lake(Warehouse(tmp_path)),
    ):
        pass
    with hold_lake(Warehouse(tmp_path)):
        pass


def test_a_warehouse_can_be_moved(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(tmp_path / "old"))
        write(connection, tmp_path / "old", {"documents": [document("a.txt")]})
    (tmp_path / "old").rename(tmp_path / "new")
    with open_duckdb() as reader:
        attach_for_reading(reader, Warehouse(tmp_path / "new"))
        assert names(reader, "SELECT uri FROM documents") == ["a.txt"]


def test_there_must_be_a_lake_to_read(tmp_path: Path) -> None:
    with open_duckdb() as reader, pytest.raises(LakeError, match="run `onrecord build` first"):
        attach_for_reading(reader, Warehouse(tmp_path))


@pytest.fixture
def unsigned(tmp_path: Path) -> Path:
    """An extension that is not loaded yet, without its signature."""
    spec = importlib.util.find_spec("duckdb_extension_postgres_scanner")
    assert spec is not None
    (root,) = spec.submodule_search_locations or ()
    (signed,) = Path(root).rglob("*.duckdb_extension")
    altered = tmp_path / signed.name
    altered.write_bytes(signed.read_bytes()[:-256] + bytes(256))
    return altered


def test_queries_of_users_load_signed_extensions_only(unsigned: Path) -> None:
    with open_duckdb():
        pass
    with open_duckdb(for_users=True) as connection, pytest.raises(duckdb.Error, match="signature"):
        connection.execute(f"LOAD '{unsigned}'")


def test_an_extension_that_is_not_signed_is_refused(unsigned: Path) -> None:
    code = (
        "from flows.lake import duck\n"
        f"duck._packaged_extension = lambda _: {str(unsigned)!r}\n"
        "duck.open_duckdb()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "LakeError: DuckDB's extension sqlite_scanner cannot be loaded" in done.stderr
    assert "signature" in done.stderr
