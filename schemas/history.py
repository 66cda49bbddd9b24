"""Declares every change of the tables since the baseline, by schema version.

A column is added, renamed, widened or removed by an entry here and by the same change of the
table's declaration; `docs/schema_changes.md` tells how. A lake of an older version is migrated by
the next build.
"""

from __future__ import annotations

from typing import Any

from schemas.baseline import BASELINE
from schemas.change import Announced, Change, SchemaVersion, Shape

# The schema that `baseline.py` records, and of lakes that do not say theirs.
FIRST_VERSION = 1
HISTORY: tuple[SchemaVersion, ...] = ()
SCHEMA_VERSION = HISTORY[-1].number if HISTORY else FIRST_VERSION


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
