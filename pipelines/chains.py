"""Decides in which order the documents at one uri were the page, and which of them is it now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple


class Arrival(NamedTuple):
    """A document that was read: `is_file` where it is what a file holds now."""

    doc_id: str
    is_file: bool


def follow_links(links: Mapping[str, str | None]) -> list[str]:
    """The documents of a known chain, the first one first, given what each supersedes."""
    after = {before: doc_id for doc_id, before in links.items()}
    chain: list[str] = []
    current = after.get(None)
    while current is not None:
        chain.append(current)
        current = after.get(current)
    return chain


def order_documents(
    known: Sequence[str],
    arrivals: Iterable[Arrival],
    retrieved: Mapping[str, datetime | None],
    moved: Collection[str],
) -> list[str]:
    """All documents at a uri, the current one last.

    `known` is their order so far; `retrieved` has those that there are now, with the time of
    retrieval; `moved` are known ones whose time is another than it was. Documents with a time are
    in its order, by doc_id where it is equal; one without came when it was read first, or last where
    it is what a file holds now.
    """
    chain = [one for one in known if one in retrieved and one not in moved]
    for doc_id, is_file in [*(Arrival(one, False) for one in known if one in moved), *arrivals]:
        if doc_id not in retrieved:
            continue
        if doc_id in chain:
            if is_file:
                chain.remove(doc_id)
                chain.append(doc_id)
            continue
        chain.insert(_place(doc_id, chain, retrieved), doc_id)
    return chain


def _place(doc_id: str, chain: Sequence[str], retrieved: Mapping[str, datetime | None]) -> int:
    """Before the first one that was retrieved later, else at the end."""
    moment = retrieved[doc_id]
    if moment is not None:
        for place, other in enumerate(chain):
            later = retrieved[other]
            if later is not None and (later, other) > (moment, doc_id):
                return place
    return len(chain)
