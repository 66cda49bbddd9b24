"""Decides how `onrecord serve` keeps building on a schedule."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.prefect_home import configure_prefect
from flows.progress import say
from flows.settings import Warehouse
from pipelines.errors import OnrecordError

START_SECONDS = 120.0


def run_serve(inputs: list[Path], warehouse: Warehouse, jobs: int, cron: str) -> None:
    """Serve the flow until interrupted; schedules need a server, so one is started on loopback.

    With `PREFECT_API_URL` in the environment that server is used instead.
    """
    configure_prefect(warehouse, quiet=False)
    if "PREFECT_API_URL" in os.environ:
        _serve_flow(inputs, warehouse, jobs, cron)
        return
    with _local_server() as url:
        os.environ["PREFECT_API_URL"] = url
        say(f"runs are shown at {url.removesuffix('/api')}")
        _serve_flow(inputs, warehouse, jobs, cron)


def _serve_flow(inputs: list[Path], warehouse: Warehouse, jobs: int, cron: str) -> None:
    from flows.build import build

    parameters = {
        "inputs": [str(one.resolve()) for one in inputs],
        "warehouse": str(warehouse.folder.resolve()),
        "jobs": jobs,
    }
    build.serve(name="onrecord", cron=cron, parameters=parameters, limit=1)


@contextmanager
def _local_server() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    # A session of its own: an interrupt ends the runs first, then we end the server.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as server:  # noqa: S603
        try:
            url = f"http://127.0.0.1:{port}/api"
            _await_server(url, server)
            yield url
        finally:
            server.terminate()


def _await_server(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 - loopback http
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise OnrecordError(
        f"Prefect's server did not start at {url}: run `prefect server start` to see why"
    )
