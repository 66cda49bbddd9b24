"""Decides how `onrecord versions` lists what was published."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC

import orjson

from flows.lake.versions import Version, named_versions
from flows.settings import Warehouse
from pipelines.delta.text import align, printable

COUNTED = ("documents", "quotes", "citations", "speakers")
HEAD = ("version", "published (UTC)", "name", *COUNTED, "audit", "code", "message")
NUMBERS = (0, *range(3, 3 + len(COUNTED)))


def run_versions(warehouse: Warehouse, *, as_json: bool) -> None:
    """Print all versions, oldest first."""
    found = named_versions(warehouse)
    if as_json:
        rows = orjson.dumps([_as_object(one) for one in found], option=orjson.OPT_INDENT_2)
        sys.stdout.buffer.write(rows + b"\n")
    elif found:
        lines = align([HEAD, *map(_as_line, found)], NUMBERS)
        sys.stdout.writelines(f"{printable(line)}\n" for line in lines)
    else:
        sys.stdout.write("no version has been published yet\n")


def _as_object(one: Version) -> dict[str, object]:
    return asdict(one) | {"name": one.names[-1] if one.names else None}


def _as_line(one: Version) -> tuple[str, ...]:
    return (
        str(one.version),
        f"{one.committed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        ", ".join(one.names) or "-",
        *(f"{one.counts[name]:,}" if name in one.counts else "-" for name in COUNTED),
        describe_audit(one),
        one.code_version or "-",
        one.message,
    )


def describe_audit(one: Version) -> str:
    """The result of a version's audit in a few words."""
    if "failed_warning" not in one.audit:
        return "unknown"
    if not one.audit.get("success", True):
        return "failed"
    warnings = one.audit["failed_warning"]
    return f"{warnings} warnings" if warnings else "clean"
