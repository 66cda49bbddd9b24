"""Decides what a declaration of a column, a table and their checks looks like."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its Arrow type, what it means, and what may stand in it.

    `null` says what a null means; a column without it is never null. `unit` names the unit of
    a number. `one_of` maps each permitted value to its meaning. `minimum` and `maximum` are
    inclusive bounds; `pattern` is a regular expression (RE2 syntax) that the whole value matches.
    """

    name: str
    type: pa.DataType
    meaning: str
    null: str | None = None
    unit: str | None = None
    one_of: dict[str, str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None

    def but(self, **changes: Any) -> Field:
        """The same column as another table needs it, say with a meaning for null."""
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Reference:
    """Every non-null value of `columns` stands in `other_columns` of the table `other`."""

    columns: tuple[str, ...]
    other: str
    other_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The document's `raw_text[start:end]` is the value of `text` (null proves nothing).

    `text` None: the span alone is given; it must lie inside the text.
    """

    start: str
    end: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the dataset: a row's meaning, its columns, key, references and proofs.

    `made_by` says where rows come from: `extract` (one document's stages), `sites` (all pages of
    a site), `link` (across documents), `reference` (a reviewed file of `schemas/reference/`),
    `withdraw` (what was taken back), `build`, or `diff` (the comparison of two versions).
    """

    name: str
    row: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    made_by: str
    references: tuple[Reference, ...] = ()
    proofs: tuple[Proof, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in their published order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The declaration of one column; KeyError when the table has no such column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no column {name!r}")
