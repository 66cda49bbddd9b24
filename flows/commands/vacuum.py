"""Decides how `onrecord vacuum` reads an age and tells what it freed."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from datetime import timedelta

import orjson

from flows.settings import Warehouse
from flows.upkeep.vacuum import Upkeep, plan_vacuum, vacuum
from pipelines.errors import UsageError

AGE = re.compile(r"([0-9]{1,5})([dhw])")
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def run_vacuum(warehouse: Warehouse, older_than: str, *, dry_run: bool, as_json: bool) -> None:
    """Keep the lake up, or only look what that would do, and print it."""
    age = _read_age(older_than)
    done = plan_vacuum(warehouse, age) if dry_run else vacuum(warehouse, age)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(asdict(done), option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _in_words(done)))


def _read_age(text: str) -> timedelta:
    found = AGE.fullmatch(text)
    if found is None:
        raise UsageError(f"--older-than {text}: give hours, days or weeks, as in 12h, 30d or 4w")
    return int(found[1]) * UNITS[found[2]]


def _in_words(done: Upkeep) -> list[str]:
    would = "would have " if done.is_dry else ""
    lines = [
        f"{would}expired {len(done.versions_expired):,} versions, {len(done.versions_kept):,} stay",
        f"{would}deleted {done.files_deleted:,} files of {_size(done.bytes_deleted)}",
    ]
    if done.is_dry:
        lines.append(f"would have looked at {done.files_mergeable:,} files for merging")
    else:
        lines.append(f"wrote {done.files_added:,} files of {_size(done.bytes_added)}")
    if done.files_waiting:
        lines.append(
            f"{done.files_waiting:,} files are still read by queries: the next vacuum deletes them"
        )
    lines.append(f"the lake has {done.files:,} files of {_size(done.bytes)}")
    return lines


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
