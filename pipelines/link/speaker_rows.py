"""Decides what the table `speakers` tells of a speaker, and the speaker's id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.document import short_hash
from pipelines.link.blocks import Numbers
from pipelines.link.names import canonical_key, has_initial
from pipelines.link.speaker_forms import BODY, Form, fold_body, fold_stated
from pipelines.link.speaker_mentions import UNKNOWN_DAY, Spoken
from pipelines.link.told import Told, distinct_pairs

Identity = tuple[str, ...]
# The number of pages, negative, and the text: the least is the one that most pages have.
Used = tuple[int, str]
EPOCH = date(1970, 1, 1).toordinal()


def anchor_of(form: Form, place: Identity) -> Identity:
    """What the id of the speaker whose first mention has this form is made from.

    The spelling key of the name, and of a bare surname what it is known from.
    """
    key = fold_body(form.name) if form.group in (BODY, "document") else canonical_key(form.name)
    return (key or form.folded, *place)


def speaker_ids(anchors: Sequence[Identity], groups: Sequence[str]) -> list[str]:
    """An id for each speaker; of several with one anchor the later ones get their kind added."""
    taken: dict[str, None] = {}
    for anchor, group in zip(anchors, groups, strict=True):
        parts = anchor
        while (made := f"sp-{short_hash(*parts, digits=16)}") in taken:
            parts = (*parts, group)
        taken[made] = None
    return list(taken)


def best_names(spoken: Spoken, speakers: Numbers) -> list[str]:
    """Of each speaker the fullest form that most documents use: spelled out, else with initials.

    Of several used alike the one of the fewest words, without a title that is no part of it.
    `speakers` has the number of the speaker of each mention.
    """
    texts = sorted({form.written for form in spoken.forms})
    numbers = {text: no for no, text in enumerate(texts)}
    written = np.array([numbers[form.written] for form in spoken.forms], np.int64)
    named = written[spoken.form]
    every = Told(np.arange(len(named)), named, pa.array(texts, pa.string()))
    users = {(no, text): pages for no, text, pages in _users(spoken, speakers, every)}
    best: dict[int, tuple[int, int, int, str]] = {}
    for no, form in _forms(spoken, speakers):
        text = form.written
        rank = -_fullness(form), -users[no, text], len(text.split()), text
        best[no] = min(best.get(no, rank), rank)
    return [best[no][-1] for no in range(len(best))]


def _fullness(form: Form) -> int:
    return 2 * form.level - has_initial(form.name) if form.level > 1 else form.level


def _users(spoken: Spoken, speakers: Numbers, told: Told) -> Iterator[tuple[int, str, int]]:
    """Each text told of each speaker, with the number of pages that tell it."""
    texts = told.texts.to_pylist()
    count = np.int64(len(texts) or 1)
    met = speakers[told.items] * count + told.values
    found, pages = np.unique(distinct_pairs(met, spoken.page[told.items])[0], return_counts=True)
    parts = (part.tolist() for part in (*np.divmod(found, count), pages))
    for no, text, number in zip(*parts, strict=True):
        yield no, texts[text], number


def _forms(spoken: Spoken, speakers: Numbers) -> Iterator[tuple[int, Form]]:
    """The forms of each speaker, by number."""
    pairs = distinct_pairs(speakers, spoken.form)
    for no, form in zip(*(part.tolist() for part in pairs), strict=True):
        yield no, spoken.forms[form]


def speaker_rows(
    spoken: Spoken, speakers: Numbers, ids: Sequence[str], names: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows of the speakers, without `row_hash`, sorted by their ids."""
    count = len(ids)
    kinds: dict[int, Used] = {}
    for no, text, pages in _users(spoken, speakers, spoken.kinds):
        kinds[no] = min(kinds.get(no, (0, "")), (-pages, text))
    aliases: list[set[str]] = [{name} for name in names]
    for no, form in _forms(spoken, speakers):
        aliases[no].add(form.written)
    first, last = _days(spoken, speakers, count)
    columns = {
        "speaker_id": ids,
        "name": names,
        "kind": [kinds[no][1] if no in kinds else None for no in range(count)],
        "aliases": [sorted(forms - {name}) for forms, name in zip(aliases, names, strict=True)],
        "roles": _count_stated(spoken, speakers, spoken.roles, spoken.folded_roles, count),
        "affiliations": _count_stated(
            spoken, speakers, spoken.affiliations, spoken.folded_affiliations, count
        ),
        "document_count": np.bincount(
            distinct_pairs(speakers, spoken.page)[0], minlength=count
        ).tolist(),
        "quote_count": _add(speakers, spoken.verbatim, count),
        "report_count": _add(speakers, spoken.reported, count),
        "first_published_on": first,
        "last_published_on": last,
    }
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    rows.sort(key=lambda row: str(row["speaker_id"]))
    return rows


def _add(speakers: Numbers, numbers: Numbers, count: int) -> list[int]:
    """The sum of the numbers of each speaker's mentions."""
    sums = np.zeros(count, np.int64)
    np.add.at(sums, speakers, numbers)
    return sums.tolist()


def _days(
    spoken: Spoken, speakers: Numbers, count: int
) -> tuple[list[date | None], list[date | None]]:
    """The first and the last day on which pages have each speaker, None where none is known."""
    days = spoken.pages.days[spoken.page]
    known = days != UNKNOWN_DAY
    first, last = np.full(count, UNKNOWN_DAY), np.full(count, -UNKNOWN_DAY)
    np.minimum.at(first, speakers[known], days[known])
    np.maximum.at(last, speakers[known], days[known])
    return _dates(first), _dates(last)


def _dates(days: Numbers) -> list[date | None]:
    return [
        date.fromordinal(EPOCH + day) if abs(day) != UNKNOWN_DAY else None for day in days.tolist()
    ]


def _count_stated(
    spoken: Spoken, speakers: Numbers, told: Told, folded: Told, count: int
) -> list[list[dict[str, Any]]]:
    """Of each speaker the texts with the number of their documents, most first.

    Case and articles do not count; of texts that differ in these the most used one is told.
    """
    best: dict[tuple[int, str], Used] = {}
    for no, text, pages in _users(spoken, speakers, told):
        place = no, fold_stated(text)
        best[place] = min(best.get(place, (0, "")), (-pages, text))
    found: list[list[Used]] = [[] for _ in range(count)]
    for no, text, pages in _users(spoken, speakers, folded):
        found[no].append((-pages, best[no, text][1]))
    return [
        [{"text": text, "document_count": -pages} for pages, text in sorted(stated)]
        for stated in found
    ]
