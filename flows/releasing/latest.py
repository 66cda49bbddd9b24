"""Decides how `latest.json` names the last release, and how manifests are read and chained to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.releasing.files import digest_file, replace_file
from flows.settings import Warehouse
from pipelines.errors import ReleaseFault
from pipelines.release.manifest import MANIFEST
from pipelines.release.names import NAME

LATEST = "latest.json"


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of a release; ReleaseFault when it cannot be read."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ReleaseFault(
            f"{path} cannot be read: {error}; restore the release from a copy"
        ) from error
    if not isinstance(content, dict):
        raise ReleaseFault(f"{path} must be a JSON object; restore the release from a copy")
    return content


def release_folders(warehouse: Warehouse) -> Iterator[Path]:
    """The folders of all finished releases, in order of their names."""
    for path in sorted(warehouse.releases.glob("*")):
        if NAME.fullmatch(path.name) and path.is_dir():
            yield path


def last_release(warehouse: Warehouse) -> Path | None:
    """The folder that was released last, by the manifests; None when there is none."""
    found = [
        (datetime.fromisoformat(read_json(path / MANIFEST)["released_at"]), path)
        for path in release_folders(warehouse)
    ]
    return max(found)[1] if found else None


def name_latest(warehouse: Warehouse, folder: Path) -> bool:
    """Make `latest.json` name this release; returns whether it did not do so before."""
    manifest = read_json(folder / MANIFEST)
    content = {
        "name": manifest["name"],
        "version": manifest["version"],
        "released_at": manifest["released_at"],
        "changed_at": manifest["committed_at"],
        "path": folder.name,
        "manifest_sha256": digest_file(folder / MANIFEST),
    }
    path = warehouse.releases / LATEST
    if path.exists() and read_json(path) == content:
        return False
    replace_file(path, content)
    return True
