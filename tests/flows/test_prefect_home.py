"""Nothing reports usage to anybody, and Prefect keeps its history where the lake is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.prefect_home import configure_prefect, switch_off_telemetry
from flows.settings import Warehouse

SETTINGS = ("PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_API_URL")


def test_telemetry_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED", "GX_ANALYTICS_ENABLED")
    for name in names:
        monkeypatch.setenv(name, "whatever")
    switch_off_telemetry()
    assert [os.environ[name] for name in names] == ["1", "false", "false"]


def test_history_goes_to_the_warehouse_unless_configured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in (*SETTINGS, "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    configure_prefect(Warehouse(tmp_path), quiet=True)
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    monkeypatch.setenv("PREFECT_HOME", "mine")
    configure_prefect(Warehouse(tmp_path), quiet=True)
    assert os.environ["PREFECT_HOME"] == "mine"


@pytest.mark.flow
def test_prefect_itself_says_that_it_reports_nothing(tmp_path: Path) -> None:
    script = (
        "import flows.building.flow\n"
        "from prefect._internal.analytics.enabled import is_telemetry_enabled\n"
        "from prefect.settings import get_current_settings\n"
        "print(is_telemetry_enabled(), get_current_settings().server.analytics_enabled)\n"
    )
    clean = {
        name: value for name, value in os.environ.items() if name not in ("CI", "DO_NOT_TRACK")
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=clean | {"PREFECT_HOME": str(tmp_path)},
    )
    assert done.stdout == "False False\n"
