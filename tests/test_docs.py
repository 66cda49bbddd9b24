"""The documentation is true: what it shows runs, and what exists is in it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.tables import TABLES
from schemas.views import VIEWS
from tests.flows.commands import COMMAND, run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = [README, *(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")))]
SHOWN = [
    line
    for page in PAGES
    for kind, text in FENCE.findall(page)
    if kind == "sh"
    for line in text.splitlines()
]
COMMANDS = [line for line in SHOWN if line.startswith("onrecord") and " serve " not in line]
SCRIPTS = [text for kind, text in FENCE.findall(README) if kind == "python"]


def test_every_command_is_in_the_readme() -> None:
    listed = re.findall(r"^  (\w+)  ", run("--help").stdout, re.MULTILINE)
    assert listed
    assert [name for name in listed if f"`onrecord {name}" not in README] == []


def test_every_table_and_view_is_in_the_readme() -> None:
    assert [name for name in (*TABLES, *VIEWS) if f"`{name}`" not in README] == []


def test_every_make_target_that_is_shown_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    shown = re.findall(r"^make (\w+)", "\n".join(SHOWN), re.MULTILINE)
    assert shown
    assert [name for name in shown if f"\n{name}:" not in makefile] == []


@pytest.fixture(scope="module")
def checkout(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/ and a warehouse built from it, as after `make run`."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "raw").symlink_to(ROOT / "raw")
    shutil.copytree(built, folder / "warehouse")
    assert "nothing changed" in run("build", cwd=folder).stdout
    for line in COMMANDS:
        if " > " in line:  # files that later examples read
            run_line(folder, line)
    return folder


def run_line(folder: Path, line: str) -> None:
    """Run one documented line in a shell; it must succeed."""
    command = line.replace("onrecord", shlex.quote(COMMAND), 1)
    shell = ["/bin/bash", "-euc", command]
    done = subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.flow
@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_shown_runs(checkout: Path, line: str) -> None:
    run_line(checkout, line)


@pytest.mark.flow
@pytest.mark.parametrize("script", SCRIPTS, ids=range(len(SCRIPTS)))
def test_every_script_shown_runs(checkout: Path, script: str) -> None:
    offline = script.replace("INSTALL ducklake; INSTALL sqlite;", "")
    setup = (
        "from flows.lake.duck import open_duckdb\nimport duckdb\n"
        "ready = open_duckdb()\nduckdb.connect = lambda: ready\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", setup + offline],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_changelog_has_lines() -> None:
    assert re.search(r"^- ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
