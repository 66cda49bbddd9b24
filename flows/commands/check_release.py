"""Decides how `onrecord check NAME` verifies a release and tells the result."""

from __future__ import annotations

import sys

import orjson

from flows.releasing.verify import check_release
from flows.settings import Warehouse


def run_check_release(name: str, warehouse: Warehouse, *, as_json: bool) -> None:
    """Verify and print; ReleaseFault when anything differs."""
    manifest = check_release(warehouse, name)
    files = manifest["files"]
    if as_json:
        answer = {"name": name, "version": manifest["version"], "files": len(files)}
        sys.stdout.buffer.write(orjson.dumps({**answer, "success": True}) + b"\n")
        return
    size = sum(one["bytes"] for one in files.values())
    sys.stdout.write(f"release {name} is whole: {len(files)} files, {size / 1e6:,.1f} MB\n")
