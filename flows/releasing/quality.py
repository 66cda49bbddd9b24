"""Decides how the quality of a release is measured on gold sets, and what is said where it is not."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import flows
from flows.code_version import code_version
from flows.lake.versions import Version
from flows.progress import say
from flows.releasing.files import digest_file
from pipelines.errors import ReleaseFault, UsageError

# Which figures of which gold set matter: the file that also holds their floors.
MEASURES = Path(flows.__file__).parent.parent / "benchmarks" / "floors.json"
HARNESS = "evaluate.py"
SECONDS = 1_800
EXTRACT = [sys.executable, "-c", "from flows.cli import run; run()", "extract", "-"]


def measure_quality(
    gold: Path | None, version: Version, before: Mapping[str, Any] | None, scratch: Path
) -> dict[str, Any]:
    """The content of `quality.json`; `before` is that of the release before.

    `gold` is a folder with the harness `evaluate.py` and the gold sets; without it nothing is
    measured, and the answer says so. ReleaseFault when a measurement fails.
    """
    if gold is None:
        reason = "no gold sets were given (--gold DIR); figures are of the code, not of these rows"
        return {"available": False, "reason": reason}
    harness = gold / HARNESS
    if not harness.is_file():
        raise UsageError(f"{gold} holds no {HARNESS}: give the folder of the gold sets")
    measures = json.loads(MEASURES.read_text("utf-8"))
    known = (before or {}).get("measured", {})
    measured = {
        name: {
            **_measure(harness, gold / one["gold"], name, one, scratch),
            "before": _main(known, name),
        }
        for name, one in measures.items()
        if (gold / one["gold"]).is_file()
    }
    if not measured:
        raise UsageError(f"{gold} holds none of the gold sets: give the folder that does")
    running = code_version()
    return {
        "available": True,
        "code_version": running,
        "is_code_of_version": running == version.code_version,
        "harness_sha256": digest_file(harness),
        "measured": measured,
    }


def _measure(
    harness: Path, gold: Path, name: str, measure: Mapping[str, Any], scratch: Path
) -> dict[str, Any]:
    say(f"measuring {name}")
    answer = scratch / "figures.json"
    task = measure.get("task", name)
    options = ["--cmd", shlex.join(EXTRACT), "--json", str(answer)]
    command = [sys.executable, str(harness), task, str(gold), *measure["options"], *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - the caller names the folder of the harness
    except subprocess.TimeoutExpired as error:
        raise ReleaseFault(f"measuring {name} took more than {SECONDS} s: {gold}") from error
    if done.returncode or not answer.is_file():
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ReleaseFault(f"measuring {name} on {gold} failed: {last}")
    figures = json.loads(answer.read_text("utf-8"))
    answer.unlink()
    return {
        "task": task,
        "gold": gold.name,
        "gold_sha256": digest_file(gold),
        "options": measure["options"],
        "documents": figures["documents"],
        "main": {key: figures[key] for key in (one.rstrip("<") for one in measure["floors"])},
        "figures": figures,
    }


def _main(known: Mapping[str, Any], name: str) -> Mapping[str, float] | None:
    return known[name]["main"] if name in known else None
