"""Decides how a release's files are written for good: whole on the disk, digested, read-only."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

READ_ONLY = 0o444
BYTES_AT_ONCE = 1 << 20


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, with the same bytes on every system."""
    path.write_bytes(text.encode("utf-8"))


def write_json(path: Path, content: Any) -> None:
    """Write JSON for people and programs."""
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n")


def digest_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(BYTES_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def sync_path(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal_folder(folder: Path) -> None:
    """Make every file of a folder read-only, and wait until all is on the disk."""
    for path in sorted(folder.iterdir()):
        path.chmod(READ_ONLY)
        sync_path(path)
    sync_path(folder)


def replace_file(path: Path, content: Any) -> None:
    """Put JSON in the place of a file at once: readers find the old one or the new one, whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    write_json(unfinished, content)
    sync_path(unfinished)
    unfinished.replace(path)
    sync_path(path.parent)
