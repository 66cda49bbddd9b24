"""A lake in PostgreSQL: the same rows as in SQLite, several writers, none of them losing a row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from flows.building.merging import write_tables
from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.locks import take_turn
from flows.lake.reference_tables import reference_tables
from flows.lake.versions import list_versions, resolve_version
from flows.lake.views import create_views
from flows.lake.writing import (
    check_unmoved,
    commit,
    create_tables,
    remove_orphans,
    transaction,
)
from flows.settings import Warehouse
from flows.staging import hold_staging, open_staging
from pipelines.errors import LakeBusy, LakeError, LakeMoved
from tests.flows.commands import COMMAND, PAGE, run
from tests.flows.local_build import EXTRA, all_hashes, build_locally
from tests.flows.postgres_server import PASSWORD, Server
from tests.flows.staged import NO_FACTS, document, stage

pytestmark = pytest.mark.flow
# A process that has its turn and has written, when it says "holding".
HOLDER = """
import sys, time
from pathlib import Path
from flows.lake.duck import attach_for_writing, open_duckdb
from flows.lake.writing import transaction
from flows.lake.locks import take_turn
from flows.building.merging import write_tables
from flows.settings import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), sys.argv[2])
with take_turn(warehouse), open_duckdb() as connection:
    attach_for_writing(connection, warehouse)
    with transaction(connection):
        connection.execute("DELETE FROM lake.documents")
        connection.execute("INSERT INTO lake.stories FROM lake.stories")
        print("holding", flush=True)
        time.sleep(600)
