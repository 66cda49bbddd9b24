"""Decides how `onrecord report` tells of one version: as a page, or in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.diffs.reporting import read_version_report
from flows.settings import Warehouse
from pipelines.report.page import render_report_page
from pipelines.report.version_report import render_report_text


def run_report(warehouse: Warehouse, at: str | None, form: str, target: Path | None) -> None:
    """Print the report of a version, or write it to a file."""
    report = read_version_report(warehouse, at)
    text = "".join(
        render_report_page(report)
        if form == "html"
        else (f"{line}\n" for line in render_report_text(report))
    )
    if target is None:
        sys.stdout.write(text)
    else:
        target.write_text(text, "utf-8")
