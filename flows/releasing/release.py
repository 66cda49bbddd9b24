"""Decides how a release is made: audit, tables, comparison, descriptors, then moved in and named."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

import flows
from flows.lake.duck import attach_for_reading, open_duckdb
from flows.lake.locks import hold_releases
from flows.lake.versions import Version, resolve_version
from flows.lake.writing import check_tables, lake_tables
from flows.progress import say
from flows.releasing.audited import write_audit
from flows.releasing.changes import (
    compare_schemas,
    count_changes,
    find_previous,
    write_changes,
)
from flows.releasing.descriptors import write_descriptors
from flows.releasing.files import write_json
from flows.releasing.folder import Workplace, move_in, open_workplace
from flows.releasing.latest import last_release, name_latest, read_json
from flows.releasing.quality import measure_quality
from flows.releasing.tables import write_tables
from flows.settings import WHOLE_PAGES_MEMORY_LIMIT, Warehouse, default_jobs
from pipelines.errors import LakeError, UsageError
from pipelines.release.bump import Bump, check_name, explain_bump, judge_changes
from pipelines.release.changes import Change
from pipelines.release.facts import Previous, Release, TableFile
from pipelines.release.limits import read_limits
from pipelines.release.names import ReleaseName, parse_name
from schemas.history import SCHEMA_VERSION
from schemas.release import released_tables
from schemas.tables import TABLES

LIMITS = Path(flows.__file__).parent.parent / "docs" / "limits.md"
PROVENANCE = ("code_version", "stage_versions", "stage_keys", "reference_digests", "inputs")
QUALITY = "quality.json"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a release shall be: its name, of which version, with page text or without, gold sets."""

    name: str
    at: str | None = None
    with_text: bool = True
    gold: Path | None = None


def make_release(warehouse: Warehouse, wish: Wish) -> Path:
    """Make the release and return its folder.

    UsageError when the name is taken, not after the one before, or states less than has changed;
    AuditFailed when the version fails the audit. Nothing is visible before all is there. A
    release that a killed command had moved in but not named as the latest is named now.
    """
    name = parse_name(wish.name)
    version = resolve_version(warehouse, wish.at)
    target = warehouse.releases / name.text
    with hold_releases(warehouse):
        last = last_release(warehouse)
        if last is not None and name_latest(warehouse, last) and last == target:
            say(f"release {name.text} was there already, latest.json names it now")
            return target
        if target.exists():
            raise UsageError(f"release {name.text} exists: releases never change, give a new name")
        with open_workplace(warehouse, name.text) as workplace:
            _fill(warehouse, wish, name, version, workplace)
            say("publishing")
            move_in(workplace, target)
        name_latest(warehouse, target)
    return target


def explain_release(warehouse: Warehouse, wish: Wish) -> list[str]:
    """The number that a release of the version should have, and why, in lines; writes nothing."""
    name = parse_name(wish.name)
    version = resolve_version(warehouse, wish.at)
    previous = find_previous(warehouse, version.version)
    with tempfile.TemporaryDirectory() as folder:
        _, bump = _compare(warehouse, wish, version, previous, Path(folder))
    lines = explain_bump(bump, previous and parse_name(previous.name), name)
    try:
        check_name(name, previous and parse_name(previous.name), bump)
    except UsageError as error:
        return [*lines, f"refused: {error}"]
    return [*lines, f"{name.text} fits"]


def _fill(
    warehouse: Warehouse, wish: Wish, name: ReleaseName, version: Version, workplace: Workplace
) -> None:
    """Write all files of the release into the workplace."""
    folder = workplace.release
    previous = find_previous(warehouse, version.version)
    say("comparing with the release before")
    changes, bump = _compare(warehouse, wish, version, previous, folder)
    check_name(name, previous and parse_name(previous.name), bump)
    tables = released_tables(with_text=wish.with_text)
    checks, files = _audit_and_write(warehouse, wish, version, workplace)
    quality = measure_quality(
        wish.gold, version, _quality_before(warehouse, previous), workplace.scratch
    )
    write_json(folder / QUALITY, quality)
    release = Release(
        name=name.text,
        version=version.version,
        committed_at=version.committed_at.astimezone(UTC),
        released_at=datetime.now(UTC),
        with_text=wish.with_text,
        provenance={
            **{key: getattr(version, key) for key in PROVENANCE},
            "schema_version": SCHEMA_VERSION,
        },
        tables=tables,
        files=files,
        limits=read_limits(LIMITS.read_text("utf-8")),
        previous=previous,
        changes=tuple(changes),
        bump=bump,
        checks=checks,
        quality=quality,
    )
    write_descriptors(release, folder)


def _audit_and_write(
    warehouse: Warehouse, wish: Wish, version: Version, workplace: Workplace
) -> tuple[dict[str, int], dict[str, TableFile]]:
    """The audit's counts and the tables' files, made side by side; AuditFailed when the audit fails."""
    folder, scratch = workplace.release, workplace.scratch
    say("auditing, and writing tables")
    # Both ask at the same time, and each keeps a core busy by itself.
    jobs = max(1, default_jobs() - 1)
    with open_duckdb(jobs=jobs, scratch=scratch, memory=WHOLE_PAGES_MEMORY_LIMIT) as connection:
        attach_for_reading(connection, warehouse, at=version.version)
        _check_shape(connection, version)
        with ThreadPoolExecutor(1) as beside, connection.cursor() as cursor:
            writing = beside.submit(write_tables, cursor, folder, scratch, with_text=wish.with_text)
            checks = write_audit(connection, version, folder / "expectations.json")
            return checks, writing.result()


def _check_shape(connection: duckdb.DuckDBPyConnection, version: Version) -> None:
    """UsageError when the version has other tables than this code declares and describes."""
    try:
        check_tables(connection)
    except LakeError as error:
        raise _of_older_schema(version) from error
    if TABLES.keys() - lake_tables(connection):
        raise _of_older_schema(version)


def _of_older_schema(version: Version) -> UsageError:
    return UsageError(
        f"version {version.version} has other tables or columns than this version of onrecord "
        "describes: build once more and release the version of that build"
    )


def _compare(
    warehouse: Warehouse, wish: Wish, version: Version, previous: Previous | None, folder: Path
) -> tuple[list[Change], Bump]:
    """What has changed since the release before; its change records and their page go to `folder`."""
    if previous is None:
        return [], judge_changes([])
    delta = write_changes(warehouse, previous, version.version, folder, with_text=wish.with_text)
    tables = released_tables(with_text=wish.with_text)
    changes = [*compare_schemas(previous, tables), *count_changes(delta)]
    return changes, judge_changes(changes)


def _quality_before(warehouse: Warehouse, previous: Previous | None) -> dict[str, Any] | None:
    return previous and read_json(warehouse.releases / previous.name / QUALITY)
