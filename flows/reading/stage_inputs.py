"""Decides how a build reads its input: once, in order, into staged batches and rejects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.extracting.extraction import batch_inputs, to_arrow
from flows.reading.known import NOTHING_KNOWN, Known
from flows.reading.pages import read_source
from flows.reading.sources import Source, find_sources
from flows.staging import (
    ARRIVALS,
    CONTROL,
    PROCESSED,
    SOURCES,
    Staging,
    column_table,
    unhashed,
    write_batch,
)
from pipelines.document import Input, Reject, document_id
from pipelines.errors import UsageError

ARRIVALS_HELD = 50_000
WITHDRAWN = "the page was withdrawn: the warehouse's withdrawals.jsonl says why"


def stage_inputs(
    inputs: Sequence[Path],
    staging: Staging,
    *,
    today: date,
    known: Known = NOTHING_KNOWN,
    withdrawn: Collection[str] = (),
) -> dict[str, int]:
    """Read all inputs: the pages to extract into `pages/`, and beside them what else was read.

    Pages and refusals that the lake knows are not extracted again; of a withdrawn uri nothing is.
    Returns what was read: files, pages, those known, rejects, bytes. UsageError when there is
    nothing to read.
    """
    reading = _Reading(known, withdrawn, staging)
    for number, batch in enumerate(batch_inputs(reading.read(inputs))):
        pages = (one for one in batch if isinstance(one, Input))
        write_batch(staging.page_file(f"{number:06d}"), to_arrow(pages, today=today))
    if not reading.sources:
        given = ", ".join(str(one) for one in inputs)
        raise UsageError(f"no pages in {given}: put .txt, .html, .jsonl or .jsonl.gz files there")
    rejects = [_reject_row(one) for one in reading.rejects.values()]
    staging.write_table(
        "rejects", "read", pa.Table.from_pylist(rejects, schema=unhashed("rejects"))
    )
    staging.write_table("sources", "all", column_table(SOURCES, reading.sources))
    reading.write_arrivals()
    staging.write_table("processed", "all", column_table(PROCESSED, reading.new))
    again = column_table(CONTROL["refused_again"], reading.refused_again)
    staging.write_table("refused_again", "all", again)
    return dict(reading.counts)


class _Reading:
    """What has been read so far: repeats are told by id, and every refusal is kept once."""

    def __init__(self, known: Known, withdrawn: Collection[str], staging: Staging) -> None:
        self._known, self._withdrawn, self._staging = known, withdrawn, staging
        self.counts: Counter[str] = Counter(files=0, pages=0, known=0, rejects=0, bytes=0)
        self.sources: dict[str, None] = {}
        self.seen: dict[str, None] = {}
        self.rejects: dict[str, Reject] = {}
        self.new: list[str] = []
        self.refused_again: list[str] = []
        self._arrivals: list[dict[str, Any]] = []

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
            if one.uri in self._withdrawn:
                self._refuse(Reject(one.uri, one.source, digest, "read", "withdrawn", WITHDRAWN))
                continue
            is_known = self._is_known(doc_id, digest, one)
            self._note(doc_id, one, is_known=is_known)
            if is_known:
                self.counts["known"] += 1
                continue
            self.new.append(doc_id)
            yield one

    def _note(self, doc_id: str, one: Input, *, is_known: bool) -> None:
        is_last = is_known and doc_id not in self._known.superseded
        self._arrivals.append(
            {
                "place": len(self.seen),
                "doc_id": doc_id,
                "uri": one.uri,
                "source": one.source,
                "is_file": one.uri == one.source and not is_last,
            }
        )
        self.seen[doc_id] = None
        self.counts["pages"] += 1
        self.counts["bytes"] += len(one.content)
        if len(self._arrivals) >= ARRIVALS_HELD:
            self.write_arrivals()

    def write_arrivals(self) -> None:
        """Stage the arrivals that are held."""
        rows = pa.Table.from_pylist(self._arrivals, schema=ARRIVALS)
        self._staging.write_table("arrivals", f"{len(self.seen):09d}", rows)
        self._arrivals.clear()

    def _is_known(self, doc_id: str, digest: str, one: Input) -> bool:
        if self._known.has_page(doc_id, one):
            return True
        refused = self._known.find_reject(one, digest)
        if refused is not None:
            self.refused_again.append(refused)
        return refused is not None

    def _refuse(self, refused: Reject) -> None:
        self.counts["rejects"] += 1
        self.sources[refused.source] = None
        self.rejects.setdefault(refused.reject_id, refused)


def _reject_row(refused: Reject) -> dict[str, str | None]:
    names = (name for name in unhashed("rejects").names if name != "stage_keys")
    return {name: getattr(refused, name) for name in names}
