"""Decides which histories of the tables are lawful: nothing changes unsaid, nothing goes unannounced."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.change import Announced, ChangeFault, Column, SchemaVersion, Shape
from schemas.history import FIRST_VERSION, shape_at
from schemas.tables import TABLES

# Schema versions for which an announced column lives on, that of the announcement included.
NOTICE = 2


def declared_shape() -> Shape:
    """The columns of every table as the tables declare them."""
    return {
        table.name: {
            field.name: Column(field.type, field.null is not None) for field in table.fields
        }
        for table in TABLES.values()
    }


def find_faults(history: tuple[SchemaVersion, ...], declared: Shape) -> list[str]:
    """What is wrong with a history that should lead from the baseline to the declared tables."""
    try:
        return [*_find_numbers(history), *_find_losses(history), *_find_gaps(history, declared)]
    except ChangeFault as fault:
        return [str(fault)]


def _find_numbers(history: tuple[SchemaVersion, ...]) -> Iterator[str]:
    for expected, one in enumerate(history, FIRST_VERSION + 1):
        if one.number != expected:
            yield f"schema version {one.number} stands where {expected} should"


def _find_losses(history: tuple[SchemaVersion, ...]) -> Iterator[str]:
    """Names that go without notice, and notices that are too short."""
    due: dict[str, int] = {}
    before = _names(shape_at(FIRST_VERSION, history))
    for one in history:
        after = _names(shape_at(one.number, history))
        for name in sorted(before - after):
            if name.rpartition(".")[0] in before - after:
                continue  # it goes with its table
            if name not in due:
                yield f"{name} goes in schema version {one.number}, but was never announced"
            elif due[name] > one.number:
                yield f"{name} goes in schema version {one.number}, announced was {due[name]}"
        due = {name: number for name, number in due.items() if name in after}
        for change in one.changes:
            if isinstance(change, Announced):
                due[change.name] = max(change.removed_in, one.number + NOTICE)
                if change.removed_in < one.number + NOTICE:
                    yield f"{change.name} must live on until schema version {one.number + NOTICE}"
        before = after


def _names(shape: Shape) -> set[str]:
    """All tables, and all columns of tables."""
    return {
        *shape,
        *(f"{table}.{column}" for table, columns in shape.items() for column in columns),
    }


def _find_gaps(history: tuple[SchemaVersion, ...], declared: Shape) -> Iterator[str]:
    """Columns that are declared otherwise than the history leads to."""
    number = history[-1].number if history else FIRST_VERSION
    told = shape_at(number, history)
    for table in sorted({*told, *declared}):
        old, new = told.get(table, {}), declared.get(table, {})
        for column in sorted({*old, *new}):
            if old.get(column) != new.get(column):
                yield f"{table}.{column} is declared as {new.get(column)}, the history says {old.get(column)}"
