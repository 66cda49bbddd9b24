"""Decides which versions have names: those that a release was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from flows.settings import Warehouse
from pipelines.errors import LakeError


def released_versions(warehouse: Warehouse) -> dict[str, int]:
    """The version that each release was made of, by the release's name, in order of the names.

    LakeError when a release's manifest is damaged.
    """
    manifests = sorted(warehouse.releases.glob("[!.]*/manifest.json"))
    return dict(_name_and_version(path) for path in manifests)


def _name_and_version(path: Path) -> tuple[str, int]:
    try:
        manifest: Any = orjson.loads(path.read_bytes())
        return str(manifest["name"]), int(manifest["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LakeError(
            f"{path} is not a release's manifest ({error!r}): restore the release from a copy, or "
            "remove its folder"
        ) from error
