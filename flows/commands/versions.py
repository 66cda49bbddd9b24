"""Decides how `onrecord versions` lists what was published."""

from __future__ import annotations

import sys
from dataclasses import asdict

import orjson

from flows.duck import attach_for_reading, open_duckdb
from flows.settings import Warehouse
from flows.versions import Version, list_versions


def run_versions(warehouse: Warehouse, *, as_json: bool) -> None:
    """Print all versions, oldest first."""
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        found = list_versions(connection)
    if as_json:
        rows = orjson.dumps([asdict(one) for one in found], option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(rows + b"\n")
    else:
        _print_lines(found)


def _print_lines(found: list[Version]) -> None:
    if not found:
        sys.stdout.write("no version has been published yet\n")
    for one in found:
        warnings = one.audit["failed_warning"]
        state = "clean" if not warnings else f"{warnings} warnings"
        when = f"{one.committed_at:%Y-%m-%d %H:%M:%S} UTC"
        sys.stdout.write(f"{one.version:>6}  {when}  {one.code_version}  {state}  {one.message}\n")
