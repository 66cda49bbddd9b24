"""Decides which kinds of change a release may bring, and which part of a number each one raises.

Three readings are kept side by side: our own policy (`docs/versioning.md`), the Data Package
standard's recipe and Croissant's rule. They disagree, so a release prints all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """The part of MAJOR.MINOR.PATCH that a change raises."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The level as people write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change: what it is in words, and its level in each of the three readings."""

    words: str
    ours: Level
    data_package: Level
    croissant: Level


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed at one place: a table, or a column of it; `rows` where rows did."""

    kind: str
    place: str
    rows: int = 0

    def tell(self) -> str:
        """The change in words."""
        count = f" ({self.rows:,} row{'' if self.rows == 1 else 's'})" if self.rows else ""
        return f"{self.place}: {KINDS[self.kind].words}{count}"


NONE, PATCH, MINOR, MAJOR = Level
KINDS = {
    "table_removed": Kind("the table was removed", MAJOR, MAJOR, MAJOR),
    "table_added": Kind("the table is new", MINOR, MINOR, MINOR),
    "key_changed": Kind("the key has changed", MAJOR, MAJOR, MAJOR),
    "column_removed": Kind("the column was removed or renamed", MAJOR, MAJOR, MAJOR),
    "column_added": Kind("the column is new", MINOR, MAJOR, MINOR),
    "column_retyped": Kind("the type has changed", MAJOR, MAJOR, MAJOR),
    "null_allowed": Kind("the column may be null now", MAJOR, MINOR, PATCH),
    "null_refused": Kind("the column is never null any more", MINOR, MAJOR, PATCH),
    "value_added": Kind("a permitted value is new", MINOR, MINOR, PATCH),
    "value_removed": Kind("a permitted value is gone", MINOR, MAJOR, PATCH),
    "meaning_changed": Kind("the description has changed", PATCH, PATCH, PATCH),
    "rows_rekeyed": Kind("rows have other keys by new code or references", MAJOR, MAJOR, MAJOR),
    "rows_relinked": Kind("rows have other keys as pages arrived or went", MINOR, MAJOR, MAJOR),
    "rows_removed": Kind("rows are no longer found", MINOR, MAJOR, MAJOR),
    "rows_added": Kind("rows are new", MINOR, MINOR, MINOR),
    "rows_revised_by_input": Kind("rows have changed with the pages", MINOR, MINOR, MAJOR),
    "rows_revised_by_reference": Kind(
        "rows have changed with a reference table", MINOR, MINOR, MAJOR
    ),
    "rows_revised_by_code": Kind("rows have changed with the code", MINOR, PATCH, MAJOR),
    "rows_corrected": Kind("rows were corrected", PATCH, PATCH, MAJOR),
    "rows_withdrawn": Kind("rows were withdrawn", PATCH, MAJOR, MAJOR),
}
