"""Decides how files that are given by name are answered: in order, in one pass or in two."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from flows.extracting.extraction import answer_batches, batch_inputs
from flows.reading.pages import read_records, read_source
from flows.reading.sources import name_source
from flows.settings import BATCH_PAGES
from pipelines.document import Input, Reject


def answer_files(
    files: list[str], jobs: int, *, learn_sites: bool, pages: int = BATCH_PAGES
) -> Iterator[pa.RecordBatch]:
    """The answers to all pages of the files (- is standard input), `pages` in a batch.

    With `learn_sites` each page is without what its site repeats on the others.
    """
    batches = batch_inputs(_read_all(files), pages=pages)
    if not learn_sites:
        return answer_batches(batches, jobs=jobs)
    from flows.extracting.two_passes import answer_in_two_passes  # it brings the database along

    return answer_in_two_passes(batches, jobs=jobs)


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
