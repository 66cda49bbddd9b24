"""Decides which documents repeat the words of an earlier one."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from pipelines.link.folding import fold_words
from pipelines.link.shapes import columns, make_link

LAST_DAY, LAST_TIME = date.max, datetime.max


def digest_body(body: str) -> str:
    """SHA-256 over the words of a body, the same for bodies that differ in layout or case."""
    return hashlib.sha256(fold_words(body).encode("utf-8", "surrogatepass")).hexdigest()


def link_duplicates(documents: pa.Table) -> pa.Table:
    """Link every document to the first with the same words: table(doc_id, duplicate_of).

    First is the earliest published, then retrieved, unknown times last; then by uri and doc_id.
    The first itself, and a document without `body_digest`, has no row.
    """
    names = ("doc_id", "uri", "body_digest", "published_on", "retrieved_at")
    groups: dict[str, list[tuple[Any, ...]]] = {}
    for doc_id, uri, digest, day, time in zip(*columns(documents, *names), strict=True):
        if digest is not None:
            groups.setdefault(digest, []).append((*_order(day, time), uri, doc_id))
    linked: dict[str, str] = {}
    for group in groups.values():
        head = min(group)[-1]
        linked |= {rank[-1]: head for rank in group if rank[-1] != head}
    return make_link("documents", "doc_id", "duplicate_of", linked)


def _order(day: date | None, time: datetime | None) -> tuple[date, datetime]:
    return day or LAST_DAY, time.replace(tzinfo=None) if time else LAST_TIME
