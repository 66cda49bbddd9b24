"""Decides how `onrecord diff` shows what changed between two versions, in the format asked for."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson

from flows.diffs.delta_file import each_change, read_header, read_report
from flows.diffs.delta_page import write_diff_page
from flows.diffs.diffing import write_delta
from flows.lake.versions import choose_version, named_versions, version_before
from flows.settings import Warehouse
from pipelines.delta.text import render_text
from pipelines.errors import UsageError

SAMPLES = 3


def run_diff(
    warehouse: Warehouse, before: str | None, after: str | None, form: str, target: Path | None
) -> None:
    """Compare two versions and print, or write to a file, what changed from one to the other.

    The later one is the latest by default, the earlier one that before it. UsageError when the
    first one given is the later one.
    """
    if form == "parquet" and target is None and sys.stdout.isatty():
        raise UsageError(
            "Parquet is not for a terminal: give --to FILE, or send it to a file with >"
        )
    versions = named_versions(warehouse)
    later = choose_version(versions, after)
    earlier = (
        version_before(versions, later) if before is None else choose_version(versions, before)
    )
    if earlier is not None and earlier.version > later.version:
        raise UsageError(
            f"version {earlier.version} is later than version {later.version}: give the earlier one first"
        )
    with tempfile.TemporaryDirectory(prefix="onrecord-diff-") as folder:
        delta = Path(folder) / "delta.parquet"
        write_delta(warehouse, earlier.version if earlier else None, later.version, delta)
        made = Path(folder) / "made"
        WRITERS[form](delta, made)
        _hand_over(made, target)


def _hand_over(made: Path, target: Path | None) -> None:
    if target is not None:
        shutil.copyfile(made, target)
        return
    with made.open("rb") as stream:
        shutil.copyfileobj(stream, sys.stdout.buffer)


def _write_text(delta: Path, target: Path) -> None:
    lines = render_text(read_report(delta, samples=SAMPLES))
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _write_json(delta: Path, target: Path) -> None:
    """One object: the versions, what changed in the tables' shape, and all change records."""
    with target.open("wb") as out:
        for name, value in read_header(delta).items():
            out.write(b"{\n" if name == "before" else b",\n")
            out.write(orjson.dumps(name) + b":" + orjson.dumps(value))
        out.write(b',\n"changes":[')
        separator = b"\n"
        for row in each_change(delta):
            out.write(separator + orjson.dumps(row))
            separator = b",\n"
        out.write(b"\n]}\n")


def _write_parquet(delta: Path, target: Path) -> None:
    delta.rename(target)


WRITERS: dict[str, Callable[[Path, Path], None]] = {
    "text": _write_text,
    "json": _write_json,
    "parquet": _write_parquet,
    "html": write_diff_page,
}
