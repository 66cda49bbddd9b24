"""Versions are found by number, by a release's name, and by a time; else the message helps."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.commands.versions import describe_audit
from flows.lake.released import released_versions
from flows.lake.versions import Version, choose_version, version_before
from flows.settings import Warehouse
from pipelines.errors import LakeError, UsageError


def version(number: int, day: int, *names: str, **audit: object) -> Version:
    moment = datetime(2026, 3, day, 12, tzinfo=UTC)
    return Version(number, moment, "m", "0.1", {}, {}, {}, {}, {}, dict(audit), "", names)


VERSIONS = [version(2, 1), version(4, 3, "2026.1", "first"), version(5, 9, "2026.2")]


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (None, 5),
        ("2", 2),
        ("04", 4),
        ("first", 4),
        ("2026.1", 4),
        ("2026-03-01T12:00:00+00:00", 2),
        ("2026-03-03", 2),
        ("2026-03-04", 4),
        ("2026-03-03T13:30+02:00", 2),
        ("2026-03-03T14:30+02:00", 4),
        ("2030-01-01", 5),
    ],
)
def test_a_version_is_found(at: str | None, number: int) -> None:
    assert choose_version(VERSIONS, at).version == number


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("3", "there is no version 3: the lake has 3 versions, 2 to 5"),
        ("0", "there is no version 0"),
        ("firts", "names near it: first"),
        ("2026.3", "names near it: 2026.2, 2026.1"),
        ("soon", "names near it: 2026.1, first, 2026.2"),
        ("-1", "give a version's number, a release's name or an ISO 8601 time"),
        ("²", "there is no version ²"),
        ("2020-01-01", "the first, 2, was published at 2026-03-01T12:00:00"),
    ],
)
def test_what_does_not_exist_is_wrong_usage(at: str, told: str) -> None:
    with pytest.raises(UsageError) as failure:
        choose_version(VERSIONS, at)
    assert told in str(failure.value)


def test_an_empty_lake_has_no_version() -> None:
    with pytest.raises(UsageError, match="onrecord build"):
        choose_version([], None)


def test_the_version_before() -> None:
    assert version_before(VERSIONS, VERSIONS[2]) is VERSIONS[1]
    assert version_before(VERSIONS, VERSIONS[0]) is None


def test_names_are_those_of_releases(tmp_path: Path) -> None:
    for name, number in (("2026.2", 5), ("2026.1", 4), (".moving", 9)):
        folder = tmp_path / "releases" / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps({"name": name, "version": number}))
    (tmp_path / "releases" / "latest.json").write_text("{}")
    assert released_versions(Warehouse(tmp_path)) == {"2026.1": 4, "2026.2": 5}
    assert released_versions(Warehouse(tmp_path / "none")) == {}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": "x", "version": "y"}'])
def test_a_damaged_release_is_named(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "releases" / "x"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(content)
    with pytest.raises(LakeError, match=r"releases/x/manifest\.json"):
        released_versions(Warehouse(tmp_path))


@pytest.mark.parametrize(
    ("audit", "told"),
    [
        ({}, "unknown"),
        ({"success": True, "failed_warning": 0}, "clean"),
        ({"success": True, "failed_warning": 2}, "2 warnings"),
        ({"success": False, "failed_warning": 0}, "failed"),
    ],
)
def test_the_audit_in_words(audit: dict[str, object], told: str) -> None:
    assert describe_audit(version(1, 1, **audit)) == told
