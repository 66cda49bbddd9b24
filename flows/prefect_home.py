"""Decides how Prefect behaves here: local, quiet on a terminal, and sending nothing anywhere."""

from __future__ import annotations

import os
import platform
from urllib.parse import quote

from flows.settings import Warehouse


def switch_off_telemetry() -> None:
    """Keep Prefect and Great Expectations from reporting usage; call before importing either."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"


def configure_prefect(warehouse: Warehouse, *, quiet: bool) -> None:
    """Prepare for running flows from the command line; call before importing Prefect.

    Run history goes to the warehouse instead of the user's home folder, unless the user has
    configured Prefect. `quiet` leaves reporting on the console to the command line.
    """
    switch_off_telemetry()
    if not any(
        name in os.environ for name in ("PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_API_URL")
    ):
        home = warehouse.prefect
        if warehouse.catalog_url is not None:  # each machine its own: it is kept in SQLite
            home /= quote(platform.node(), safe="") or "unnamed"
        home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.resolve())
    if quiet:
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
