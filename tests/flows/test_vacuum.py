"""Upkeep: what is kept stays the same to the last row, and a vacuum may be killed at any step."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.building.merging import write_tables
from flows.lake.duck import attach_for_reading, attach_for_writing, metadata_table, open_duckdb
from flows.lake.locks import hold_lake
from flows.lake.versions import list_versions
from flows.lake.views import create_views
from flows.lake.writing import commit, create_tables, transaction
from flows.settings import Warehouse
from flows.staging import unhashed
from flows.upkeep.compaction import UPKEEP, compact_files
from flows.upkeep.fingerprints import Fingerprint, take_fingerprints
from flows.upkeep.vacuum import plan_vacuum, vacuum
from pipelines.errors import LakeBusy, LakeError, UsageError
from schemas.tables import TABLES
from tests.flows.commands import COMMAND, run, versions
from tests.flows.local_build import EXTRA, lake_rows
from tests.flows.staged import document, quote, stage

pytestmark = pytest.mark.flow
BUILDS = 4
NOW, NEVER = timedelta(0), timedelta(days=30)
NO_FACTS = {
    name: unhashed(name).empty_table()
    for name, table in TABLES.items()
    if table.made_by == "reference"
}
STEPS = ("copying", "measuring", "merging", "comparing", "publishing", "deleting")


def write(warehouse: Warehouse, number: int) -> None:
    """A small build: two new documents, and new links of those of the build before."""
    pages = [document(f"{number}-{page}.txt") for page in range(2)]
    old = [document(f"{number - 1}-{page}.txt")["doc_id"] for page in range(2)] if number else []
    rows = {"documents": pages, "quotes": [quote(page, "We are ready,") for page in pages]}
    links = {"documents": [{"doc_id": one, "duplicate_of": pages[0]["doc_id"]} for one in old]}
    staging = stage(warehouse.folder, rows, links=links)
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        with transaction(connection):
            create_tables(connection)
            create_views(connection)
            write_tables(connection, staging, NO_FACTS)
            commit(connection, message=f"build {number}", extra=EXTRA)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of several small builds, without reference tables."""
    folder = tmp_path_factory.mktemp("built")
    for number in range(BUILDS):
        write(Warehouse(folder), number)
    return folder


@pytest.fixture(scope="module")
def before(built: Path) -> dict[int, Fingerprint]:
    """The fingerprints of all its versions."""
    return prints(Warehouse(built))


@pytest.fixture
def lake(built: Path, tmp_path: Path) -> Warehouse:
    """A copy of that lake."""
    return Warehouse(Path(shutil.copytree(built, tmp_path / "lake")))


def numbers(lake: Warehouse) -> list[int]:
    """The versions of the lake."""
    with open_duckdb() as connection:
        attach_for_reading(connection, lake)
        return [one.version for one in list_versions(connection)]


def prints(lake: Warehouse) -> dict[int, Fingerprint]:
    """The fingerprints of all versions."""
    found = numbers(lake)
    return dict(zip(found, take_fingerprints(lake, found), strict=True))


def files(lake: Warehouse) -> set[Path]:
    """All data files."""
    return set(lake.data.rglob("*.parquet"))


def named_files(lake: Warehouse) -> set[str]:
    """The files that the catalogue names."""
    with open_duckdb() as connection:
        attach_for_writing(connection, lake)
        rows = connection.execute(
            f"SELECT path FROM {metadata_table('data_file')} "
            f"UNION ALL SELECT path FROM {metadata_table('delete_file')}"
        ).fetchall()
    return {name for (name,) in rows}


def release(lake: Warehouse, name: str, version: int) -> None:
    """What a release leaves that upkeep looks at."""
    folder = lake.releases / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"name": name, "version": version}))


def test_fingerprints_tell_versions_apart_and_each_read_alike(
    lake: Warehouse, before: dict[int, Fingerprint]
) -> None:
    assert len({str(one) for one in before.values()}) == BUILDS
    assert before == prints(lake)
    first, last = before[min(before)], before[max(before)]
    assert "documents has 8 rows, not 2" in first.differences(last)
    assert first.differences(first) == []


