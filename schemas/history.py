"""Declares every change of the tables since the baseline, by schema version.

A column is added, renamed, widened or removed by an entry here and by the same change of the
table's declaration; `docs/schema_changes.md` tells how. A lake of an older version is migrated by
the next build.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from schemas.baseline import BASELINE
from schemas.change import Added, Announced, Change, Column, SchemaVersion, Shape, TableAdded

# The schema that `baseline.py` records, and of lakes that do not say theirs.
FIRST_VERSION = 1
STAGE_KEYS = pa.map_(pa.string(), pa.string())
# The documents at one uri in the order in which they were the page, as far as a lake of before knows.
AT_URI = "OVER (PARTITION BY uri ORDER BY retrieved_at NULLS FIRST, doc_id)"
HISTORY: tuple[SchemaVersion, ...] = (
    SchemaVersion(
        2,
        (
            Added(
                "documents",
                "supersedes",
                pa.string(),
                "the one at the same uri that was retrieved before",
                null=True,
                fill=f"lag(doc_id) {AT_URI}",
            ),
            Added(
                "documents",
                "is_current",
                pa.bool_(),
                "true for the one at its uri that was retrieved last",
                fill=f"lead(doc_id) {AT_URI} IS NULL",
            ),
            Added("rejects", "stage_keys", STAGE_KEYS, "null until read again", null=True),
            Added("builds", "stage_keys", STAGE_KEYS, "none", fill="MAP {}"),
            TableAdded(
                "document_stages",
                {
                    "doc_id": Column(pa.string()),
                    "stage_keys": Column(STAGE_KEYS),
                    "row_hash": Column(pa.string()),
                },
            ),
            TableAdded(
                "withdrawn",
                {
                    "doc_id": Column(pa.string()),
                    "uri": Column(pa.string()),
                    "reason": Column(pa.string()),
                    "withdrawn_by": Column(pa.string(), null=True),
                    "withdrawn_at": Column(pa.timestamp("us", tz="UTC")),
                    "row_hash": Column(pa.string()),
                },
            ),
        ),
    ),
)
SCHEMA_VERSION = HISTORY[-1].number


def changes_since(version: int, history: tuple[SchemaVersion, ...] = HISTORY) -> tuple[Change, ...]:
    """What changed after a schema version, in order."""
    return tuple(change for one in history if one.number > version for change in one.changes)


def shape_at(version: int, history: tuple[SchemaVersion, ...] = HISTORY) -> Shape:
    """The columns of every table at a schema version; ChangeFault where an entry does not fit."""
    shape = {table: dict(columns) for table, columns in BASELINE.items()}
    for one in history:
        if one.number <= version:
            for change in one.changes:
                change.change(shape)
    return shape


def deprecations(history: tuple[SchemaVersion, ...] = HISTORY) -> list[dict[str, Any]]:
    """What was announced to go, oldest first, with schema versions: `deprecations.json`."""
    return [
        {
            "column": change.name,
            "replaced_by": change.replaced_by,
            "announced_in": one.number,
            "removed_in": change.removed_in,
            "note": change.note,
        }
        for one in history
        for change in one.changes
        if isinstance(change, Announced)
    ]
