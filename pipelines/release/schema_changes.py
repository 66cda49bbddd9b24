"""Decides how the schema has changed between two releases, from their data packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.release.changes import Change

Described = Mapping[str, Any]


def schema_changes(before: Described, after: Described) -> list[Change]:
    """What differs between the table schemas of two `datapackage.json`."""
    old, new = _by_name(before["resources"]), _by_name(after["resources"])
    changes = [Change("table_removed", name) for name in old.keys() - new.keys()]
    changes += [Change("table_added", name) for name in new.keys() - old.keys()]
    for name in old.keys() & new.keys():
        changes += _table_changes(name, old[name]["schema"], new[name]["schema"])
    return sorted(changes, key=lambda change: (change.place, change.kind))


def _table_changes(table: str, before: Described, after: Described) -> Iterator[Change]:
    if before["primaryKey"] != after["primaryKey"]:
        yield Change("key_changed", table)
    old, new = _by_name(before["fields"]), _by_name(after["fields"])
    for name in old.keys() | new.keys():
        place = f"{table}.{name}"
        if name not in new:
            yield Change("column_removed", place)
        elif name not in old:
            yield Change("column_added", place)
        else:
            yield from _column_changes(place, old[name], new[name])


def _column_changes(place: str, before: Described, after: Described) -> Iterator[Change]:
    if before["arrowType"] != after["arrowType"]:
        yield Change("column_retyped", place)
    required, now = _constraint(before, "required"), _constraint(after, "required")
    if bool(required) != bool(now):
        yield Change("null_refused" if now else "null_allowed", place)
    old, new = set(_constraint(before, "enum") or ()), set(_constraint(after, "enum") or ())
    if new - old:
        yield Change("value_added", place)
    if old - new:
        yield Change("value_removed", place)
    if before["description"] != after["description"]:
        yield Change("meaning_changed", place)


def _constraint(field: Described, name: str) -> Any:
    return field.get("constraints", {}).get(name)


def _by_name(items: list[Described]) -> dict[str, Described]:
    return {item["name"]: item for item in items}
