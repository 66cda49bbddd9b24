"""Decides what the table `speakers` tells of a speaker, and the speaker's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipelines.document import short_hash
from pipelines.link.counting import most_used
from pipelines.link.names import canonical_key, has_initial
from pipelines.link.speaker_mentions import BODY, Form, Mention, fold_body, fold_stated

Identity = tuple[str, ...]


def anchor_of(mention: Mention, place: Identity) -> Identity:
    """What the id of the speaker of this first mention is made from.

    The spelling key of the name, and of a bare surname what it is known from.
    """
    form = mention.form
    key = fold_body(form.name) if form.group in (BODY, "document") else canonical_key(form.name)
    return (key or form.folded, *place)


def speaker_ids(anchors: Mapping[int, Identity], groups: Mapping[int, str]) -> dict[int, str]:
    """An id for each speaker; of several with one anchor the later ones get their kind added."""
    taken: set[str] = set()
    ids: dict[int, str] = {}
    for speaker, anchor in anchors.items():
        parts = anchor
        while (made := f"sp-{short_hash(*parts, digits=16)}") in taken:
            parts = (*parts, groups[speaker])
        taken.add(made)
        ids[speaker] = made
    return ids


def best_name(mentions: Sequence[Mention]) -> str:
    """The fullest form that most documents use: spelled out, else with initials, else a word.

    Of several used alike the one of the fewest words, without a title that is no part of it.
    """
    fullness = {form.written: _fullness(form) for form in {one.form for one in mentions}}
    most = max(fullness.values())
    users: dict[str, set[str]] = {}
    for mention in mentions:
        if fullness[mention.form.written] == most:
            users.setdefault(mention.form.written, set()).add(mention.doc_id)
    return min(users, key=lambda form: (-len(users[form]), len(form.split()), form))


def _fullness(form: Form) -> int:
    return 2 * form.level - has_initial(form.name) if form.level > 1 else form.level


def speaker_row(speaker_id: str, name: str, mentions: Sequence[Mention]) -> dict[str, Any]:
    """The row of a speaker with these mentions, without `row_hash`."""
    kinds: dict[str, set[str]] = {}
    for mention in mentions:
        for kind in mention.kinds:
            kinds.setdefault(kind, set()).add(mention.doc_id)
    days = [mention.day for mention in mentions if mention.day]
    forms = {mention.form.written for mention in mentions}
    return {
        "speaker_id": speaker_id,
        "name": name,
        "kind": most_used(kinds) if kinds else None,
        "aliases": sorted(forms - {name}),
        "roles": count_stated((m.doc_id, text) for m in mentions for text in m.roles),
        "affiliations": count_stated((m.doc_id, text) for m in mentions for text in m.affiliations),
        "document_count": len({mention.doc_id for mention in mentions}),
        "quote_count": sum(mention.verbatim for mention in mentions),
        "report_count": sum(mention.reported for mention in mentions),
        "first_published_on": min(days, default=None),
        "last_published_on": max(days, default=None),
    }


def count_stated(stated: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Texts with the number of their documents, most first; case and articles do not count."""
    texts: dict[str, dict[str, set[str]]] = {}
    for doc_id, text in stated:
        texts.setdefault(fold_stated(text), {}).setdefault(text, set()).add(doc_id)
    counted = [
        (most_used(users), len(set().union(*users.values()))) for _, users in sorted(texts.items())
    ]
    counted.sort(key=lambda one: (-one[1], one[0]))
    return [{"text": text, "document_count": count} for text, count in counted]