def test_versions_within_the_age_stay_and_their_files_become_fewer(
    lake: Warehouse, before: dict[int, Fingerprint]
) -> None:
    many = files(lake)
    done = vacuum(lake, NEVER)
    assert prints(lake) == before
    assert done.versions_expired == []
    assert done.files == len(files(lake)) < len(many)
    assert done.files_deleted == len(many - files(lake))
    assert done.files_added == len(files(lake) - many)
    assert not lake.upkeep.exists()
    commits = f"SELECT count(*) FROM lake.snapshots() WHERE author = '{UPKEEP}'"
    assert lake_rows(lake.folder, commits) == [(1,)]


def test_old_versions_end_but_for_the_last_and_the_released(
    lake: Warehouse, before: dict[int, Fingerprint]
) -> None:
    first, second, *_, last = before
    release(lake, "2026.1.0", second)
    plan = plan_vacuum(lake, NOW)
    assert numbers(lake) == [*before]
    done = vacuum(lake, NOW)
    assert prints(lake) == {second: before[second], last: before[last]}
    assert done.versions_expired == plan.versions_expired == sorted({*before} - {second, last})
    assert first in done.versions_expired
    assert plan.is_dry
    assert 0 < plan.files_deleted <= done.files_deleted
    assert named_files(lake) == {path.name for path in files(lake)}


def test_a_second_vacuum_does_nothing_and_builds_go_on(
    lake: Warehouse, before: dict[int, Fingerprint]
) -> None:
    vacuum(lake, NOW)
    left = files(lake)
    done = vacuum(lake, NOW)
    assert (done.versions_expired, done.files_deleted, done.files_added) == ([], 0, 0)
    assert files(lake) == left
    write(lake, BUILDS)
    vacuum(lake, NEVER)
    last, newest = prints(lake).items()
    assert last == (max(before), before[max(before)])
    assert newest[0] > last[0]
    assert lake_rows(lake.folder, "SELECT count(*) FROM documents") == [(2 * BUILDS + 2,)]


def lose_a_row(connection: duckdb.DuckDBPyConnection) -> bool:
    """A merge at fault, which takes rows from the version that they came with."""
    made = compact_files(connection)
    connection.execute(
        f"UPDATE {metadata_table('data_file')} SET begin_snapshot = begin_snapshot + 1 "
        f"WHERE data_file_id = (SELECT min(data_file_id) FROM {metadata_table('data_file')})"
    )
    return made


def change_a_value(connection: duckdb.DuckDBPyConnection) -> bool:
    """A merge at fault, which leaves counts and even row hashes as they are."""
    connection.execute("UPDATE lake.quotes SET quote_text = 'other'")
    return compact_files(connection)


def repeat_a_row(connection: duckdb.DuckDBPyConnection) -> bool:
    """A merge at fault, which brings rows back twice each, so that an exclusive or sees none."""
    for _ in range(2):
        connection.execute("INSERT INTO lake.quotes FROM lake.quotes LIMIT 1")
    return compact_files(connection)


@pytest.mark.parametrize("fault", [lose_a_row, change_a_value, repeat_a_row])
def test_a_difference_undoes_everything(
    lake: Warehouse, before: dict[int, Fingerprint], fault: Any
) -> None:
    had = files(lake)
    catalog = lake_rows(lake.folder, "FROM lake.snapshots() ORDER BY ALL")
    with pytest.raises(LakeError, match="kept versions were not the same; the lake was left"):
        vacuum(lake, NEVER, compact=fault)
    assert prints(lake) == before
    assert files(lake) == had
    assert lake_rows(lake.folder, "FROM lake.snapshots() ORDER BY ALL") == catalog
    assert not lake.upkeep.exists()


def test_a_vacuum_and_a_build_exclude_each_other(lake: Warehouse) -> None:
    for work in (vacuum, plan_vacuum):
        with hold_lake(lake), pytest.raises(LakeBusy, match="another build is writing"):
            work(lake, NEVER)


# Each waits for a line in the midst of its work.
VACUUM = """
def wait(connection):
    print(flush=True)
    sys.stdin.readline()
    return compact_files(connection)

vacuum(Warehouse(Path(sys.argv[1])), timedelta(0), compact=wait)
"""
RELEASE = """
def wait(*_):
    print(flush=True)
    sys.stdin.readline()
    return {"evaluated": 0, "passed": 0, "warnings": 0}

release.write_audit = wait
release.make_release(Warehouse(Path(sys.argv[1])), release.Wish("v1.0.0"))
"""
IMPORTS = """
import sys
from datetime import timedelta
from pathlib import Path
from flows.upkeep.compaction import compact_files
from flows.releasing import release
from flows.settings import Warehouse
from flows.upkeep.vacuum import vacuum
"""


