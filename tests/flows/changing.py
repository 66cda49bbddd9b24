"""Decides how tests change what a build is made by: a stage's code, or a reference file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from flows.extracting import extraction
from flows.reference_files import load_references
from pipelines.document import Page, Reject
from pipelines.references import References, Row
from pipelines.stage import Stage

Change = Callable[[Page], Page | Reject]


@contextmanager
def changed_stage(stage: Stage, change: Change) -> Iterator[None]:
    """The stage with a higher version, its answers changed."""
    version, run = stage.version, stage.run

    def run_changed(pages: Sequence[Page], references: References) -> list[Page | Reject]:
        answers = run(pages, references)
        return [change(one) if isinstance(one, Page) else one for one in answers]

    _set(stage, version + 1, run_changed)
    try:
        yield
    finally:
        _set(stage, version, run)


def _set(stage: Stage, version: int, run: object) -> None:
    object.__setattr__(stage, "version", version)  # frozen, but for a test
    object.__setattr__(stage, "run", run)


@contextmanager
def changed_table(name: str, rows: Callable[[tuple[Row, ...]], Sequence[Row]]) -> Iterator[None]:
    """The reference files with other rows in one table."""
    before = load_references()
    table = tuple(rows(before.rows(name)))
    digest = hashlib.sha256(repr([dict(row) for row in table]).encode()).hexdigest()
    after = References(
        {**before.tables, name: table}, {**before.digests, name: digest}, before.models
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "load_references", lambda: after)
        _forget()
        yield
    _forget()


def _forget() -> None:
    extraction.references.cache_clear()
    extraction.operator.cache_clear()
