"""Decides how a lake is kept up: on a copy of its catalogue, compared, and only then for all to see.

Files are added, never changed, until every kept version was compared. A file is deleted only when
the catalogue that all read no longer names it; a vacuum that is killed before leaves the lake as it was, and
one that is killed after leaves files that the next one deletes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from flows.lake.duck import CATALOG, attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.locks import hold_lake, hold_releases
from flows.lake.released import released_versions
from flows.lake.writing import newest_snapshot, remove_orphans
from flows.progress import say
from flows.settings import Warehouse
from flows.upkeep.catalog_copy import (
    SECONDS_FOR_READERS,
    CopiedWarehouse,
    await_readers,
    copy_catalog,
    discard_copy,
    publish_copy,
)
from flows.upkeep.compaction import (
    Snapshots,
    compact_files,
    count_mergeable,
    expire_own_snapshots,
    expire_snapshots,
    sort_snapshots,
)
from flows.upkeep.fingerprints import take_fingerprints
from pipelines.errors import LakeError, UsageError


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a vacuum did, or with `is_dry` would do.

    `versions_expired` and `versions_kept` are numbers of published versions, `files_deleted` and
    `bytes_deleted` what was freed, `files_added` and `bytes_added` what merging wrote for it.
    `files_waiting` are still read by queries; the next vacuum deletes them. `files_mergeable` are
    current files that a vacuum looks at for merging.
    """

    is_dry: bool
    versions_expired: list[int]
    versions_kept: list[int]
    files_deleted: int
    bytes_deleted: int
    files_added: int
    bytes_added: int
    files_waiting: int
    files_mergeable: int
    files: int
    bytes: int


def vacuum(
    warehouse: Warehouse,
    older_than: timedelta,
    *,
    compact: Callable[[duckdb.DuckDBPyConnection], bool] = compact_files,
    patience: float = SECONDS_FOR_READERS,
) -> Upkeep:
    """Expire versions older than an age, merge files, delete what no version needs; tell what it did.

    Released versions and the last one stay. `patience` is how many seconds it waits for queries
    that began before. LakeError when a kept version would not be the same after it: then nothing
    was changed. LakeBusy while a build, a release or another vacuum runs.
    """
    _refuse_postgres(warehouse)
    with hold_lake(warehouse), hold_releases(warehouse):
        found = _list_files(warehouse)
        snapshots = _read_snapshots(warehouse, older_than)
        say("copying the catalogue")
        copied = copy_catalog(warehouse)
        try:
            mergeable, is_changed = _work_on_copy(copied, snapshots, compact)
            if is_changed:
                say("publishing the catalogue")
                publish_copy(copied, warehouse)
            added = _list_files(warehouse)
        finally:
            discard_copy(warehouse)
            say("deleting files")
            waiting = _delete_files(warehouse, patience)
        left = _list_files(warehouse)
    deleted = {path: size for path, size in (found | added).items() if path not in left}
    fresh = {path: size for path, size in added.items() if path not in found}
    return _tell(False, snapshots, deleted, fresh, left, waiting, mergeable)


def plan_vacuum(warehouse: Warehouse, older_than: timedelta) -> Upkeep:
    """What a vacuum would expire, delete and look at; nothing is changed."""
    _refuse_postgres(warehouse)
    with hold_lake(warehouse):
        found = _list_files(warehouse)
        snapshots = _read_snapshots(warehouse, older_than)
        copied = copy_catalog(warehouse)
        try:
            with open_duckdb() as connection:
                attach_for_writing(connection, copied)
                expire_snapshots(connection, snapshots.expired)
                mergeable = count_mergeable(connection)
                unneeded = {path for call in CLEANING for path in _clean(connection, call, True)}
        finally:
            discard_copy(warehouse)
    deleted = {path: size for path, size in found.items() if path in unneeded}
    return _tell(True, snapshots, deleted, {}, found, 0, mergeable)


def _refuse_postgres(warehouse: Warehouse) -> None:
    if warehouse.catalog_url is not None:
        raise UsageError(
            f"{warehouse.shown} has its catalogue in PostgreSQL, which vacuum cannot try its work "
            "on a copy of: merge and expire with DuckLake's own functions while no build runs, "
            "after a dump of the database"
        )


def _read_snapshots(warehouse: Warehouse, older_than: timedelta) -> Snapshots:
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        return sort_snapshots(
            connection,
            before=datetime.now(UTC) - older_than,
            released=set(released_versions(warehouse).values()),
        )


def _work_on_copy(
    copied: CopiedWarehouse,
    snapshots: Snapshots,
    compact: Callable[[duckdb.DuckDBPyConnection], bool],
) -> tuple[int, bool]:
    """Expire and merge, and compare all that is kept; mergeable files, and whether anything changed."""
    kept = snapshots.kept
    say(f"measuring {len(kept):,} versions")
    before = take_fingerprints(copied, (*kept, snapshots.newest))
    say("merging files")
    with open_duckdb(scratch=copied.upkeep) as connection:
        attach_for_writing(connection, copied)
        mergeable = count_mergeable(connection)
        expire_snapshots(connection, snapshots.expired)
        is_changed = compact(connection) | expire_own_snapshots(connection)
        newest = newest_snapshot(connection)
    say(f"comparing {len(kept):,} versions")
    after = take_fingerprints(copied, (*kept, newest))
    different = [
        f"  version {number}: {what}"
        for number, one, other in zip((*kept, newest), before, after, strict=True)
        for what in one.differences(other)
    ]
    if different:
        raise LakeError(
            "after merging, kept versions were not the same; the lake was left as it is:\n"
            + "\n".join(different)
        )
    return mergeable, is_changed or bool(snapshots.expired)


CLEANING = ("ducklake_cleanup_old_files", "ducklake_delete_orphaned_files")


def _clean(connection: duckdb.DuckDBPyConnection, call: str, dry_run: bool) -> set[Path]:
    query = f"CALL {call}('{CATALOG}', cleanup_all => true, dry_run => {dry_run})"
    return {Path(path) for (path,) in connection.execute(query).fetchall()}


def _delete_files(warehouse: Warehouse, patience: float) -> int:
    """Delete the files that the catalogue no longer needs; how many wait for readers instead."""
    is_free = await_readers(warehouse, patience)
    with open_duckdb() as connection:
        attach_for_writing(connection, warehouse)
        remove_orphans(connection, is_shared=False)
        noted = _clean(connection, CLEANING[0], not is_free)
    return 0 if is_free else len(noted)


def _list_files(warehouse: Warehouse) -> dict[Path, int]:
    """All data files with their bytes."""
    return {path: path.stat().st_size for path in warehouse.data.resolve().rglob("*.parquet")}


def _tell(
    is_dry: bool,
    snapshots: Snapshots,
    deleted: dict[Path, int],
    added: dict[Path, int],
    left: dict[Path, int],
    waiting: int,
    mergeable: int,
) -> Upkeep:
    return Upkeep(
        is_dry=is_dry,
        versions_expired=sorted(snapshots.versions.intersection(snapshots.expired)),
        versions_kept=sorted(snapshots.versions.intersection(snapshots.kept)),
        files_deleted=len(deleted),
        bytes_deleted=sum(deleted.values()),
        files_added=len(added),
        bytes_added=sum(added.values()),
        files_waiting=waiting,
        files_mergeable=mergeable,
        files=len(left),
        bytes=sum(left.values()),
    )