@pytest.mark.parametrize(
    ("work", "refused"),
    [(VACUUM, ["release", "v1.0.0"]), (RELEASE, ["vacuum", "--older-than", "0h"])],
    ids=["vacuum", "release"],
)
def test_a_vacuum_and_a_release_exclude_each_other(
    lake: Warehouse, work: str, refused: list[str]
) -> None:
    command = [sys.executable, "-c", IMPORTS + work, str(lake.folder)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "\n"
        second = run(*refused, "--warehouse", lake.folder, code=1)
        assert "writing a release" in second.stderr
        assert "or a vacuum is at work: wait for it to end" in second.stderr
        first.communicate("\n")
    assert first.returncode == 0
    run("vacuum", "--older-than", "0h", "--warehouse", lake.folder)
    assert lake_rows(lake.folder, "SELECT count(*) FROM documents") == [(2 * BUILDS,)]


READER = (
    "import sys\n"
    "from pathlib import Path\n"
    "from flows.lake.duck import attach_for_reading, open_duckdb\n"
    "from flows.settings import Warehouse\n"
    "connection = open_duckdb()\n"
    "attach_for_reading(connection, Warehouse(Path(sys.argv[1])))\n"
    "connection.execute('BEGIN')\n"
    "for _ in sys.stdin:\n"
    "    print(connection.execute('SELECT count(*), count(raw_text) FROM documents').fetchall(), flush=True)\n"
)


def test_files_that_a_query_reads_wait_for_it(lake: Warehouse) -> None:
    command = [sys.executable, "-c", READER, str(lake.folder)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask() -> str:
            print(file=reader.stdin, flush=True)
            return str(reader.stdout.readline())

        seen, had = ask(), files(lake)
        done = vacuum(lake, NOW, patience=0.5)
        assert done.files_waiting > 0
        assert had <= files(lake)
        assert ask() == seen == f"[({2 * BUILDS}, {2 * BUILDS})]\n"
        reader.stdin.close()
    done = vacuum(lake, NOW)
    assert done.files_waiting == 0
    assert done.files_deleted == len(had)
    assert lake_rows(lake.folder, "SELECT count(*) FROM documents") == [(2 * BUILDS,)]


def test_a_catalogue_in_postgresql_is_refused(lake: Warehouse) -> None:
    shared = Warehouse(lake.folder, "postgres://ada@localhost/news")
    for work in (vacuum, plan_vacuum):
        with pytest.raises(UsageError, match="has its catalogue in PostgreSQL"):
            work(shared, NOW)


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_vacuum_leaves_what_is_kept_and_the_next_one_ends_the_job(
    lake: Warehouse, before: dict[int, Fingerprint], step: str
) -> None:
    command = [COMMAND, "vacuum", "--older-than", "0d", "--warehouse", str(lake.folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(step):
            break
    time.sleep({"merging": 0.2, "deleting": 0.1}.get(step, 0))
    process.kill()
    process.communicate()
    assert process.returncode in (-signal.SIGKILL, 0)
    found = prints(lake)
    assert found.items() <= before.items()
    assert max(before) in found
    assert found == before or step in ("publishing", "deleting")
    write(lake, BUILDS)
    done = json.loads(run(*command[1:], "--output", "json").stdout)
    assert done["files_waiting"] == 0
    assert len(numbers(lake)) == 1
    assert lake_rows(lake.folder, "SELECT count(*) FROM documents") == [(2 * BUILDS + 2,)]
    assert not lake.upkeep.exists()


def test_the_command_says_what_it_freed(lake: Warehouse) -> None:
    asked = ("vacuum", "--older-than", "0d", "--warehouse", lake.folder)
    said = run(*asked, "--dry-run").stdout
    assert f"would have expired {BUILDS - 1} versions, 1 stay" in said
    assert len(versions(lake.folder)) == BUILDS
    said = run(*asked).stdout
    assert f"expired {BUILDS - 1} versions, 1 stay\ndeleted " in said
    assert [one["message"] for one in versions(lake.folder)] == [f"build {BUILDS - 1}"]
