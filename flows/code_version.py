"""Decides how the running code is named: its version and, in a checkout, its commit."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

import flows


def code_version() -> str:
    """`0.1.0+1a2b3c4d5e6f`, with `.dirty` when the checkout has changes; `0.1.0` outside one."""
    number = version("onrecord")
    root = Path(flows.__file__).parent.parent
    command = [
        "git",
        "-C",
        str(root),
        "describe",
        "--always",
        "--dirty=.dirty",
        "--abbrev=12",
        "--exclude=*",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return number
    return f"{number}+{done.stdout.strip()}"
