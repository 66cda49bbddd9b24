"""Decides by which keys a build tells what was made by other code or other reference files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pipelines.document import short_hash
from pipelines.references import References
from pipelines.stage import Stage

CORRECTIONS = "corrections"


def make_key(version: int, names: Iterable[str], references: References) -> str:
    """The version, and a digest of the reference files and models with these names."""
    digests = [references.digests.get(name, "") for name in sorted(names)]
    return f"{version}:{short_hash(*digests, digits=16)}"


def make_keys(stages: Sequence[Stage], references: References) -> dict[str, str]:
    """The key of each stage by its name, in the order of names."""
    ordered = sorted(stages, key=lambda stage: stage.name)
    return {one.name: make_key(one.version, one.references, references) for one in ordered}


def find_outdated(known: Mapping[str, str], keys: Mapping[str, str]) -> set[str]:
    """The stages whose key is another than known."""
    return {name for name, key in keys.items() if known.get(name) != key}


def find_affected(stages: Sequence[Stage], outdated: Collection[str]) -> tuple[Stage, ...]:
    """The outdated stages and those that read, directly or not, what they write; in order."""
    affected: list[Stage] = []
    written: set[str] = set()
    for stage in stages:
        if stage.name in outdated or not written.isdisjoint(stage.reads):
            affected.append(stage)
            written.update(stage.writes)
    return tuple(affected)
