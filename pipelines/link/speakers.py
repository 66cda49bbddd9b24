"""Decides which quotes are of one speaker, across all documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.link.corrections import Corrections, read_corrections
from pipelines.link.shapes import make_table
from pipelines.link.speaker_bare import place_loose, resolve_mentions
from pipelines.link.speaker_groups import group_forms
from pipelines.link.speaker_mentions import Form, Mention, Spoken, read_mentions
from pipelines.link.speaker_rows import (
    Identity,
    anchor_of,
    best_name,
    speaker_ids,
    speaker_row,
)
from pipelines.references import References
from schemas.tables import TABLES

LINKED = ("quote_id", "speaker_id", "speaker_link", "speaker_inferred_name")


@dataclass(slots=True)
class _Cast:
    """Speakers by number, the earliest first: mentions, names, ids; and what each mention is."""

    numbers: dict[Mention, int] = field(default_factory=dict)
    links: dict[Mention, str] = field(default_factory=dict)
    members: list[list[Mention]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def link_speakers(quotes: pa.Table, references: References) -> tuple[pa.Table, pa.Table]:
    """The table `speakers`, and table(quote_id, speaker_id, speaker_link, speaker_inferred_name).

    Full names are one speaker when they are surely one name, or are alike and share words said
    once, a story, an affiliation or a role. A bare surname is resolved page by page, to the
    one fitting person who said the same words, speaks in the story, or has the affiliation or
    role; else it is known in its story, document, affiliation or role only. A quote without a
    name gets the one speaker of the same words on other pages. ReferenceFault when a row of
    `corrections.csv` is malformed.
    """
    corrections = read_corrections(references)
    spoken = read_mentions(quotes, corrections)
    cast = _cast(spoken, corrections)
    rows = [speaker_row(*told) for told in zip(cast.ids, cast.names, cast.members, strict=True)]
    rows.sort(key=lambda row: str(row["speaker_id"]))
    return make_table("speakers", rows), _links(spoken, cast)


def _cast(spoken: Spoken, corrections: Corrections) -> _Cast:
    groups = group_forms(spoken.forms, corrections)
    resolved = resolve_mentions(spoken.forms, groups)
    loose = place_loose(
        mention
        for form in spoken.forms
        if form.is_loose
        for mention in form.mentions
        if mention not in resolved
    )
    members: dict[Form | Identity, list[Mention]] = {}
    cast = _Cast()
    for form in spoken.forms:
        head = groups.head(form)
        for mention in form.mentions:
            person, link = resolved.get(mention, (head, "name"))
            cast.links[mention] = "correction" if form.name != form.written else link
            members.setdefault(loose.get(mention, groups.head(person)), []).append(mention)
    told = [(key, sorted(some, key=_order)) for key, some in members.items()]
    told.sort(key=lambda one: _order(one[1][0]))
    anchors = {
        no: anchor_of(some[0], key[1:] if isinstance(key, tuple) else ())
        for no, (key, some) in enumerate(told)
    }
    classes = {no: some[0].form.group for no, (_, some) in enumerate(told)}
    cast.ids = list(speaker_ids(anchors, classes).values())
    cast.members = [some for _, some in told]
    cast.names = [best_name(some) for some in cast.members]
    cast.numbers = {mention: no for no, some in enumerate(cast.members) for mention in some}
    _mark_merged(cast, corrections)
    return cast


def _order(mention: Mention) -> tuple[Any, ...]:
    form = mention.form
    return mention.day or date.max, mention.doc_id, form.name, form.written, form.group


def _mark_merged(cast: _Cast, corrections: Corrections) -> None:
    """Give the link `correction` to names that are the speaker's by a merge alone."""
    merged = {name for pair in corrections.merged for name in pair}
    for mention, no in cast.numbers.items():
        if mention.form.folded in merged and mention.form.written != cast.names[no]:
            cast.links[mention] = "correction"


def _links(spoken: Spoken, cast: _Cast) -> pa.Table:
    heard = _heard(spoken, cast)
    rows = []
    for quote_id, mention, said in zip(
        spoken.quote_ids, spoken.mentions, spoken.utterances, strict=True
    ):
        if mention is not None:
            no = cast.numbers[mention]
            name = cast.names[no]
            is_inferred = mention.form.level < 2 and cast.links[mention] != "name"
            rows.append(
                (quote_id, cast.ids[no], cast.links[mention], name if is_inferred else None)
            )
        elif len(speakers := set().union(*(heard.get(one, set()) for one in said))) == 1:
            [no] = speakers
            rows.append((quote_id, cast.ids[no], "utterance", cast.names[no]))
    rows.sort(key=lambda row: row[0])
    types = TABLES["quotes"]
    schema = pa.schema(
        [pa.field(name, types.field(name).type, nullable=name != LINKED[0]) for name in LINKED]
    )
    arrays = [[row[at] for row in rows] for at in range(len(LINKED))]
    return pa.Table.from_arrays(arrays, schema=schema)


def _heard(spoken: Spoken, cast: _Cast) -> dict[str, set[int]]:
    """The speakers whom pages name for each utterance."""
    heard: dict[str, set[int]] = {}
    for mention, said in zip(spoken.mentions, spoken.utterances, strict=True):
        if mention is not None:
            for one in said:
                heard.setdefault(one, set()).add(cast.numbers[mention])
    return heard
