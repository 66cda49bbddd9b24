"""Decides whether a release is still what it was when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.releasing.files import digest_file
from flows.releasing.latest import LATEST, read_json, release_folders
from flows.settings import Warehouse
from pipelines.errors import ReleaseFault, UsageError
from pipelines.release.manifest import MANIFEST, FileFacts, compare_files
from pipelines.release.names import NAME, parse_name


def check_release(warehouse: Warehouse, name: str) -> dict[str, Any]:
    """The manifest of a release of which every file is as the manifest says.

    UsageError when there is no such release; ReleaseFault names everything that differs: bytes or
    digests of files, files that are missing or too many, a manifest that `latest.json` or the
    manifests after it do not lead to.
    """
    folder = warehouse.releases / parse_name(name).text
    if not folder.is_dir():
        known = ", ".join(path.name for path in release_folders(warehouse)) or "none yet"
        raise UsageError(f"there is no release {name} in {warehouse.releases}: {known}")
    manifest = read_json(folder / MANIFEST)
    found = {path.name: _facts(path) for path in folder.iterdir() if path.name != MANIFEST}
    try:
        differences = [*compare_files(manifest["files"], found), *_chain(warehouse, folder)]
    except (KeyError, TypeError, AttributeError) as error:
        raise ReleaseFault(
            f"{folder / MANIFEST} is not one of ours ({error!r}): restore the release from a copy"
        ) from error
    if manifest.get("name") != name:
        differences.insert(0, f"{MANIFEST} is that of {manifest.get('name')!r}")
    if differences:
        lines = "\n".join(f"  {line}" for line in differences)
        raise ReleaseFault(
            f"release {name} is not what it was:\n{lines}\nrestore it from a copy; releases never change"
        )
    return manifest


def _facts(path: Path) -> FileFacts:
    if not path.is_file() or path.is_symlink():
        return FileFacts(0, "no regular file")
    return FileFacts(path.stat().st_size, digest_file(path))


def _chain(warehouse: Warehouse, folder: Path) -> Iterator[str]:
    """What is wrong between `latest.json` and the manifest, each manifest naming the one before."""
    path = warehouse.releases / LATEST
    if not path.is_file():
        yield f"{LATEST} is missing: the next `onrecord release` writes it again"
        return
    link: dict[str, Any] | None = read_json(path)
    by = LATEST
    while link is not None:
        name, digest = link["name"], link["manifest_sha256"]
        if not NAME.fullmatch(str(name)):
            yield f"{by} names {name!r}, which is no release"
            return
        manifest = warehouse.releases / name / MANIFEST
        if not manifest.is_file():
            yield f"{by} names release {name}, which is missing"
            return
        if digest_file(manifest) != digest:
            yield f"{manifest.relative_to(warehouse.releases)} has other content than {by} says"
            return
        if name == folder.name:
            return
        link, by = read_json(manifest)["previous"], f"the manifest of {name}"
    yield f"{LATEST} does not lead to it: if it is the last release, the next `onrecord release` mends that"
