"""Decides how `onrecord build` runs the flow and tells what it did."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.lake.locks import begin_build
from flows.prefect_home import configure_prefect
from flows.prefect_server import start_prefect_server
from flows.progress import say
from flows.settings import Warehouse
from pipelines.errors import OnrecordError, UsageError

if TYPE_CHECKING:
    from flows.building.publishing import Build


def run_build(inputs: list[Path], warehouse: Warehouse, jobs: int, *, as_json: bool) -> None:
    """Run the flow once in this process, with one temporary server, and print the result."""
    for one in inputs:
        if not one.exists():
            raise UsageError(f"{one} does not exist: give a file or a folder of pages")
    with begin_build(warehouse):
        pass  # before the server starts, which takes seconds: can a build begin?
    configure_prefect(warehouse, quiet=True)
    say("starting Prefect")
    done = _run_flow([str(one) for one in inputs], warehouse, jobs)
    for line in done.warnings:
        say(f"warning: {line}")
    if as_json:
        answer = {
            "build_id": done.build_id,
            "version": done.version,
            "is_new": done.is_new,
            "counts": done.counts,
            "warnings": list(done.warnings),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
    elif done.is_new:
        sys.stdout.write(f"published version {done.version}: {_count(done.counts)}\n")
    else:
        sys.stdout.write(f"nothing changed: version {done.version} stays current\n")


def _run_flow(inputs: list[str], warehouse: Warehouse, jobs: int) -> Build:
    """The flow, with failures of its machinery as one message."""
    start_prefect_server(schedules=False)
    import duckdb
    from httpx import HTTPError
    from prefect.exceptions import PrefectException

    from flows.building.flow import build

    try:
        return build(inputs, str(warehouse.folder), jobs, warehouse.catalog_url)
    except (RuntimeError, HTTPError, PrefectException, duckdb.Error) as error:
        raise OnrecordError(
            f"the build failed and published nothing: {type(error).__name__}: {error}; "
            "check memory and free disk space, then run it again"
        ) from error


def _count(counts: dict[str, int]) -> str:
    shown = ("documents", "quotes", "unattributed_quotes", "citations", "speakers", "rejects")
    return ", ".join(f"{counts[name]:,} {name.replace('_', ' ')}" for name in shown)
