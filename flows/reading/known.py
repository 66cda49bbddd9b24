"""Decides which pages of the input the lake has already, made by the stages as they are."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from flows.lake.duck import CATALOG, ROWS_AT_ONCE, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import Warehouse
from flows.staging import Staging
from pipelines.clean.stage import CLEAN
from pipelines.document import Input

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIGEST_BYTES = 16
# A page is known while its record tells the same of it and the stage is the same that made its
# blocks: what later stages make is made from the rows of the lake.
PAGES = f"""
    SELECT doc_id, url, media_type, epoch_us(retrieved_at) AS retrieved
    FROM {CATALOG}.main.documents JOIN {CATALOG}.main.document_stages USING (doc_id)
    WHERE stage_keys[?] = ?
"""
SUPERSEDED = f"SELECT doc_id FROM {CATALOG}.main.documents WHERE NOT is_current"
REFUSED = f"""
    SELECT source, uri, raw_sha256, reject_id, stage_keys
    FROM {CATALOG}.main.rejects WHERE stage_keys IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be extracted again, as digests: pages, and refused input with its reject's id.

    `superseded` are the documents that are not the current ones at their uri.
    """

    pages: frozenset[bytes] = frozenset()
    superseded: frozenset[str] = frozenset()
    refused: Mapping[bytes, str] = field(default_factory=dict)

    def has_page(self, doc_id: str, one: Input) -> bool:
        """Whether the lake has the page, and the record tells nothing new of it."""
        moment = one.retrieved_at
        retrieved = None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)
        return _digest(doc_id, one.url, one.media_type, retrieved) in self.pages

    def find_reject(self, one: Input, raw_sha256: str) -> str | None:
        """The reject of the same input by the same stages, None where there is none."""
        return self.refused.get(_digest(one.source, one.uri, raw_sha256))


NOTHING_KNOWN = Known()


def read_known(warehouse: Warehouse, staging: Staging, keys: Mapping[str, str]) -> Known:
    """What the lake knows, given the keys of the stages as they are."""
    with open_duckdb(scratch=staging.folder) as connection:
        if "document_stages" not in attach_if_present(connection, warehouse):
            return NOTHING_KNOWN
        reader = connection.execute(PAGES, [CLEAN.name, keys[CLEAN.name]])
        pages = frozenset(
            _digest(*row.values())
            for batch in reader.to_arrow_reader(ROWS_AT_ONCE)
            for row in batch.to_pylist()
        )
        refused = {
            _digest(*parts): reject_id
            for *parts, reject_id, found in connection.execute(REFUSED).fetchall()
            if found == keys
        }
        superseded = frozenset(one for (one,) in connection.execute(SUPERSEDED).fetchall())
    return Known(pages, superseded, refused)


def _digest(*parts: str | int | None) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
