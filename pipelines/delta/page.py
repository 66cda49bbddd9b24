"""Decides how a diff reads as a page: one self-contained file, readable without a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from pipelines.delta.report import (
    CAUSE_ORDER,
    OP_ORDER,
    TIER_ORDER,
    Change,
    Report,
    name_version,
    shown_columns,
    tell_key,
    tell_shape,
    tell_value,
)
from pipelines.delta.style import STYLE
from schemas.delta import CAUSES, TIERS

VALUE_WIDTH = 400
COLUMNS_NAMED = 40


def render_page(report: Report) -> Iterator[str]:
    """The parts of the page, in order; every text of the data is escaped."""
    title = f"Changes from {name_version(report.before)} to {name_version(report.after)}"
    yield page_head(title)
    yield f"<h1>{escape(title)}</h1>\n"
    yield _versions(report)
    yield _shape(report)
    yield from render_sums(report)
    yield from _columns(report)
    for tier in TIER_ORDER:
        yield from _tier(report, tier)
    yield "</body></html>\n"


def page_head(title: str) -> str:
    """The beginning of a page that may load nothing and run nothing."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>\n"
    )


def _versions(report: Report) -> str:
    sides = [("before", report.before), ("after", report.after)]
    rows = [
        (label, *(_fact(facts, name) for _, facts in sides))
        for label, name in (
            ("version", "version"),
            ("names", "names"),
            ("published", "committed_at"),
            ("code", "code_version"),
            ("message", "message"),
        )
    ]
    counted = dict.fromkeys(
        name for _, facts in sides for name in ((facts or {}).get("counts") or {})
    )
    rows += [(f"rows of {name}", *(_count(facts, name) for _, facts in sides)) for name in counted]
    return _table(("", "before", "after"), rows)


def _fact(facts: Mapping[str, Any] | None, name: str) -> str:
    value = (facts or {}).get(name)
    return ", ".join(value) if isinstance(value, list) else str("" if value is None else value)


def _count(facts: Mapping[str, Any] | None, name: str) -> str:
    count = ((facts or {}).get("counts") or {}).get(name)
    return "" if count is None else f"{count:,}"


def _shape(report: Report) -> str:
    if not report.schema_changes:
        return ""
    items = "".join(f"<li>{escape(tell_shape(change))}</li>" for change in report.schema_changes)
    return f"<h2>Tables and columns</h2>\n<ul>{items}</ul>\n"


def render_sums(report: Report) -> Iterator[str]:
    """The sums by table and cause."""
    yield f"<h2>{report.total():,} rows changed</h2>\n"
    if not report.sums:
        yield "<p>No row of any table differs.</p>\n"
        return
    rows = []
    for table in report.tables():
        for cause in CAUSE_ORDER:
            chosen = {"table_name": table, "cause": cause}
            if report.total(**chosen):
                by_op = [report.total(op=op, **chosen) for op in OP_ORDER]
                large = report.total(tier="large", **chosen)
                rows.append((table, cause, *(f"{one:,}" if one else "" for one in (*by_op, large))))
    yield _table(("table", "cause", *OP_ORDER, "of these large"), rows)
    named = [cause for cause in CAUSE_ORDER if report.total(cause=cause)]
    yield "<dl>" + "".join(f"<dt>{name}</dt><dd>{CAUSES[name]}</dd>" for name in named) + "</dl>\n"


def _columns(report: Report) -> Iterator[str]:
    if not report.columns:
        return
    rows = [(table, name, f"{count:,}") for table, name, count in report.columns[:COLUMNS_NAMED]]
    yield "<h2>Columns that changed most</h2>\n"
    yield _table(("table", "column", "rows"), rows)
    left_out = len(report.columns) - len(rows)
    if left_out:
        yield f"<p>{left_out:,} more columns changed in fewer rows.</p>\n"


def _tier(report: Report, tier: str) -> Iterator[str]:
    total = report.total(tier=tier)
    if not total:
        return
    yield f'<h2 id="{tier}">{tier.capitalize()} changes: {total:,}</h2>\n<p>{escape(TIERS[tier])}</p>\n'
    samples = [one for one in report.samples if one.tier == tier]
    for (table, op, cause), group in groupby(
        samples, key=lambda one: (one.table_name, one.op, one.cause)
    ):
        shown = list(group)
        count = report.total(table_name=table, op=op, cause=cause, tier=tier)
        is_open = " open" if tier == "large" else ""
        yield f"<details{is_open}><summary>{table} {op}, {cause}: {count:,}</summary>\n"
        yield from map(_change, shown)
        if count > len(shown):
            yield (
                f'<p class="more">{count - len(shown):,} more are left out here; the change records '
                "(delta.parquet, or onrecord diff --format json) have all.</p>\n"
            )
        yield "</details>\n"


def _change(change: Change) -> str:
    where = f' <span class="uri">{_data(change.uri)}</span>' if change.uri else ""
    columns = "".join(_column(change, *column) for column in shown_columns(change))
    return (
        f'<section class="{change.op}"><h3>{_data(tell_key(change))}{where}</h3>'
        f'<p class="cause">{_data(change.cause_detail)}</p>'
        f"<table>{columns}</table></section>\n"
    )


def _column(change: Change, name: str, before: Any, after: Any) -> str:
    old, new = (_data(tell_value(value, VALUE_WIDTH)) for value in (before, after))
    if change.op == "added":
        cells = f"<td><ins>{new}</ins></td>"
    elif change.op in ("removed", "withdrawn"):
        cells = f"<td><del>{old}</del></td>"
    else:
        cells = f"<td><del>{old}</del></td><td><ins>{new}</ins></td>"
    return f"<tr><th>{escape(name)}</th>{cells}</tr>"


def _data(text: str) -> str:
    """Text of the data: escaped, and shut in, so that its direction of writing does not run over."""
    return f"<bdi>{escape(text)}</bdi>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="sums"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>\n'
