"""Decides what one check of the audit is, before Great Expectations knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.field import Field

Severity = Literal["critical", "warning"]
# Where the rows are that a build has touched, as tables of the same names.
CHANGED = "temp.main"
Kind = Literal["rows", "not_null", "one_of", "range", "pattern", "unique"]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that holds for every row of `table`.

    `rows` selects the rows that break it, with the columns that tell why; it names tables
    bare. `reads` lists the other tables it names. `source` is the batch that it looks at
    where that is not the table itself. A `kind` other than `rows` is a rule about `fields`
    for which Great Expectations has an expectation of its own. What `is_local` looks at each row
    for itself, with the rows of its document at most: where it held, it holds of all documents
    that nobody has touched since. No warning is, for a version tells all of its warnings.
    """

    table: str
    name: str
    rule: str
    rows: str
    reads: tuple[str, ...] = ()
    severity: Severity = "critical"
    kind: Kind = "rows"
    fields: tuple[Field, ...] = ()
    source: str = ""
    is_local: bool = False

    def sql(self, lake: str, batch: str) -> str:
        """The statement with its tables found: `batch` for its own, the schema `lake` for others."""
        places = {self.source or self.table: batch}
        places |= {name: f"{lake}.{identifier(name)}" for name in self.reads}
        found = ", ".join(
            f"{identifier(name)} AS (SELECT * FROM {place})"  # noqa: S608
            for name, place in places.items()
        )
        return f"WITH {found} {self.rows}"


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one query, and the checks that look at them together.

    `lake` is the schema, as SQL writes it, in which the checks find the other tables they read.
    """

    name: str
    query: str
    checks: tuple[Check, ...]
    lake: str


def identifier(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def columns(*names: str) -> str:
    """A list of columns as SQL writes it, each once, in the order given."""
    return ", ".join(identifier(name) for name in dict.fromkeys(names))
