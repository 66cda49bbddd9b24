"""Decides where things lie and which limits hold."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

WAREHOUSE = Path("warehouse")
RAW = Path("raw")
MAX_PAGE_BYTES = 20_000_000
BATCH_PAGES = 256
BATCH_BYTES = 8_000_000
MEMORY_LIMIT = "1GB"
# Of writing, auditing and releasing: there whole pages are held, beside the rows that are about them.
WHOLE_PAGES_MEMORY_LIMIT = "4GB"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The folder that holds all generated things, and the place of each.

    `catalog_url` is the address of a catalogue in PostgreSQL, without a password.
    """

    folder: Path
    catalog_url: str | None = None

    @property
    def shown(self) -> str:
        """What people know the lake by."""
        return self.catalog_url or str(self.folder)

    @property
    def catalog(self) -> Path:
        """The DuckLake catalogue where it is an SQLite file."""
        return self.folder / "catalog.sqlite"

    @property
    def data(self) -> Path:
        """The Parquet files of all versions, named by the catalogue."""
        return self.folder / "data"

    @property
    def owner(self) -> Path:
        """The identity of the lake in PostgreSQL whose files lie here."""
        return self.folder / "lake_in_postgres"

    @property
    def audit(self) -> Path:
        """The Data Docs of the last audit."""
        return self.folder / "audit"

    @property
    def failed(self) -> Path:
        """One folder for each build that failed its audit, with the failed rows."""
        return self.folder / "failed"

    @property
    def withdrawals(self) -> Path:
        """The pages that were taken back, one JSON object a line; no build brings them back."""
        return self.folder / "withdrawals.jsonl"

    @property
    def staging(self) -> Path:
        """Work in progress, a folder a build; removed when the build ends."""
        return self.folder / "staging"

    @property
    def upkeep(self) -> Path:
        """A vacuum's work in progress; removed when it ends."""
        return self.folder / "upkeep"

    @property
    def lock(self) -> Path:
        """Held by the one build or vacuum that may write."""
        return self.folder / "build.lock"

    @property
    def releases(self) -> Path:
        """A folder for each release, and `latest.json`."""
        return self.folder / "releases"

    @property
    def release_lock(self) -> Path:
        """Held by the one command that may write releases, or by the vacuum that may end versions."""
        return self.folder / "release.lock"

    @property
    def prefect(self) -> Path:
        """Prefect's home: the run history of local builds."""
        return self.folder / "prefect"


def default_jobs() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
