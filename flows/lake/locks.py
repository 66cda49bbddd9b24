"""Decides who may write to a lake: one build at a time; the others wait or are refused. So do releases.

A build holds a lake in SQLite from beginning to end, by a lock of the operating system's. Builds
of a lake in PostgreSQL read and extract side by side and then take turns, by a lock of the
server's. Either lock ends with the process that holds it, even when that is killed. A release is made
beside builds, of a version that stays as it is; only a vacuum, which may end that version, keeps both out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.lake.catalogs import read_address
from flows.progress import say
from flows.settings import Warehouse
from pipelines.errors import LakeBusy

PATIENCE_SECONDS = 2 * 60 * 60


@contextmanager
def hold_lake(warehouse: Warehouse) -> Iterator[int | None]:
    """Be the only one that writes to this lake; yields what `take_turn` does.

    LakeBusy at once when another build holds a lake in SQLite; for one in PostgreSQL after two
    hours of waiting.
    """
    with begin_build(warehouse), take_turn(warehouse) as newest:
        yield newest


@contextmanager
def begin_build(warehouse: Warehouse) -> Iterator[None]:
    """Hold a lake in SQLite; LakeBusy at once when another build does.

    For a lake in PostgreSQL make sure that it can be reached: others may build meanwhile.
    """
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    if warehouse.catalog_url is not None:
        from flows.lake.postgres import open_session

        with open_session(warehouse.catalog_url):
            pass
        yield
        return
    with hold_file(
        warehouse.lock, f"another build is writing to {warehouse.folder}, or a vacuum is"
    ):
        yield


@contextmanager
def hold_releases(warehouse: Warehouse) -> Iterator[None]:
    """Be the only one that writes a release, or ends versions that one may be made of.

    LakeBusy at once when another does. Builds go on meanwhile.
    """
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    with hold_file(
        warehouse.release_lock,
        f"another command is writing a release of {warehouse.folder}, or a vacuum is at work",
    ):
        yield


@contextmanager
def hold_file(path: Path, busy: str) -> Iterator[None]:
    """Be the one that holds this lock file; LakeBusy at once, with the reason, when another does.

    The lock is the operating system's: it ends with the process, even when that is killed.
    """
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LakeBusy(f"{busy}: wait for it to end, then run again") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def take_turn(warehouse: Warehouse, *, patience: int = PATIENCE_SECONDS) -> Iterator[int | None]:
    """Wait for the turn to write to a lake in PostgreSQL; yields the number of its newest snapshot.

    What is computed from the lake's rows holds for that snapshot only. LakeBusy after so many
    seconds of waiting. A lake in SQLite is held already: then at once, and yields None.
    """
    if warehouse.catalog_url is None:
        yield None
        return
    from flows.lake.postgres import await_lock, newest_snapshot, open_session, try_lock

    schema = read_address(warehouse.catalog_url).schema
    with open_session(warehouse.catalog_url) as session:
        if not try_lock(session, schema):
            say("waiting for another build")
            await_lock(session, schema, patience)
        yield newest_snapshot(session, schema)
