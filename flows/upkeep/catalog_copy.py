"""Decides how upkeep tries its work on a copy of the catalogue, and puts that in the place of it.

The catalogue is an SQLite file with a write-ahead log. Copy and replacement are SQLite's own backups, each one
transaction: who reads meanwhile goes on with the catalogue of before, and a process that is killed
leaves it as it was. No connection of DuckDB's may be open to the same file in this process: two
libraries of SQLite would release each other's locks.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flows.settings import Warehouse

SECONDS_FOR_READERS = 30.0


@dataclass(frozen=True, slots=True)
class CopiedWarehouse(Warehouse):
    """The same warehouse and data files under a copy of the catalogue."""

    @property
    def catalog(self) -> Path:
        """The copy."""
        return self.upkeep / "catalog.sqlite"


def copy_catalog(warehouse: Warehouse) -> CopiedWarehouse:
    """Copy the catalogue as it is now; what a killed vacuum left of its copy is removed."""
    discard_copy(warehouse)
    warehouse.upkeep.mkdir()
    copied = CopiedWarehouse(warehouse.folder)
    with closing(_open(warehouse)) as source, closing(_open(copied)) as target:
        source.backup(target)
    return copied


def publish_copy(copied: CopiedWarehouse, warehouse: Warehouse) -> None:
    """Put the copy in the catalogue's place, without the room that removed entries took."""
    with closing(_open(copied)) as source, closing(_open(warehouse)) as target:
        source.execute("VACUUM")
        source.backup(target)


def discard_copy(warehouse: Warehouse) -> None:
    """Remove the copy and whatever lies beside it."""
    if warehouse.upkeep.exists():
        shutil.rmtree(warehouse.upkeep)


def await_readers(warehouse: Warehouse, seconds: float = SECONDS_FOR_READERS) -> bool:
    """Whether, within some seconds, nobody reads the catalogue of before the last change.

    A query of DuckLake's holds its view of the catalogue until its last row is fetched. SQLite
    completes a full checkpoint only when every reader is at the newest state.
    """
    with closing(_open(warehouse, seconds)) as connection:
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    return not is_busy


def _open(warehouse: Warehouse, seconds: float = SECONDS_FOR_READERS) -> sqlite3.Connection:
    return sqlite3.connect(warehouse.catalog, timeout=seconds, isolation_level=None)
