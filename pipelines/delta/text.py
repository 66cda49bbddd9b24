"""Decides how a diff reads in a terminal: sums first, then the largest changes, a few of each kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

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

VALUE_WIDTH = 90
COLUMNS_SHOWN = {"revised": 8, "rekeyed": 8}
COLUMNS_OF_ONE_SIDE = 4


def render_text(report: Report) -> Iterator[str]:
    """The lines of the diff, without signs that would steer a terminal."""
    for line in _lines(report):
        yield printable(line)


def printable(text: str) -> str:
    """The text with every control sign, line break and mark of direction written out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in text
    )


def _lines(report: Report) -> Iterator[str]:
    yield f"from {name_version(report.before)}"
    yield f"  to {name_version(report.after)}"
    tiers = ", ".join(f"{report.total(tier=tier):,} {tier}" for tier in TIER_ORDER)
    yield f"{report.total():,} rows changed: {tiers}"
    for change in report.schema_changes:
        yield tell_shape(change)
    if report.sums:
        yield ""
        yield from _sums(report)
    for tier in TIER_ORDER:
        yield from _tier(report, tier)


def _sums(report: Report) -> Iterator[str]:
    tables = report.tables()
    rows: list[tuple[str, ...]] = [("table", "cause", *OP_ORDER)]
    for table in tables:
        for cause in CAUSE_ORDER:
            counts = [report.total(table_name=table, cause=cause, op=op) for op in OP_ORDER]
            if any(counts):
                rows.append((table, cause, *(f"{count:,}" if count else "" for count in counts)))
    yield from align(rows, range(2, len(rows[0])))


def align(rows: Sequence[tuple[str, ...]], right: Collection[int]) -> Iterator[str]:
    """Rows as lines with even columns, those at the places in `right` flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _tier(report: Report, tier: str) -> Iterator[str]:
    samples = [one for one in report.samples if one.tier == tier]
    if not samples:
        return
    yield ""
    yield f"{tier} changes"
    for _, group in groupby(samples, key=lambda one: (one.table_name, one.op, one.cause)):
        shown = list(group)
        for change in shown:
            yield from _change(change)
        first = shown[0]
        left_out = report.total(
            table_name=first.table_name, op=first.op, cause=first.cause, tier=tier
        ) - len(shown)
        if left_out:
            yield f"    and {left_out:,} more rows of {first.table_name} {first.op} for {first.cause}"


def _change(change: Change) -> Iterator[str]:
    where = f" in {change.uri}" if change.uri else ""
    yield f"  {change.table_name} {change.op}: {tell_key(change)}{where}"
    yield f"    {change.cause}: {change.cause_detail}"
    columns = shown_columns(change)
    most = COLUMNS_SHOWN.get(change.op, COLUMNS_OF_ONE_SIDE)
    for name, before, after in columns[:most]:
        old, new = (tell_value(value, VALUE_WIDTH) for value in (before, after))
        if change.op in ("revised", "rekeyed"):
            yield f"    {name}: {old} -> {new}"
        else:
            yield f"    {name}: {new if change.op == 'added' else old}"
    if len(columns) > most:
        yield f"    and {len(columns) - most} more columns"
