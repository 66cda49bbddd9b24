"""Decides which versions a lake has, how they are named, and which one is meant."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

from flows.lake.duck import CATALOG, attach_for_reading, open_duckdb
from flows.lake.released import released_versions
from flows.settings import Warehouse
from pipelines.errors import UsageError

NEAR = 3


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: a DuckLake snapshot that a build committed.

    What the version's code did not yet record is empty. `names` are those of its releases;
    `local_rules` tells by which checks of single documents it was audited.
    """

    version: int
    committed_at: datetime
    message: str
    code_version: str
    stage_versions: dict[str, int]
    stage_keys: dict[str, str]
    reference_digests: dict[str, str]
    inputs: dict[str, int]
    counts: dict[str, int]
    audit: dict[str, Any]
    local_rules: str
    names: tuple[str, ...] = ()


def list_versions(
    connection: duckdb.DuckDBPyConnection,
    names: dict[str, int] | None = None,
    *,
    catalog: str = CATALOG,
) -> list[Version]:
    """All versions of the lake attached as `catalog`, oldest first, with their names of `names`."""
    rows = connection.execute(
        "SELECT snapshot_id, snapshot_time, commit_message, commit_extra_info "
        f"FROM {catalog}.snapshots() WHERE author = 'onrecord' ORDER BY snapshot_id"
    ).fetchall()
    return [
        _version(number, moment, message, extra, names or {})
        for number, moment, message, extra in rows
    ]


def named_versions(warehouse: Warehouse) -> list[Version]:
    """All versions of a warehouse, oldest first, with their names."""
    names = released_versions(warehouse)
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        return list_versions(connection, names)


def resolve_version(warehouse: Warehouse, at: str | None) -> Version:
    """The version that a number, a release's name or an ISO 8601 time means; the latest without.

    A time (UTC unless it says otherwise) means the last version published by then. UsageError
    when there is no such version; it lists near names.
    """
    return choose_version(named_versions(warehouse), at)


def choose_version(versions: Sequence[Version], at: str | None) -> Version:
    """Like `resolve_version`, among versions that are already listed, oldest first."""
    if not versions:
        raise UsageError("no version has been published yet: run `onrecord build` first")
    if at is None:
        return versions[-1]
    for one in versions:
        if at in one.names or (at.isascii() and at.isdecimal() and int(at) == one.version):
            return one
    if at.isdecimal():
        raise UsageError(f"there is no version {at}: {_known(versions)}")
    return _published_by(versions, _moment(versions, at), at)


def version_before(versions: Sequence[Version], later: Version) -> Version | None:
    """The version published before this one, None when it is the first."""
    earlier = [one for one in versions if one.version < later.version]
    return earlier[-1] if earlier else None


def _moment(versions: Sequence[Version], at: str) -> datetime:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        names = [name for one in versions for name in one.names]
        near = difflib.get_close_matches(at, names, NEAR) or names[-NEAR:]
        hint = f"names near it: {', '.join(near)}" if near else "no version has a name yet"
        raise UsageError(
            f"there is no version {at}: give a version's number, a release's name or an ISO 8601 "
            f"time; {hint}; {_known(versions)}"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _published_by(versions: Sequence[Version], moment: datetime, at: str) -> Version:
    published = [one for one in versions if one.committed_at <= moment]
    if not published:
        first = versions[0]
        raise UsageError(
            f"there was no version at {at}: the first, {first.version}, was published at "
            f"{first.committed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
        )
    return published[-1]


def _known(versions: Sequence[Version]) -> str:
    numbers = [one.version for one in versions]
    span = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
    return f"the lake has {len(numbers)} versions, {span}; `onrecord versions` lists them"


def _version(
    number: int, moment: datetime, message: str, extra: str | None, names: dict[str, int]
) -> Version:
    known = json.loads(extra) if extra else {}
    return Version(
        version=number,
        committed_at=moment,
        message=message,
        code_version=known.get("code_version") or "",
        local_rules=known.get("local_rules") or "",
        names=tuple(name for name, version in names.items() if version == number),
        **{name: known.get(name) or {} for name in _FACTS},
    )


_FACTS = ("stage_versions", "stage_keys", "reference_digests", "inputs", "counts", "audit")
