"""Decides how stages see the reference files: rows of text by table name, with a digest each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pyarrow as pa

from pipelines.errors import ReferenceFault, StageError

Row = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class References:
    """The files of `schemas/reference/`, read once and passed to every stage.

    `tables` maps a file's name without ending to its rows; `digests` to SHA-256 of its bytes;
    `models` are the learned ones, as numbers. `declared` are the names that may be read, all where
    it is None. Compared by identity, so that an index built from it can be cached.
    """

    tables: Mapping[str, tuple[Row, ...]] = field(repr=False)
    digests: Mapping[str, str] = field(repr=False)
    models: Mapping[str, Any] = field(default_factory=dict, repr=False)
    declared: frozenset[str] | None = None

    def only(self, names: tuple[str, ...]) -> References:
        """The same files, of which these alone may be read: StageError for another one."""
        return _restrict(self, names)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of one table; ReferenceFault when there is no such file."""
        self._check(name)
        if name not in self.tables:
            known = ", ".join(sorted(self.tables))
            raise ReferenceFault(
                f"schemas/reference/{name}.csv is missing; the folder has {known}: "
                "restore the file from version control"
            )
        return self.tables[name]

    def model(self, name: str) -> Any:
        """The numbers of one learned model; ReferenceFault when there is no such file."""
        self._check(name)
        if name not in self.models:
            raise ReferenceFault(
                f"schemas/reference/models/{name}.json is missing: "
                "restore the file from version control"
            )
        return self.models[name]

    def _check(self, name: str) -> None:
        if self.declared is not None and name not in self.declared:
            raise StageError(
                f"a stage reads schemas/reference/{name} without declaring it: add it to the "
                "stage's references, or changes of the file would not reach documents made before"
            )


@lru_cache(maxsize=64)
def _restrict(references: References, names: tuple[str, ...]) -> References:
    return References(references.tables, references.digests, references.models, frozenset(names))


def split_list(cell: str) -> tuple[str, ...]:
    """The items of a ';'-separated cell, without empty ones."""
    return tuple(item for part in cell.split(";") if (item := part.strip()))


def parse_cell(cell: str, kind: pa.DataType) -> Any:
    """A cell as its column's type: lists are split at ';', an empty cell is null.

    KeyError or ValueError when the cell is not of that type.
    """
    if pa.types.is_list(kind):
        return list(split_list(cell))
    if not cell:
        return None
    if pa.types.is_integer(kind):
        return int(cell)
    if pa.types.is_date(kind):
        return date.fromisoformat(cell)
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(cell)
    if pa.types.is_boolean(kind):
        return {"yes": True, "no": False}[cell]
    return cell
