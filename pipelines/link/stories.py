"""Decides which documents are on one event: they carry the same words within a few days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pyarrow as pa

from pipelines.link.folding import fold_words
from pipelines.link.shapes import columns, make_link, make_table

LEAST_WORDS = 8
MOST_DAYS_APART = 3


class _Groups:
    """Documents in groups that grow together (union-find); the least id stands for a group."""

    def __init__(self, doc_ids: Iterable[str]) -> None:
        self._parents = {doc_id: doc_id for doc_id in doc_ids}

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._parents

    def head(self, doc_id: str) -> str:
        while (parent := self._parents[doc_id]) != doc_id:
            self._parents[doc_id] = self._parents[parent]
            doc_id = parent
        return doc_id

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.head(one), self.head(other)))
        self._parents[second] = first


def link_stories(documents: pa.Table, quotes: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The table `stories`, and table(doc_id, story_id) for documents that share one.

    Documents are joined when one repeats the other, or when both carry an utterance of some
    length and were published at most a few days apart. A document without a day joins the
    others of an utterance when their days leave one cluster only.
    """
    doc_ids, titles, days, repeats = columns(
        documents, "doc_id", "title", "published_on", "duplicate_of"
    )
    groups = _Groups(doc_ids)
    for doc_id, head in zip(doc_ids, repeats, strict=True):
        if head in groups:
            groups.join(doc_id, head)
    day_of = dict(zip(doc_ids, days, strict=True))
    for carriers in _carriers(quotes, groups):
        for one, other in _pairs(sorted(carriers), day_of):
            groups.join(one, other)
    members: dict[str, list[tuple[date, str, str | None]]] = {}
    for doc_id, title, day in zip(doc_ids, titles, days, strict=True):
        members.setdefault(groups.head(doc_id), []).append((day or date.max, doc_id, title))
    stories = {f"st-{head}": sorted(group) for head, group in members.items() if len(group) > 1}
    rows = [_row(story_id, stories[story_id]) for story_id in sorted(stories)]
    pairs = {doc_id: story_id for story_id, group in stories.items() for _, doc_id, _ in group}
    return make_table("stories", rows), make_link("documents", "doc_id", "story_id", pairs)


def _carriers(quotes: pa.Table, groups: _Groups) -> Iterator[set[str]]:
    """The documents of each utterance that is long enough to tell an event."""
    carriers: dict[str, set[str]] = {}
    longest: dict[str, int] = {}
    names = ("doc_id", "utterance_id", "quote_text")
    for doc_id, utterance_id, text in zip(*columns(quotes, *names), strict=True):
        if utterance_id is not None and doc_id in groups:
            carriers.setdefault(utterance_id, set()).add(doc_id)
            words = fold_words(text).count(" ") + 1
            longest[utterance_id] = max(words, longest.get(utterance_id, 0))
    for utterance_id, doc_ids in carriers.items():
        if len(doc_ids) > 1 and longest[utterance_id] >= LEAST_WORDS:
            yield doc_ids


def _pairs(doc_ids: Iterable[str], day_of: Mapping[str, date | None]) -> Iterator[tuple[str, str]]:
    """Neighbours in time that belong together, enough of them to join every cluster."""
    known: list[tuple[date, str]] = []
    undated: list[str] = []
    for doc_id in doc_ids:
        day = day_of[doc_id]
        if day is None:
            undated.append(doc_id)
        else:
            known.append((day, doc_id))
    known.sort()
    is_one_cluster = True
    for (day, one), (next_day, other) in pairwise(known):
        if (next_day - day).days <= MOST_DAYS_APART:
            yield one, other
        else:
            is_one_cluster = False
    anchors = [known[0][1]] if known and is_one_cluster else undated[:1]
    for anchor in anchors:
        yield from ((anchor, doc_id) for doc_id in undated if doc_id != anchor)


def _row(story_id: str, group: list[tuple[date, str, str | None]]) -> Mapping[str, Any]:
    days = [day for day, _, _ in group if day != date.max]
    return {
        "story_id": story_id,
        "title": next((title for _, _, title in group if title), None),
        "first_published_on": min(days, default=None),
        "last_published_on": max(days, default=None),
        "document_count": len(group),
    }
