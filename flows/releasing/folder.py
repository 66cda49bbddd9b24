"""Decides how a release's folder comes to be: made aside, moved in whole by one rename.

A killed command leaves only a folder that begins with a dot; the next one removes it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.releasing.files import seal_folder, sync_path
from flows.settings import Warehouse

UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a release is made: its own files, and scratch space that is thrown away."""

    folder: Path

    @property
    def release(self) -> Path:
        """The files of the release."""
        return self.folder / "release"

    @property
    def scratch(self) -> Path:
        """Room for DuckDB and for answers of other programs."""
        return self.folder / "scratch"


@contextmanager
def open_workplace(warehouse: Warehouse, name: str) -> Iterator[Workplace]:
    """A fresh workplace in `releases/`, removed at the end; what killed commands left goes first."""
    for left in warehouse.releases.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)
    workplace = Workplace(warehouse.releases / f"{UNFINISHED}{name}")
    workplace.release.mkdir(parents=True)
    workplace.scratch.mkdir()
    try:
        yield workplace
    finally:
        shutil.rmtree(workplace.folder)


def move_in(workplace: Workplace, target: Path) -> None:
    """Make the finished files read-only, and the release visible by one rename."""
    seal_folder(workplace.release)
    workplace.release.rename(target)
    sync_path(target.parent)