"""


def pages(first: int, last: int) -> list[dict[str, Any]]:
    """Records that share a speaker and what she says, with all that SQL and PostgreSQL quote."""
    text = PAGE.replace("winter storms", 'winter "storms" \\ $1 %s {x} \0 é')
    return [
        {
            "id": f"it's {n}",
            "url": f"https://n{n % 3}.test/{n}",
            "text": text.replace("a week", f"{n} days"),
            "retrieved_at": "2025-05-01T00:00:00Z",
        }
        for n in range(first, last)
    ]


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The rows of one build of all pages into a lake in SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    build_locally(pages(0, 12), folder)
    return all_hashes(folder)


def publish(warehouse: Warehouse, *uris: str) -> None:
    """Publish a version with these documents beside those before, quickly."""
    staging = stage(warehouse.folder, {"documents": [document(uri) for uri in uris]})
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            write_tables(connection, staging, reference_tables(NO_FACTS))
            commit(connection, message="test", extra=EXTRA)


def uris(warehouse: Warehouse) -> list[str]:
    """The documents of the current version."""
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        return names(connection)


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        uri for (uri,) in connection.execute("SELECT uri FROM documents ORDER BY uri").fetchall()
    ]


@contextmanager
def holder(warehouse: Warehouse) -> Iterator[subprocess.Popen[str]]:
    """A process in the middle of its turn; killed at the end."""
    command = [sys.executable, "-c", HOLDER, str(warehouse.folder), str(warehouse.catalog_url)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "holding\n"
            yield process
        finally:
            process.kill()


def test_builds_side_by_side_make_what_one_build_makes(
    tmp_path: Path,
    catalog: str,
    in_sqlite: dict[str, list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    shares = [pages(0, 5), pages(4, 9), pages(8, 12)]

    def build(number: int) -> int:
        return build_locally(
            shares[number], tmp_path, catalog, build_id=f"20250601T100000-000{number}"
        )

    with ThreadPoolExecutor(len(shares)) as threads:
        assert all(threads.map(build, range(len(shares))))
    assert all_hashes(tmp_path, catalog) == in_sqlite
    assert "waiting for another build" in capsys.readouterr().err
    assert list((tmp_path / "staging").iterdir()) == []
    assert build_locally(pages(2, 10), tmp_path, catalog) == 0


def start_build(folder: Path, warehouse: Path, address: str) -> subprocess.Popen[str]:
    """`onrecord build` in a process of its own."""
    return subprocess.Popen(
        [COMMAND, "build", folder, "--warehouse", warehouse, "--jobs", "1", "--catalog", address],
        stderr=subprocess.PIPE,
        text=True,
    )


def await_line(process: subprocess.Popen[str], line: str) -> None:
    """Read what a process says until it says this."""
    assert process.stderr is not None
    assert any(one.rstrip() == line for one in process.stderr), f"it never said {line}"


def test_two_processes_both_land_though_one_loses_its_turn(
    tmp_path: Path, address: str, catalog: str, server: Server, in_sqlite: dict[str, list[str]]
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, records in zip(folders, (pages(0, 7), pages(5, 12)), strict=True):
        folder.mkdir()
        (folder / "feed.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    warehouse = tmp_path / "warehouse"
    with start_build(folders[0], warehouse, address) as first:
        try:
            await_line(first, "reading")
            with start_build(folders[1], warehouse, address) as second:
                await_line(first, "linking")
                first.send_signal(signal.SIGSTOP)
                await_line(second, "waiting for another build")
                assert server.end_holder() == 1
                said = second.communicate()[1]
            assert second.returncode == 0, said
            first.send_signal(signal.SIGCONT)
            said = first.communicate()[1]
            assert first.returncode == 0, said
        finally:
            first.kill()
    assert "another build published meanwhile: linking to its version" in said
    assert all_hashes(warehouse, catalog) == in_sqlite
    options = ["--warehouse", warehouse, "--catalog", address]
    published = json.loads(run("versions", *options, "--output", "json").stdout)
    assert [one["counts"]["documents"] for one in published] == [7, 12]
    assert "expectations, 0 failed" in run("check", *options).stdout
    kept = [*warehouse.rglob("*.db"), *warehouse.rglob("*.db-wal"), warehouse / "lake_in_postgres"]
    assert not any(PASSWORD.encode() in path.read_bytes() for path in kept)


def test_a_killed_writer_holds_up_nobody(tmp_path: Path, catalog: str) -> None:
    warehouse = Warehouse(tmp_path, catalog)
    publish(warehouse, "a", "b")
    with holder(warehouse) as process:
        assert uris(warehouse) == ["a", "b"]
        with pytest.raises(LakeBusy, match="for 1 seconds"), take_turn(warehouse, patience=1):
            pass
        process.kill()
        with take_turn(warehouse, patience=30) as newest:
            assert newest is not None
    assert uris(warehouse) == ["a", "b"]
    publish(warehouse, "c")
    assert uris(warehouse) == ["a", "b", "c"]


def test_readers_see_whole_versions_and_older_ones(tmp_path: Path, catalog: str) -> None:
    warehouse = Warehouse(tmp_path, catalog)
    publish(warehouse, "a")
    with open_duckdb() as reader:
        attach_for_reading(reader, warehouse)
        reader.execute("BEGIN")
        assert names(reader) == ["a"]
        publish(warehouse, "b")
        assert names(reader) == ["a"]
        reader.execute("COMMIT")
        assert names(reader) == ["a", "b"]
        assert len(reader.execute("FROM outlet_coverage").fetchall()) == 1
        with pytest.raises(duckdb.Error, match="read-only"):
            reader.execute("DELETE FROM documents")
        first, second = list_versions(reader)
    for at, found in (
        (str(first.version), ["a"]),
        (str(second.version), ["a", "b"]),
        (first.committed_at.isoformat(), ["a"]),
    ):
        with open_duckdb() as reader:
            attach_for_reading(reader, warehouse, at=resolve_version(warehouse, at).version)
            assert names(reader) == found


@pytest.mark.parametrize("overtaken", ["before it begins", "while it writes"])
def test_what_another_build_overtook_is_not_published(
    tmp_path: Path, catalog: str, overtaken: str
) -> None:
    warehouse = Warehouse(tmp_path, catalog)
    publish(warehouse, "a")
    with take_turn(warehouse) as newest:
        pass
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        if overtaken == "before it begins":
            publish(warehouse, "b")
        with pytest.raises(LakeMoved), transaction(connection):  # noqa: PT012 - both steps may tell
            check_unmoved(connection, newest)
            connection.execute("DELETE FROM lake.documents")
            publish(warehouse, "b")
            commit(connection, message="test", extra=EXTRA)
    assert uris(warehouse) == ["a", "b"]


def test_files_of_others_are_left_for_a_day(tmp_path: Path, catalog: str) -> None:
    warehouse = Warehouse(tmp_path, catalog)
    publish(warehouse, "a")
    (kept,) = (warehouse.data / "main" / "documents").iterdir()
    name = "ducklake-0000000{}-0000-7000-8000-000000000000.parquet"
    young, old = (kept.with_name(name.format(number)) for number in (1, 2))
    for path in (young, old):
        path.write_bytes(kept.read_bytes())
    os.utime(old, (0, 0))
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        remove_orphans(connection, is_shared=True)
    assert sorted(kept.parent.iterdir()) == sorted((kept, young))


def test_a_folder_belongs_to_one_lake(tmp_path: Path, catalog: str) -> None:
    shared, local = Warehouse(tmp_path / "shared", catalog), Warehouse(tmp_path / "local")
    other = f"{catalog}?schema=other"
    for warehouse in (shared, local, Warehouse(tmp_path / "other", other)):
        publish(warehouse, warehouse.folder.name)
    for warehouse, message in (
        (Warehouse(shared.folder), "holds the files of a lake in PostgreSQL"),
        (Warehouse(shared.folder, other), "are not in"),
        (Warehouse(local.folder, catalog), "holds a lake of its own"),
        (Warehouse(tmp_path / "empty", catalog), "are not in"),
    ):
        for attach in (attach_for_reading, attach_for_writing):
            with open_duckdb() as connection, pytest.raises(LakeError, match=message):
                attach(connection, warehouse)
    shared.folder.rename(tmp_path / "moved")
    assert uris(Warehouse(tmp_path / "moved", catalog)) == ["shared"]
    with take_turn(shared), take_turn(Warehouse(tmp_path, other), patience=1):
        assert uris(Warehouse(tmp_path / "other", other)) == ["other"]


def test_the_staging_of_a_build_that_runs_is_left(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    with hold_staging(warehouse, "20240305T100000-aaaa"):
        mine = open_staging(warehouse, "20240305T100000-aaaa")
        open_staging(warehouse, "20240305T100000-bbbb")
        assert mine.folder.exists()
    open_staging(warehouse, "20240305T100000-cccc")
    assert [path.name for path in warehouse.staging.iterdir()] == ["20240305T100000-cccc"]


def replaced(address: str, **parts: str) -> str:
    """The address with another password, port, database or query."""
    front, _, database = address.rpartition("/")
    user, _, place = front.rpartition("@")
    user = user.rpartition(":")[0] + ":" + parts["password"] if "password" in parts else user
    place = f"127.0.0.1:{parts['port']}" if "port" in parts else place
    return f"{user}@{place}/{parts.get('database', database)}{parts.get('query', '')}"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "there is no lake in postgres://writer@127.0.0.1:"),
        ({"password": "s3cret"}, 'password authentication failed for user "writer"'),
        ({"port": "1"}, "Connection refused"),
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"query": "?sslmode=require"}, "SSL"),
    ],
    ids=["no lake", "wrong password", "no server", "no database", "no TLS"],
)
def test_what_cannot_be_used_is_said_without_the_password(
    tmp_path: Path, address: str, change: dict[str, str], message: str
) -> None:
    given = os.environ | {"ONRECORD_CATALOG": replaced(address, **change)}
    for command in (["versions"], ["build", tmp_path] if change else ["sql", "from quotes"]):
        said = run(*command, "--warehouse", tmp_path / "warehouse", code=1, env=given).stderr
        assert message in said
        assert "s3cret" not in said
        assert PASSWORD not in said
        assert quote(PASSWORD, safe="") not in said


def test_a_malformed_address_is_wrong_usage(tmp_path: Path) -> None:
    said = run("versions", "--catalog", "postgres://u:s3/cret@h/db", code=2, cwd=tmp_path).stderr
    assert "postgres://USER:PASSWORD@HOST:PORT/DATABASE" in said
    assert "s3" not in said
