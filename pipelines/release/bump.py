"""Decides which number a release should have, from what has changed since the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipelines.errors import UsageError
from pipelines.release.changes import KINDS, Change, Kind, Level
from pipelines.release.names import ReleaseName


@dataclass(frozen=True, slots=True)
class Bump:
    """The level that the changes ask for in each reading, and the changes that ask for ours."""

    level: Level
    data_package: Level
    croissant: Level
    reasons: tuple[Change, ...]


def judge_changes(changes: Sequence[Change]) -> Bump:
    """The bump that these changes ask for; `reasons` are those of our level, largest first."""
    level = _highest(changes, lambda kind: kind.ours)
    asking = (change for change in changes if KINDS[change.kind].ours == level)
    return Bump(
        level,
        _highest(changes, lambda kind: kind.data_package),
        _highest(changes, lambda kind: kind.croissant),
        tuple(sorted(asking, key=lambda change: (-change.rows, change.place, change.kind))),
    )


def _highest(changes: Iterable[Change], reading: Callable[[Kind], Level]) -> Level:
    return max((reading(KINDS[change.kind]) for change in changes), default=Level.NONE)


def next_numbers(before: ReleaseName, level: Level) -> tuple[int, int, int]:
    """The least numbers after `before` that state a change of this level.

    While MAJOR is 0 nothing is promised yet: a major change raises MINOR there. Data that are
    the same under a new name are a patch.
    """
    major, minor, patch = before.numbers
    if level == Level.MAJOR and major > 0:
        return major + 1, 0, 0
    if level >= Level.MINOR:
        return major, minor + 1, 0
    return major, minor, patch + 1


def suggest_name(before: ReleaseName, level: Level) -> str | None:
    """The least name that fits after `before`; None where names are by the calendar."""
    if before.is_calendar:
        return None
    prefix = "v" if before.text.startswith("v") else ""
    return prefix + ".".join(map(str, next_numbers(before, level)))


def check_name(name: ReleaseName, before: ReleaseName | None, bump: Bump) -> None:
    """UsageError when `name` does not come after `before`, or states less than has changed.

    A name by the calendar states nothing; one that states more than has changed is fine.
    """
    if before is None:
        return
    if name.numbers <= before.numbers:
        raise UsageError(
            f"{name.text} does not come after {before.text}, the release before: "
            "give a higher number, for readers take the highest for the latest"
        )
    if name.is_calendar or before.is_calendar:
        return
    least = next_numbers(before, bump.level)
    if name.numbers < least:
        first = f": {bump.reasons[0].tell()}" if bump.reasons else ""
        raise UsageError(
            f"{name.text} states less than has changed since {before.text}, which is "
            f"{bump.level.word}{first}; the least name that fits is {suggest_name(before, bump.level)} "
            f"(`onrecord release {name.text} --explain` tells why)"
        )


def explain_bump(bump: Bump, before: ReleaseName | None, name: ReleaseName) -> list[str]:
    """The bump in lines for a person: what it is, why, and what the two standards would say."""
    if before is None:
        return [f"{name.text} would be the first release: there is nothing to compare it with"]
    suggested = suggest_name(before, bump.level)
    named = f", at least {suggested}" if suggested else ", but names by the calendar do not tell it"
    lines = [f"since {before.text}: {bump.level.word}{named}"]
    lines += [f"  {change.tell()}" for change in bump.reasons]
    lines.append(f"Data Package's recipe reads the same changes as {bump.data_package.word}")
    lines.append(f"Croissant's rule reads them as {bump.croissant.word}")
    return lines
