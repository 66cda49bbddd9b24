"""A release that is killed at any step: nothing half-made is visible, the next one finishes the job."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.lake.versions import resolve_version
from flows.releasing.quality import measure_quality
from flows.releasing.release import Wish, make_release
from flows.releasing.verify import check_release
from flows.settings import Warehouse
from pipelines.errors import ReleaseFault, UsageError
from tests.flows.commands import run
from tests.flows.local_build import build_locally

pytestmark = pytest.mark.flow
PAGE = "Harbour reopens after storm\n\n“We are ready for the first ships of the year,” Ines Varga said."
# The step in whose place the process ends at once, as by `kill -9` or a power cut.
KILLED = """
import os, signal, sys
from importlib import import_module
from pathlib import Path
from flows.settings import Warehouse

def die(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)

release = import_module("flows.releasing.release")
if sys.argv[2] != "audit":  # seconds of auditing that no later step needs
    release.write_audit = lambda *_: {"evaluated": 0, "passed": 0, "warnings": 0}
setattr(import_module(sys.argv[3]), sys.argv[4], die)
release.make_release(Warehouse(Path(sys.argv[1])), release.Wish("v1.0.0"))
"""
STEPS = {
    "audit": ("flows.releasing.audited", "load_references"),
    "tables": ("flows.releasing.tables", "digest_file"),
    "rename": ("flows.releasing.folder", "seal_folder"),
    "latest": ("flows.releasing.latest", "replace_file"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_locally([{"id": "a", "text": PAGE}], folder)
    return folder


def test_killed_step_by_step(built: Path, tmp_path: Path) -> None:
    """Each attempt gets one step further than the one before, and is killed there."""
    warehouse = Warehouse(tmp_path / "warehouse")
    shutil.copytree(built, warehouse.folder)
    for step, place in STEPS.items():
        command = [sys.executable, "-c", KILLED, str(warehouse.folder), step, *place]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr
        left = [path.name for path in warehouse.releases.iterdir()]
        assert left == (["v1.0.0"] if step == "latest" else [".unfinished-v1.0.0"]), step
    make_release(warehouse, Wish("v1.0.0"))
    assert sorted(path.name for path in warehouse.releases.iterdir()) == ["latest.json", "v1.0.0"]
    assert check_release(warehouse, "v1.0.0")["name"] == "v1.0.0"


def test_the_command_line(built: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    shutil.copytree(built, warehouse)
    place = ["--warehouse", warehouse]
    assert "would be the first release" in run("release", "v1.0.0", "--explain", *place).stdout
    assert not (warehouse / "releases").exists()
    done = run("release", "v1.0.0", *place)
    assert done.stdout.startswith("released v1.0.0 (version 1): ")
    assert "release v1.0.0 is whole" in run("check", "v1.0.0", *place).stdout
    told = json.loads(run("check", "v1.0.0", "--output", "json", *place).stdout)
    assert (told["success"], told["version"]) == (True, 1)
    assert "releases never change" in run("release", "v1.0.0", *place, code=2).stderr
    assert "is no name of a release" in run("release", "../v1", *place, code=2).stderr
    assert "there is no release v9.0.0" in run("check", "v9.0.0", *place, code=2).stderr
    (warehouse / "releases" / "v1.0.0" / "views.sql").unlink()
    assert "views.sql is missing" in run("check", "v1.0.0", *place, code=1).stderr


HARNESS = """
import json, shlex, subprocess, sys
gold, options = sys.argv[2], dict(zip(sys.argv[3::2], sys.argv[4::2]))
page = open(gold, encoding="utf-8").read()
done = subprocess.run(shlex.split(options["--cmd"]), input=page, capture_output=True, text=True, check=True)
quotes = json.loads(done.stdout)["quotes"]
open(options["--json"], "w").write(json.dumps({"documents": 1, "right": len(quotes) / 1}))
"""


def test_quality_is_measured_where_gold_is_at_hand(built: Path, tmp_path: Path) -> None:
    """A small harness of the same form as the real one, on one page, by the real command."""
    gold = tmp_path / "gold"
    (gold / "seeds").mkdir(parents=True)
    (gold / "evaluate.py").write_text(HARNESS)
    (gold / "seeds" / "gold.json").write_text(json.dumps({"id": "a", "text": PAGE}))
    version = resolve_version(Warehouse(built), None)
    before = {"measured": {"seeds": {"main": {"right": 0.5}}}}
    quality = measure_quality(gold, version, before, tmp_path)
    assert (quality["available"], list(quality["measured"])) == (True, ["seeds"])
    seeds = quality["measured"]["seeds"]
    assert (seeds["main"], seeds["before"]) == ({"right": 1.0}, {"right": 0.5})
    assert len(seeds["gold_sha256"]) == len(quality["harness_sha256"]) == 64
    (gold / "evaluate.py").write_text("raise SystemExit('the gold is damaged')")
    with pytest.raises(ReleaseFault, match=r"measuring seeds .* failed: the gold is damaged"):
        measure_quality(gold, version, None, tmp_path)
    with pytest.raises(UsageError, match=r"holds no evaluate\.py"):
        measure_quality(tmp_path, version, None, tmp_path)
