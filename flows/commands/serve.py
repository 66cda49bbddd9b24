"""Decides how `onrecord serve` keeps building on a schedule."""

from __future__ import annotations

from pathlib import Path

from flows.prefect_home import configure_prefect
from flows.prefect_server import start_prefect_server
from flows.progress import say
from flows.settings import Warehouse


def run_serve(inputs: list[Path], warehouse: Warehouse, jobs: int, cron: str) -> None:
    """Serve the flow until interrupted; Prefect's page of runs is on this machine only.

    With `PREFECT_API_URL` in the environment that server keeps the schedule instead.
    """
    configure_prefect(warehouse, quiet=False)
    parameters = {
        "inputs": [str(one.resolve()) for one in inputs],
        "warehouse": str(warehouse.folder.resolve()),
        "jobs": jobs,
        "catalog": warehouse.catalog_url,
    }
    url = start_prefect_server(schedules=True)
    say(f"runs are shown at {url.removesuffix('/api')}")
    from flows.building.flow import build

    build.serve(name="onrecord", cron=cron, parameters=parameters, limit=1)
