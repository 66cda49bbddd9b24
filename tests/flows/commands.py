"""Decides how tests run the command line: as a process of its own, like a user."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PAGE = (
    "Harbour reopens after storm\n\n"
    "The harbour at Estrel reopened on Monday after a week of winter storms, its director said.\n\n"
    "“We are ready for the first ships,” Ines Varga, the director, said. “They come tomorrow.”\n\n"
    "The council had asked for a report on the damage, which is expected at the end of the month."
)

COMMAND = str(Path(sys.executable).parent / "onrecord")


def run(*arguments: str | Path, code: int = 0, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run `onrecord`; its exit code must be `code`, and no traceback may reach the user."""
    command = [COMMAND, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    assert done.returncode == code, f"{command} ended with {done.returncode}:\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def query(warehouse: Path, sql: str, *more: str) -> list[dict[str, Any]]:
    """The rows of a query."""
    done = run("sql", sql, "--warehouse", warehouse, "--format", "json", *more)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def versions(warehouse: Path) -> list[dict[str, Any]]:
    """The published versions."""
    done = run("versions", "--warehouse", warehouse, "--output", "json")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
