"""Builds that are killed, meet one another, fill the disk, are read meanwhile, or run on a schedule."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from flows.building.making import Plainly, make_version
from flows.lake.duck import attach_for_reading, open_duckdb
from flows.lake.versions import Version, list_versions
from flows.settings import Warehouse
from tests.flows.commands import COMMAND, versions
from tests.flows.local_build import lake_rows
from tests.flows.whole_build import build, feed

pytestmark = pytest.mark.flow
STEPS = (
    "reading",
    "extracting",
    "learning sites",
    "linking",
    "writing tables",
    "auditing",
    "publishing",
)


def published(warehouse: Path) -> list[Version]:
    """The versions of the lake."""
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(warehouse))
        return list_versions(connection)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started and not yet ended."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def await_end(pids: list[int]) -> list[int]:
    """The processes that are still there after half a minute."""
    for _ in range(60):
        pids = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        if not pids:
            break
        signal.sigtimedwait([], 0.5)
    return pids


def kill_build(source: Path, warehouse: Path, step: str) -> None:
    """Kill a build as soon as it says that it begins with a step; its processes end with it."""
    command = [COMMAND, "build", str(source), "--warehouse", str(warehouse), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(step):
            break
    children = children_of(process.pid)
    process.kill()
    process.wait()
    process.stderr.close()
    assert process.returncode == -signal.SIGKILL
    assert children
    assert await_end(children) == []


def test_a_killed_build_leaves_the_last_version_and_the_next_build_works(
    copy: Path, tmp_path: Path
) -> None:
    """Each build finds what all those killed before it have left, and so does a copy of the lake."""
    source = feed(tmp_path, 40)
    rows = "select doc_id, row_hash from documents order by doc_id"
    count = "select count(*) from documents"
    before = lake_rows(copy, rows)
    for step in STEPS:
        kill_build(source, copy, step)
        is_published = lake_rows(copy, rows) != before
        assert len(published(copy)) == 1 + is_published, step
        assert not is_published or step == STEPS[-1]
        another = Path(shutil.copytree(copy, tmp_path / step))
        make_version(Warehouse(another), [source], Plainly())
        assert len(published(another)) == 2, step
        assert lake_rows(another, count) == [(len(before) + 40,)], step
        assert list((another / "staging").iterdir()) == [], step
    build(source, copy)
    assert len(versions(copy)) == 2
    assert lake_rows(copy, count) == [(len(before) + 40,)]
    assert list((copy / "staging").iterdir()) == []


def test_two_builds_at_once_leave_whole_versions(copy: Path, tmp_path: Path) -> None:
    source = feed(tmp_path, 200)
    command = [COMMAND, "build", str(source), "--warehouse", str(copy), "--jobs", "1"]
    both = [
        subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    (refused,) = (err for process, (_, err) in zip(both, said, strict=True) if process.returncode)
    assert "another build is writing" in refused
    assert [one["counts"]["documents"] for one in versions(copy)][1] == 200 + versions(copy)[0][
        "counts"
    ]["documents"]


def test_a_full_disk_leaves_the_last_version(copy: Path, tmp_path: Path) -> None:
    source = feed(tmp_path, 400, words=3_000)

    def fill() -> None:  # a file may grow to 6 MB only, as on a disk with little room left
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000_000, 6_000_000))

    said = build(source, copy, code=1, preexec_fn=fill)
    assert "File too large" in said
    assert len(versions(copy)) == 1
    build(source, copy)
    assert len(versions(copy)) == 2


def test_a_reader_during_a_build_sees_old_or_new(copy: Path, tmp_path: Path) -> None:
    source = feed(tmp_path, 300)
    ((old,),) = lake_rows(copy, "select count(*) from documents")
    command = [COMMAND, "build", str(source), "--warehouse", str(copy)]
    seen = set()
    count = "select (select count(*) from documents), (select count(distinct doc_id) from blocks)"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            ((documents, with_blocks),) = lake_rows(copy, count)
            assert documents == with_blocks
            seen.add(documents)
            signal.sigtimedwait([], 0.2)
    assert process.returncode == 0
    seen.add(lake_rows(copy, count)[0][0])
    assert seen == {old, old + 300}


def test_serve_builds_on_its_schedule(tmp_path: Path) -> None:
    source, warehouse = feed(tmp_path, 2), tmp_path / "warehouse"
    command = [COMMAND, "serve", "--cron", "* * * * *", "--warehouse", str(warehouse), str(source)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 240
            while not (warehouse / "catalog.sqlite").exists() or not versions(warehouse):
                assert process.poll() is None
                assert time.monotonic() < deadline, (
                    "no version after four minutes of a minutely schedule"
                )
                signal.sigtimedwait([], 1)
        finally:
            process.send_signal(signal.SIGINT)
    assert versions(warehouse)[0]["counts"]["documents"] == 2
