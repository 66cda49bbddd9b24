"""Decides where the page of a diff is written."""

from __future__ import annotations

from pathlib import Path

from flows.diffs.delta_file import read_report
from pipelines.delta.page import render_page

SAMPLES = 20


def write_diff_page(delta: Path, target: Path, *, samples: int = SAMPLES) -> None:
    """Write the change records of a file as a self-contained HTML page, so many of each kind."""
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(render_page(read_report(delta, samples=samples)))
