"""Decides what a release's manifest holds, and what differs between it and a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pipelines.release.facts import Release

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a release: its size in bytes and digest; rows where it is Parquet."""

    bytes: int
    sha256: str
    rows: int | None = None


def describe_release(release: Release, files: Mapping[str, FileFacts]) -> dict[str, Any]:
    """The content of `manifest.json`: every other file, and what the release came from."""
    before = release.previous
    bump = release.bump
    return {
        "format": FORMAT,
        "name": release.name,
        "version": release.version,
        "committed_at": release.committed_at.isoformat(),
        "released_at": release.released_at.isoformat(),
        "with_text": release.with_text,
        **release.provenance,
        "previous": before
        and {
            "name": before.name,
            "version": before.version,
            "manifest_sha256": before.manifest_sha256,
        },
        "bump": before
        and {
            "level": bump.level.word,
            "data_package": bump.data_package.word,
            "croissant": bump.croissant.word,
            "because": [change.tell() for change in bump.reasons],
        },
        "changes": [asdict(change) for change in release.changes],
        "files": {
            path: {name: value for name, value in asdict(facts).items() if value is not None}
            for path, facts in sorted(files.items())
        },
    }


def compare_files(
    listed: Mapping[str, Mapping[str, Any]], found: Mapping[str, FileFacts]
) -> Iterator[str]:
    """What differs between the files that a manifest lists and those of a folder, in words."""
    for path in sorted(listed.keys() | found.keys()):
        if path not in found:
            yield f"{path} is missing"
        elif path not in listed:
            yield f"{path} is no part of the release"
        elif found[path].bytes != listed[path]["bytes"]:
            yield f"{path} has {found[path].bytes:,} bytes instead of {listed[path]['bytes']:,}"
        elif found[path].sha256 != listed[path]["sha256"]:
            yield f"{path} has other content: its sha256 is {found[path].sha256}"
