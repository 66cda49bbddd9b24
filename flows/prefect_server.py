"""Decides how a Prefect server of our own runs: on loopback, and never longer than who started it."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from filelock import FileLock

from pipelines.errors import OnrecordError

HOST = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 10.0


def start_prefect_server(*, schedules: bool) -> str:
    """The address of a Prefect API: the one that is configured, else a server of our own.

    Call it before Prefect is imported: then ours ends after Prefect has sent its last records, at
    the end of this process, however that ends. It keeps schedules only where asked. OnrecordError
    when it does not start.
    """
    if "PREFECT_API_URL" in os.environ:
        return os.environ["PREFECT_API_URL"]
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "start.lock"):  # two that make the tables of one history fail
        url = _start(schedules=schedules)
    os.environ["PREFECT_API_URL"] = url
    return url


def _start(*, schedules: bool) -> str:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "flows.prefect_server", str(port), str(int(schedules))]
    # A session of its own: an interrupt at the terminal ends the runs first, then we end the server.
    server = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
    atexit.register(_end, server)
    url = f"http://{HOST}:{port}/api"
    _await_start(url, server)
    return url


def _await_start(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 - http on loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise OnrecordError(
        f"Prefect's server did not start at {url}: check memory and free disk space, or point "
        "PREFECT_API_URL at a server of your own"
    )


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def run_server(port: int, *, schedules: bool) -> None:
    """Serve Prefect's API in this process until standard input ends."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(ephemeral=not schedules), host=HOST, port=port, log_level="error")


def _end_with_starter() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    run_server(int(sys.argv[1]), schedules=sys.argv[2] == "1")
