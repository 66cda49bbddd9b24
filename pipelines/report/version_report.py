"""Decides what the report of a version holds, and how it reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.delta.report import Report, name_version, tell_value
from pipelines.delta.text import align, printable, render_text

CELL_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the report: its first rows, and how many there are in all."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class VersionReport:
    """One version: its facts as `onrecord versions` lists them, tables, what changed, known limits.

    `limits` is the text of docs/limits.md.
    """

    version: Mapping[str, Any]
    sections: tuple[Section, ...]
    changes: Report
    limits: str


def render_report_text(report: VersionReport) -> Iterator[str]:
    """The lines of the report, without signs that would steer a terminal."""
    for line in _lines(report):
        yield printable(line)


def _lines(report: VersionReport) -> Iterator[str]:
    yield f"Report on {name_version(report.version)}"
    yield f"audit: {tell_audit(report.version)}"
    yield from (f"  {one}" for one in audit_warnings(report.version))
    for section in report.sections:
        yield ""
        yield section.title
        rows = [section.columns, *(tuple(map(_cell, row)) for row in section.rows)]
        yield from (f"  {line}" for line in align(rows, _numbers(section)))
        if section.total > len(section.rows):
            yield f"  and {section.total - len(section.rows):,} more"
    yield ""
    yield "What changed since the version before"
    yield from (f"  {line}".rstrip() for line in render_text(report.changes))


def _numbers(section: Section) -> set[int]:
    """The places of the columns that hold numbers."""
    columns = enumerate(zip(*section.rows, strict=True))
    return {place for place, column in columns if all(isinstance(one, int) for one in column)}


def _cell(value: Any) -> str:
    return tell_cell(value, CELL_WIDTH)


def tell_cell(value: Any, width: int) -> str:
    """A value of a table in at most about `width` characters, on one line."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return " ".join(tell_value(value, width).split())


def tell_audit(version: Mapping[str, Any]) -> str:
    """The result of the version's audit in words."""
    audit = version.get("audit") or {}
    if "failed_warning" not in audit:
        return "its result was not recorded"
    return (
        f"{audit.get('expectations', 0):,} expectations, {audit.get('failed_critical', 0)} critical ones "
        f"failed, {audit['failed_warning']} warnings"
    )


def audit_warnings(version: Mapping[str, Any]) -> list[str]:
    """The audit's warnings in words."""
    return [str(one) for one in (version.get("audit") or {}).get("warnings") or ()]
