"""Decides how `onrecord release` makes a release, or explains the number that it should have."""

from __future__ import annotations

import sys

import orjson

from flows.releasing.latest import read_json
from flows.releasing.release import Wish, explain_release, make_release
from flows.settings import Warehouse
from pipelines.release.manifest import MANIFEST


def run_release(wish: Wish, warehouse: Warehouse, *, explain: bool, as_json: bool) -> None:
    """Make the release and print what it is; or print why it should have which number."""
    if explain:
        lines = explain_release(warehouse, wish)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        return
    folder = make_release(warehouse, wish)
    manifest = read_json(folder / MANIFEST)
    files = manifest["files"].values()
    if as_json:
        answer = {name: manifest[name] for name in ("name", "version", "bump")}
        sys.stdout.buffer.write(orjson.dumps({**answer, "path": str(folder)}) + b"\n")
        return
    size = sum(one["bytes"] for one in files)
    sys.stdout.write(
        f"released {manifest['name']} (version {manifest['version']}): {len(files)} files, "
        f"{size / 1e6:,.1f} MB in {folder}\n"
    )
