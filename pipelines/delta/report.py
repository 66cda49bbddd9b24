"""Decides what a reader of a diff is shown: both versions, sums, and samples of bounded number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.delta.tiers import ANSWERS, only_measures
from schemas.delta import CAUSES, OPS, TIERS
from schemas.tables import TABLES

TIER_ORDER = tuple(TIERS)
OP_ORDER = tuple(OPS)
CAUSE_ORDER = tuple(CAUSES)


@dataclass(frozen=True, slots=True)
class Sums:
    """How many rows of a table changed in one way, for one cause, in one tier."""

    table_name: str
    op: str
    cause: str
    tier: str
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change record as it is shown; objects are parsed."""

    table_name: str
    op: str
    cause: str
    tier: str
    cause_detail: str
    uri: str | None
    key: Mapping[str, Any] | None
    key_before: Mapping[str, Any] | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    changed_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a page or a terminal shows of a diff.

    `before` and `after` are facts of the versions as `onrecord versions` lists them, `before` None
    when the later version is compared with nothing. `columns` counts revised rows by (table, column).
    `samples` are in the order of tables and keys.
    """

    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    schema_changes: tuple[Mapping[str, Any], ...]
    sums: tuple[Sums, ...]
    columns: tuple[tuple[str, str, int], ...] = ()
    samples: tuple[Change, ...] = field(default=(), repr=False)

    def tables(self) -> list[str]:
        """The tables of which rows changed, in published order."""
        changed = {one.table_name for one in self.sums}
        return [name for name in TABLES if name in changed]

    def total(self, **wanted: str) -> int:
        """The rows that changed so: `total(tier='large')`."""
        return sum(
            one.count
            for one in self.sums
            if all(getattr(one, name) == value for name, value in wanted.items())
        )


def name_version(facts: Mapping[str, Any] | None) -> str:
    """A version in a few words: its number, its names, when it was published."""
    if facts is None:
        return "nothing"
    names = ", ".join(facts["names"])
    when = str(facts["committed_at"])[:19].replace("T", " ")
    return f"version {facts['version']}{f' ({names})' if names else ''} of {when} UTC"


def tell_shape(change: Mapping[str, Any]) -> str:
    """A change of the tables' shape in words."""
    kind, table = change["change"], change["table_name"]
    if "column" not in change:
        return f"{kind.replace('_', ' ')}: {table}, {change['rows']:,} rows, not told one by one"
    types = [kind for kind in (change["type_before"], change["type"]) if kind]
    return f"{kind.replace('_', ' ')}: {table}.{change['column']}, {' -> '.join(types)}"


def tell_key(change: Change) -> str:
    """The row's key, before and after where it changed."""
    before, after = (_tell_object(key) for key in (change.key_before, change.key))
    if change.op == "rekeyed":
        return f"{before} -> {after}"
    return after or before


def _tell_object(key: Mapping[str, Any] | None) -> str:
    return ", ".join(str(value) for value in (key or {}).values())


def tell_value(value: Any, width: int) -> str:
    """A value in at most about `width` characters; says how long it is where it is cut."""
    if value is None:
        return "null"
    if isinstance(value, dict) and value.keys() == {"sha256", "length"}:
        return f"{value['length']:,} characters, sha256 {value['sha256'][:12]}…"
    if isinstance(value, dict):
        text = ", ".join(f"{name}: {tell_value(one, width)}" for name, one in value.items())
    elif isinstance(value, list):
        text = "[" + ", ".join(tell_value(one, width) for one in value) + "]"
    else:
        text = str(value)
    if len(text) <= width:
        return text
    return f"{text[:width]}… ({len(text):,} characters)"


def shown_columns(change: Change) -> list[tuple[str, Any, Any]]:
    """Column, value before, value after of what the change is told by: the key is told apart.

    Of a row that came or went what people read, answers first; digests and places are left out.
    """
    before, after = change.before or {}, change.after or {}
    keys = {*(change.key or {}), *(change.key_before or {})}
    names: Iterable[str] = change.changed_columns
    if not change.changed_columns:
        answers = ANSWERS.get(change.table_name, frozenset())
        found = [name for name in {**before, **after} if not only_measures(name)]
        names = sorted(found, key=lambda name: name not in answers)
    return [(name, before.get(name), after.get(name)) for name in names if name not in keys]
