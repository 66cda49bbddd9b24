"""A withdrawn page is gone as if it had never been there, and no build brings it back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.extracting.withdrawals import Withdrawal, add_withdrawal, read_withdrawals
from flows.settings import Warehouse
from pipelines.errors import LakeError
from tests.flows.commands import query, run, versions
from tests.flows.ferry_pages import FERRY_PAGES
from tests.flows.local_build import all_hashes, build_files, build_locally, lake_rows
from tests.flows.test_site_lines import OWN, corpus, page

pytestmark = pytest.mark.flow
WHEN = datetime(2025, 6, 2, tzinfo=UTC)
GONE = ("coast.test-2", "agency")
BUT = ("builds", "withdrawn", "rejects")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of sites with repeated lines and of one event, whose first page others copy."""
    folder = tmp_path_factory.mktemp("lake")
    again = page(2, more=(OWN,)) | {"retrieved_at": "2024-05-01T10:00:00Z"}
    again["text"] += "\n\nNobody said when."
    build_locally([*corpus(), again, *FERRY_PAGES], folder)
    return folder


def withdraw(folder: Path, uri: str, reason: str = "asked for") -> None:
    """Write a withdrawal down, as the command does before it publishes."""
    ids = lake_rows(folder, f"select doc_id from documents where uri = '{uri}'")  # noqa: S608
    told = Withdrawal(uri, tuple(doc_id for (doc_id,) in ids), reason, None, WHEN)
    add_withdrawal(Warehouse(folder), told)


def test_links_follow_as_if_the_page_had_never_been_there(lake: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(lake, tmp_path / "mine"))
    for uri in GONE:
        withdraw(mine, uri)
    assert build_files([], mine) > 0
    build_locally(
        [one for one in (*corpus(), *FERRY_PAGES) if one["id"] not in GONE], tmp_path / "without"
    )
    assert all_hashes(mine, but=BUT) == all_hashes(tmp_path / "without", but=BUT)
    gone = lake_rows(mine, "select uri, count(*) from withdrawn group by uri order by uri")
    assert gone == [("agency", 1), ("coast.test-2", 2)]
    assert build_files([], mine) == 0
    for lost in (mine / "catalog.sqlite", mine / "data"):
        shutil.rmtree(lost) if lost.is_dir() else lost.unlink()
    build_locally([*corpus(), *FERRY_PAGES], mine)
    assert all_hashes(mine, but=BUT) == all_hashes(tmp_path / "without", but=BUT)
    refused = lake_rows(mine, "select uri from rejects where reason = 'withdrawn' order by uri")
    assert refused == [("agency",), ("coast.test-2",)]


def test_the_command_publishes_once_and_knows_the_page_by_either_name(
    lake: Path, tmp_path: Path
) -> None:
    mine = Path(shutil.copytree(lake, tmp_path / "mine"))
    old = versions(mine)[-1]["version"]
    [(doc_id,)] = lake_rows(mine, "select doc_id from documents where uri = 'version'")
    command = ["withdraw", doc_id, "--reason", "a copy", "--by", "Ada Birk", "--warehouse", mine]
    assert "withdrew version: published version" in run(*command).stdout
    (row,) = query(mine, "select uri, doc_id, reason, withdrawn_by from withdrawn")
    assert row == {
        "uri": "version",
        "doc_id": doc_id,
        "reason": "a copy",
        "withdrawn_by": "Ada Birk",
    }
    count = len(versions(mine))
    told = json.loads(run("withdraw", "version", *command[2:], "--output", "json").stdout)
    assert told == {"uri": "version", "version": versions(mine)[-1]["version"], "is_new": False}
    assert len(versions(mine)) == count
    held = "select count(*) as n from documents where uri = 'version'"
    assert query(mine, held) == [{"n": 0}]
    assert query(mine, held, "--at", str(old)) == [{"n": 1}]
    said = run("withdraw", "nowhere", *command[2:], code=2).stderr
    assert "the lake has no page nowhere" in said
    assert (
        "reason" in run("withdraw", "version", "--reason", " ", "--warehouse", mine, code=2).stderr
    )


def test_a_withdrawal_is_on_disk_before_the_lake_changes(tmp_path: Path) -> None:
    build_locally([page(1), page(2)], tmp_path)
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from flows.commands import withdraw\n"
        "from flows.settings import Warehouse\n"
        "withdraw.make_version = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "withdraw.run_withdraw('coast.test-1', Warehouse(Path(sys.argv[1])), 'why', None, 1, as_json=False)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    uris = "select uri from documents order by uri"
    assert lake_rows(tmp_path, uris) == [("coast.test-1",), ("coast.test-2",)]
    build_locally([page(2)], tmp_path)
    assert lake_rows(tmp_path, uris) == [("coast.test-2",)]


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    add_withdrawal(warehouse, Withdrawal("a", ("0" * 20,), "why", None, WHEN))
    assert [one.uri for one in read_withdrawals(warehouse)] == ["a"]
    warehouse.withdrawals.write_text(warehouse.withdrawals.read_text() + '{"uri": 1}\n')
    with pytest.raises(LakeError, match=r"withdrawals.jsonl, line 2: .*come back without it"):
        read_withdrawals(warehouse)
