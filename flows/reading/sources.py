"""Decides which files of an input folder are read, and as what."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.document import Reject
from pipelines.errors import UsageError

KINDS = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
    ".jsonl.gz": "application/jsonl+gzip",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: `name` is its path below the input folder, with '/' between the parts."""

    path: Path
    name: str
    kind: str


def find_sources(inputs: Sequence[Path]) -> Iterator[Source | Reject]:
    """The files of the given folders and the given files themselves, in sorted order.

    Dot files and README files are left out; links that leave the folder, files of unknown kinds
    and what cannot be listed become rejects. UsageError when an input does not exist.
    """
    for given in inputs:
        if given.is_dir():
            yield from _walk(given, given, given.resolve())
        elif given.exists():
            yield _classify(given, given.name)
        else:
            raise UsageError(f"{given} does not exist: give a file or a folder of pages")


def name_source(given: Path) -> Source | Reject:
    """A single file as a source, named as it was given."""
    if not given.exists():
        raise UsageError(f"{given} does not exist: give a file, or - for standard input")
    if given.is_dir():
        raise UsageError(f"{given} is a folder: give its files, or run `onrecord build`")
    return _classify(given, given.as_posix())


def _walk(folder: Path, given: Path, root: Path) -> Iterator[Source | Reject]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _refuse(
            _below(folder, given), "unreadable", f"{error.strerror}: the folder is skipped"
        )
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(".") or path.stem.upper() == "README":
            continue
        if entry.is_symlink() and not _stays_inside(path, root):
            detail = (
                "a link that loops, leads to a folder, or leaves the input folder: copy the file"
            )
            yield _refuse(_below(path, given), "symlink_not_followed", detail)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, given, root)
        else:
            yield _classify(path, _below(path, given))


def _below(path: Path, given: Path) -> str:
    name = path.relative_to(given).as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _stays_inside(link: Path, root: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root)


def _classify(path: Path, name: str) -> Source | Reject:
    kind = next(
        (
            KINDS[ending]
            for ending in sorted(KINDS, key=len, reverse=True)
            if path.name.lower().endswith(ending)
        ),
        None,
    )
    if kind is None:
        return _refuse(name, "unsupported_type", f"files end in {', '.join(KINDS)}")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _refuse(name, "unreadable", f"{error.strerror}: check the file and its permissions")
    if not stat.S_ISREG(mode):
        return _refuse(name, "unreadable", "not a regular file: only files are read")
    return Source(path, name, kind)


def _refuse(name: str, reason: str, detail: str) -> Reject:
    return Reject(name, name, None, "read", reason, detail)
