"""Decides how `onrecord extract` prints documents: one JSON object a line, in input order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from flows.extraction import answer_batches, batch_inputs
from flows.inputs import name_source
from flows.progress import progress
from flows.readers import read_records, read_source
from pipelines.document import Input, Reject
from schemas.tables import PER_DOCUMENT

REJECT_KEYS = ("stage", "reason", "detail")


def run_extract(files: list[str], jobs: int) -> None:
    """Extract the files (- is standard input) and print the answers."""
    write = sys.stdout.buffer.write
    with progress("extracting", None) as advance:
        for batch in answer_batches(batch_inputs(_read_all(files)), jobs=jobs):
            for row in batch.to_pylist():
                write(
                    orjson.dumps(
                        _shape_answer(row), option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
                    )
                )
            sys.stdout.buffer.flush()
            advance(batch.num_rows)


def _read_all(files: list[str]) -> Iterator[Input | Reject]:
    for file in files:
        if file == "-":
            yield from read_records(sys.stdin.buffer, "-")
            continue
        source = name_source(Path(file))
        if isinstance(source, Reject):
            yield source
        else:
            yield from read_source(source)


def _shape_answer(row: dict[str, Any]) -> dict[str, Any]:
    if row["reject"] is not None:
        return {"uri": row["uri"], "reject": {key: row["reject"][key] for key in REJECT_KEYS}}
    return {key: row[key] for key in ("uri", "doc_id", "document", *PER_DOCUMENT)}
