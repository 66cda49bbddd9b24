"""Decides of which kind changes of rows are, from the counts of the change records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.release.changes import Change
from schemas.delta import BOOKKEEPING

# Rows about the making of the data: a reader of the data has nothing to do about them.
LOGS = {"rejects", *BOOKKEEPING}
REVISED = {
    "code_changed": "rows_revised_by_code",
    "reference_changed": "rows_revised_by_reference",
}
BY_US = REVISED.keys()


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows of a table changed in one way for one cause, as the change records say."""

    table: str
    op: str
    cause: str
    rows: int


def row_changes(counts: Iterable[RowCount]) -> list[Change]:
    """The changes of rows, one for each table and kind, without those of logs."""
    found: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if count.table not in LOGS:
            found[count.table, _kind(count)] += count.rows
    return [Change(kind, table, rows) for (table, kind), rows in sorted(found.items())]


def _kind(count: RowCount) -> str:
    if count.cause == "withdrawal":
        return "rows_withdrawn"
    if count.cause == "correction":
        return "rows_corrected"
    if count.op == "rekeyed":
        return "rows_rekeyed" if count.cause in BY_US else "rows_relinked"
    if count.op in ("added", "removed"):
        return f"rows_{count.op}"
    return REVISED.get(count.cause, "rows_revised_by_input")
