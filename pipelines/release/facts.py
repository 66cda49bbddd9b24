"""Decides what is known of a release when its descriptors are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.release.bump import Bump
from pipelines.release.changes import Change
from schemas.field import Table

TITLE = "onrecord: who said what, when, in which outlet, and which UN resolutions were cited"
ABOUT = (
    "A versioned dataset extracted from raw news pages: documents, quotes and reported speech with "
    "their speakers, dates, and cited UN resolutions, each row with its place in the page's text."
)
RIGHTS = (
    "The pages belong to their publishers and no licence to their text is given; the reference "
    "tables and what was extracted are by the makers of this release."
)
AUTHORS = "The makers of this release"


@dataclass(frozen=True, slots=True)
class TableFile:
    """The Parquet file of one table."""

    path: str
    size: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Previous:
    """The release before: its name, version, the digest of its manifest, and its data package."""

    name: str
    version: int
    manifest_sha256: str
    package: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Release:
    """What a release holds and came from.

    `provenance` is what the version's commit says of its making. `limits` are the sections of
    docs/limits.md, heading by heading. `changes` and `bump` compare with `previous`; both are
    empty for the first release. `checks` are the audit's counts, `quality` what was measured.
    """

    name: str
    version: int
    committed_at: datetime
    released_at: datetime
    with_text: bool
    provenance: Mapping[str, Any]
    tables: Mapping[str, Table]
    files: Mapping[str, TableFile]
    limits: Mapping[str, tuple[str, ...]]
    previous: Previous | None
    changes: tuple[Change, ...]
    bump: Bump
    checks: Mapping[str, Any]
    quality: Mapping[str, Any]

    @property
    def citation(self) -> str:
        """How to cite the release, in a line."""
        return f"{AUTHORS} ({self.released_at.year}). onrecord, release {self.name}. Dataset."

    @property
    def numbers(self) -> str:
        """The name without `v`, as the standards want a version."""
        return self.name.removeprefix("v")
