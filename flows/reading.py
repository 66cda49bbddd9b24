"""Decides how a build reads its input: once, in order, into staged batches and rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.extraction import batch_inputs, to_arrow
from flows.inputs import Source, find_sources
from flows.readers import read_source
from flows.staging import ARRIVALS, PROCESSED, SOURCES, Staging, column_table, unhashed, write_batch
from pipelines.document import Input, Reject, document_id
from pipelines.errors import UsageError


def stage_inputs(inputs: Sequence[Path], staging: Staging, *, today: date) -> dict[str, int]:
    """Read all inputs into `pages/`, with their rejects, ids and source names staged beside them.

    Returns what was read: files, pages, rejects, bytes. UsageError when there is nothing to read.
    """
    reading = _Reading()
    for number, batch in enumerate(batch_inputs(reading.read(inputs))):
        pages = (one for one in batch if isinstance(one, Input))
        write_batch(staging.page_file(number), to_arrow(pages, today=today))
    if not reading.sources:
        given = ", ".join(str(one) for one in inputs)
        raise UsageError(f"no pages in {given}: put .txt, .html, .jsonl or .jsonl.gz files there")
    rejects = [_reject_row(one) for one in reading.rejects.values()]
    staging.write_table(
        "rejects", "read", pa.Table.from_pylist(rejects, schema=unhashed("rejects"))
    )
    staging.write_table("sources", "all", column_table(SOURCES, reading.sources))
    staging.write_table("arrivals", "all", pa.Table.from_pylist(reading.arrivals, schema=ARRIVALS))
    staging.write_table("processed", "all", column_table(PROCESSED, reading.seen))
    return dict(reading.counts)


class _Reading:
    """What has been read so far: repeats are told by id, and every refusal is kept once."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(files=0, pages=0, rejects=0, bytes=0)
        self.sources: dict[str, None] = {}
        self.seen: dict[str, None] = {}
        self.rejects: dict[str, Reject] = {}
        self.arrivals: list[dict[str, Any]] = []

    def read(self, inputs: Sequence[Path]) -> Iterator[Input]:
        """The pages to process; everything else is noted."""
        for source in find_sources(inputs):
            if isinstance(source, Reject):
                self._refuse(source)
                continue
            self.counts["files"] += 1
            self.sources[source.name] = None
            yield from self._read_source(source)

    def _read_source(self, source: Source) -> Iterator[Input]:
        for one in read_source(source):
            if isinstance(one, Reject):
                self._refuse(one)
                continue
            digest = sha256(one.content).hexdigest()
            doc_id = document_id(one.uri, digest)
            if doc_id in self.seen:
                detail = "read once already in this build: the repeat adds nothing"
                self._refuse(Reject(one.uri, one.source, digest, "read", "repeated_input", detail))
                continue
            self.arrivals.append(
                {
                    "place": len(self.seen),
                    "doc_id": doc_id,
                    "uri": one.uri,
                    "source": one.source,
                    "is_file": one.uri == one.source,
                }
            )
            self.seen[doc_id] = None
            self.counts["pages"] += 1
            self.counts["bytes"] += len(one.content)
            yield one

    def _refuse(self, refused: Reject) -> None:
        self.counts["rejects"] += 1
        self.sources[refused.source] = None
        self.rejects.setdefault(refused.reject_id, refused)


def _reject_row(refused: Reject) -> dict[str, str | None]:
    names = (name for name in unhashed("rejects").names if name != "stage_keys")
    return {name: getattr(refused, name) for name in names}
