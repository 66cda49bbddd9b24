"""Decides which stages the rows of a table depend on: those that write it, and those before them."""

from __future__ import annotations

from functools import cache

from pipelines.stages import LINK, LINK_REFERENCES, STAGES

# What a stage writes on a page, and the tables that are made of it.
TABLES_OF = {"facts": ("documents",), "blocks": ("blocks", "documents")}


@cache
def writers(table: str) -> tuple[str, ...]:
    """The stages that write into this table."""
    return tuple(
        stage.name
        for stage in STAGES
        if any(table in TABLES_OF.get(written, (written,)) for written in stage.writes)
    )


@cache
def forerunners(table: str) -> tuple[str, ...]:
    """The stages whose output the writers of this table read, near or far."""
    needed: set[str] = set()
    found: list[str] = []
    for stage in reversed(STAGES):
        if stage.name in writers(table):
            needed.update(stage.reads)
        elif needed.intersection(stage.writes):
            needed.update(stage.reads)
            found.append(stage.name)
    return tuple(found)


@cache
def files_read(stage: str) -> frozenset[str]:
    """The reference files and models that a stage, or the linking of documents, reads.

    Empty for a stage that there is no longer.
    """
    if stage == LINK:
        return frozenset(LINK_REFERENCES)
    return frozenset(file for one in STAGES if one.name == stage for file in one.references)
