"""Decides how the report of a version reads as a page: one self-contained file without a script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipelines.delta.page import page_head, render_sums
from pipelines.delta.report import name_version
from pipelines.report.version_report import (
    Section,
    VersionReport,
    audit_warnings,
    tell_audit,
    tell_cell,
)

CELL_WIDTH = 400


def render_report_page(report: VersionReport) -> Iterator[str]:
    """The parts of the page, in order; every text of the data is escaped."""
    title = f"Report on {name_version(report.version)}"
    yield page_head(title)
    yield f"<h1>{escape(title)}</h1>\n<p>{escape(tell_audit(report.version))}</p>\n"
    warnings = "".join(f"<li>{escape(one)}</li>" for one in audit_warnings(report.version))
    yield f"<ul>{warnings}</ul>\n" if warnings else ""
    yield from map(_section, report.sections)
    since = escape(name_version(report.changes.before))
    yield f"<h2>What changed since the version before</h2>\n<p>Compared with {since}.</p>\n"
    yield from render_sums(report.changes)
    yield "<h2>Known limits</h2>\n"
    yield from _limits(report.limits)
    yield "</body></html>\n"


def _section(section: Section) -> str:
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in section.columns)
    body = "".join(
        "<tr>"
        + "".join(f"<td><bdi>{escape(tell_cell(cell, CELL_WIDTH))}</bdi></td>" for cell in row)
        + "</tr>"
        for row in section.rows
    )
    left_out = section.total - len(section.rows)
    more = f'<p class="more">{left_out:,} more are left out here.</p>' if left_out > 0 else ""
    return (
        f"<h2>{escape(section.title)}</h2>\n<p>{escape(section.note)}</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n{more}\n"
    )


def _limits(text: str) -> Iterator[str]:
    """The paragraphs and points of the Markdown file, without its own headline."""
    for block in text.split("\n\n"):
        for part in block.split("\n- "):
            words = " ".join(part.removeprefix("- ").split())
            if words.startswith("#"):
                level = 3 if words.startswith("##") else 0
                yield f"<h3>{escape(words.lstrip('# '))}</h3>\n" if level else ""
            elif words:
                yield f"<p>{escape(words)}</p>\n"
