"""Decides how `onrecord extract` prints documents: one JSON object a line, in input order."""

from __future__ import annotations

import sys
from typing import Any

import orjson

from flows.extracting.answering import answer_files
from flows.progress import progress
from schemas.tables import PER_DOCUMENT

REJECT_KEYS = ("stage", "reason", "detail")
OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
# Line breaks to many readers of lines, though not to JSON: written as escapes.
ESCAPES = {
    character.encode("utf-8"): f"\\u{ord(character):04x}".encode()
    for character in ("\u0085", "\u2028", "\u2029")
}


def run_extract(files: list[str], jobs: int, *, learn_sites: bool = False) -> None:
    """Extract the files (- is standard input) and print the answers."""
    write = sys.stdout.buffer.write
    with progress("extracting", None) as advance:
        for batch in answer_files(files, jobs, learn_sites=learn_sites):
            for row in batch.to_pylist():
                write(_print_line(_shape_answer(row)))
            sys.stdout.buffer.flush()
            advance(batch.num_rows)


def _shape_answer(row: dict[str, Any]) -> dict[str, Any]:
    if row["reject"] is not None:
        return {"uri": row["uri"], "reject": {key: row["reject"][key] for key in REJECT_KEYS}}
    return {key: row[key] for key in ("uri", "doc_id", "document", *PER_DOCUMENT)}


def _print_line(answer: dict[str, Any]) -> bytes:
    line = orjson.dumps(answer, option=OPTIONS)
    for character, escape in ESCAPES.items():
        line = line.replace(character, escape)
    return line
