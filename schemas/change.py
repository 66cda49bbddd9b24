"""Declares what a change of the tables looks like, and what it makes of their shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """What a reader relies on in a column: its type, and whether it may be null."""

    type: pa.DataType
    null: bool = False


Shape = dict[str, dict[str, Column]]


class ChangeFault(ValueError):
    """A change does not fit the tables that it is made to."""


@dataclass(frozen=True, slots=True)
class Added:
    """A column that is new.

    `old_rows` says in words what rows of before have in it. `fill` is an SQL expression over the
    old row for it; without one they have null, until a build makes them anew.
    """

    table: str
    column: str
    type: pa.DataType
    old_rows: str
    null: bool = False
    fill: str | None = None

    def change(self, shape: Shape) -> None:
        """Add the column; ChangeFault when it is there, or when old rows would break it."""
        columns = _columns(shape, self.table)
        if self.column in columns:
            raise ChangeFault(f"{self.table}.{self.column} is added, but it is there already")
        if not self.null and self.fill is None:
            raise ChangeFault(f"{self.table}.{self.column} is never null: give `fill` for old rows")
        columns[self.column] = Column(self.type, self.null)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` is new. Rows of before: {self.old_rows}."


@dataclass(frozen=True, slots=True)
class Renamed:
    """A column goes on under another name."""

    table: str
    column: str
    to: str

    def change(self, shape: Shape) -> None:
        """Give the column its new name; ChangeFault when that is taken."""
        columns = _columns(shape, self.table)
        if self.to in columns:
            raise ChangeFault(
                f"{self.table}.{self.column} becomes {self.to}, which is there already"
            )
        columns[self.to] = _take(shape, self.table, self.column)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` is called `{self.to}` now."


@dataclass(frozen=True, slots=True)
class Removed:
    """A column that is no more; it was announced."""

    table: str
    column: str

    def change(self, shape: Shape) -> None:
        """Take the column away."""
        _take(shape, self.table, self.column)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` is gone."


@dataclass(frozen=True, slots=True)
class Widened:
    """A column whose type holds more than before: every old value is a value of the new type."""

    table: str
    column: str
    type: pa.DataType

    def change(self, shape: Shape) -> None:
        """Give the column its new type."""
        old = _take(shape, self.table, self.column)
        shape[self.table][self.column] = replace(old, type=self.type)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` is of type {self.type} now."


@dataclass(frozen=True, slots=True)
class NullsAllowed:
    """A column that may be null from now on."""

    table: str
    column: str

    def change(self, shape: Shape) -> None:
        """Let the column be null."""
        old = _take(shape, self.table, self.column)
        shape[self.table][self.column] = replace(old, null=True)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` may be null now."


@dataclass(frozen=True, slots=True)
class NullsFilled:
    """A column that is never null from now on; `fill` is an SQL expression for nulls of before."""

    table: str
    column: str
    fill: str

    def change(self, shape: Shape) -> None:
        """Let the column be null no more."""
        old = _take(shape, self.table, self.column)
        shape[self.table][self.column] = replace(old, null=False)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"`{self.table}.{self.column}` is never null now."


@dataclass(frozen=True, slots=True)
class TableAdded:
    """A table that is new, with its first columns."""

    table: str
    columns: Mapping[str, Column]

    def change(self, shape: Shape) -> None:
        """Add the table; ChangeFault when it is there already."""
        if self.table in shape:
            raise ChangeFault(f"table {self.table} is added, but it is there already")
        shape[self.table] = dict(self.columns)

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"The table `{self.table}` is new."


@dataclass(frozen=True, slots=True)
class TableRemoved:
    """A table that is no more; it was announced."""

    table: str

    def change(self, shape: Shape) -> None:
        """Take the table away."""
        _columns(shape, self.table)
        del shape[self.table]

    def in_words(self) -> str:
        """The change as a sentence."""
        return f"The table `{self.table}` is gone."


@dataclass(frozen=True, slots=True)
class Announced:
    """A column, or with `column` None a table, that a later schema version takes away.

    `replaced_by` names what to read instead (a column of the same table, `table.column`, or a
    table); it stands beside the old one from now on. `removed_in` is the first schema version that
    may be without the old one, `note` says what a reader has to do.
    """

    table: str
    column: str | None
    replaced_by: str | None
    removed_in: int
    note: str

    @property
    def name(self) -> str:
        """`table.column`, or the table's name."""
        return self.table if self.column is None else f"{self.table}.{self.column}"

    def change(self, shape: Shape) -> None:
        """Change nothing; ChangeFault when there is nothing of that name, or no replacement."""
        columns = _columns(shape, self.table)
        if self.column is not None and self.column not in columns:
            raise ChangeFault(f"{self.name} is announced to go, but it is not there")
        if self.replaced_by is not None and not _stands(shape, self.table, self.replaced_by):
            raise ChangeFault(f"{self.name} is replaced by {self.replaced_by}, which is not there")

    def in_words(self) -> str:
        """The change as a sentence."""
        instead = f" Read `{self.replaced_by}` instead." if self.replaced_by else ""
        return f"`{self.name}` goes with schema version {self.removed_in}.{instead} {self.note}"


Change = (
    Added
    | Renamed
    | Removed
    | Widened
    | NullsAllowed
    | NullsFilled
    | TableAdded
    | TableRemoved
    | Announced
)


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """All changes that came together, under the next number."""

    number: int
    changes: tuple[Change, ...]


def _columns(shape: Shape, table: str) -> dict[str, Column]:
    if table not in shape:
        raise ChangeFault(f"there is no table {table}")
    return shape[table]


def _take(shape: Shape, table: str, column: str) -> Column:
    columns = _columns(shape, table)
    if column not in columns:
        raise ChangeFault(f"there is no column {table}.{column}")
    return columns.pop(column)


def _stands(shape: Shape, table: str, name: str) -> bool:
    """Whether there is a column of the table, a `table.column` or a table of that name."""
    other, _, column = name.rpartition(".")
    return name in shape[table] or column in shape.get(other, {}) or name in shape
