"""Decides which quotes are of one speaker, across all documents."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.link.blocks import Numbers
from pipelines.link.corrections import Corrections, read_corrections
from pipelines.link.forest import NONE
from pipelines.link.parents import places_or_null
from pipelines.link.shapes import make_table
from pipelines.link.speaker_bare import (
    LooseKey,
    Person,
    place_loose,
    read_unsettled,
    resolve_mentions,
)
from pipelines.link.speaker_blocks import key_forms
from pipelines.link.speaker_forms import Form
from pipelines.link.speaker_groups import Groups, group_forms
from pipelines.link.speaker_heard import hear_speakers
from pipelines.link.speaker_mentions import Spoken, read_mentions
from pipelines.link.speaker_rows import anchor_of, best_names, speaker_ids, speaker_rows
from pipelines.link.speaker_words import join_by_words
from pipelines.references import References
from schemas.tables import TABLES

LINKED = ("quote_id", "speaker_id", "speaker_link", "speaker_inferred_name")
# What a mention or a quote is its speaker's by.
LINKS = ("name", "utterance", "story", "role", "correction")
BY_NAME, BY_UTTERANCE, BY_CORRECTION = 0, 1, 4


class _Cast(NamedTuple):
    """Speakers by number, the earliest first: names and ids; of each mention its speaker and link."""

    speakers: Numbers
    links: Numbers
    names: list[str]
    ids: list[str]


def link_speakers(quotes: pa.Table, references: References) -> tuple[pa.Table, pa.Table]:
    """The table `speakers`, and table(quote_id, speaker_id, speaker_link, speaker_inferred_name).

    Full names are one speaker when they are surely one name, or are alike and share words said
    once, a story, an affiliation or a role. A bare surname is resolved page by page, to the
    one fitting person who said the same words, speaks in the story, or has the affiliation or
    role; else it is known in its story, document, affiliation or role only. Unlike names are one
    person's where pages give both the same words time and again. A quote without a name gets the
    speaker of the same words on other pages. ReferenceFault when a row of `corrections.csv` is
    malformed.
    """
    corrections = read_corrections(references)
    spoken = read_mentions(quotes, corrections)
    cast = _cast(spoken, corrections)
    rows = speaker_rows(spoken, cast.speakers, cast.ids, cast.names)
    return make_table("speakers", rows), _links(quotes, spoken, cast)


def _cast(spoken: Spoken, corrections: Corrections) -> _Cast:
    keys = key_forms(spoken.forms)
    groups = group_forms(spoken, keys, corrections)
    join_by_words(groups, spoken)
    unsettled = read_unsettled(spoken)
    resolved = resolve_mentions(spoken, keys, groups, unsettled)
    nobody = [
        mention
        for form, mentions in unsettled.items()
        if form.is_loose
        for mention in mentions
        if mention.number not in resolved
    ]
    loose = place_loose(spoken, nobody)
    speakers, forms, places = _number_speakers(spoken, groups, resolved, loose)
    anchors = [anchor_of(*one) for one in zip(forms, places, strict=True)]
    ids = speaker_ids(anchors, [form.group for form in forms])
    links = _link_mentions(spoken, resolved)
    names = best_names(spoken, speakers)
    _mark_merged(spoken, speakers, links, names, corrections)
    return _Cast(speakers, links, names, ids)


def _number_speakers(
    spoken: Spoken,
    groups: Groups,
    resolved: dict[int, Person],
    loose: dict[int, LooseKey],
) -> tuple[Numbers, list[Form], list[tuple[str, ...]]]:
    """The speaker of each mention; of each speaker the first form, and what it is known from.

    The first speaker is the one of the first mention: of the earliest page, on one page of the
    first form.
    """
    who = groups.heads()[spoken.form]
    for number, (person, _) in resolved.items():
        who[number] = groups.head(person).number
    numbers: dict[LooseKey, int] = {}
    for number, key in loose.items():
        who[number] = len(spoken.forms) + numbers.setdefault(key, len(numbers))
    order = np.lexsort((spoken.form, spoken.page))
    found, firsts, places = np.unique(who[order], return_index=True, return_inverse=True)
    ranking = np.argsort(firsts)
    rank = np.empty_like(ranking)
    rank[ranking] = np.arange(len(ranking))
    speakers = np.empty_like(who)
    speakers[order] = rank[places]
    known = [*((),) * len(spoken.forms), *(key[1:] for key in numbers)]
    forms = spoken.form[order[firsts[ranking]]].tolist()
    return (
        speakers,
        [spoken.forms[form] for form in forms],
        [known[one] for one in found[ranking].tolist()],
    )


def _link_mentions(spoken: Spoken, resolved: dict[int, Person]) -> Numbers:
    """By what each mention is its speaker's, as a place in LINKS."""
    links = np.full(len(spoken.form), BY_NAME, np.int64)
    for number, (_, link) in resolved.items():
        links[number] = LINKS.index(link)
    is_other = np.array([form.name != form.written for form in spoken.forms], np.bool_)
    links[is_other[spoken.form]] = BY_CORRECTION
    return links


def _mark_merged(
    spoken: Spoken, speakers: Numbers, links: Numbers, names: list[str], corrections: Corrections
) -> None:
    """Give the link `correction` to names that are the speaker's by a merge alone."""
    merged = {name for pair in corrections.merged for name in pair}
    is_merged = np.array([form.folded in merged for form in spoken.forms], np.bool_)
    for mention in np.flatnonzero(is_merged[spoken.form]).tolist():
        if spoken.forms[spoken.form[mention]].written != names[speakers[mention]]:
            links[mention] = BY_CORRECTION


def _links(quotes: pa.Table, spoken: Spoken, cast: _Cast) -> pa.Table:
    """The links of the quotes that have a speaker, sorted by quote_id."""
    is_named = spoken.mention != NONE
    speakers, links, inferred = np.full((3, quotes.num_rows), NONE, np.int64)
    mention = spoken.mention[is_named]
    speakers[is_named], links[is_named] = cast.speakers[mention], cast.links[mention]
    is_bare = np.array([form.level < 2 for form in spoken.forms], np.bool_)[spoken.form]
    is_other = is_bare & (cast.links != BY_NAME)
    inferred[is_named] = np.where(is_other, cast.speakers, NONE)[mention]
    rows, found = hear_speakers(spoken, cast.speakers)
    speakers[rows], links[rows], inferred[rows] = found, BY_UTTERANCE, found
    types = TABLES["quotes"]
    columns = (
        pa.array(texts, types.field(name).type).take(places_or_null(places))
        for name, texts, places in (
            ("speaker_id", cast.ids, speakers),
            ("speaker_link", LINKS, links),
            ("speaker_inferred_name", cast.names, inferred),
        )
    )
    schema = pa.schema(
        [pa.field(name, types.field(name).type, nullable=name != LINKED[0]) for name in LINKED]
    )
    ids = quotes["quote_id"].combine_chunks()
    table = pa.Table.from_arrays([ids, *columns], schema=schema)
    return table.filter(pa.array(speakers != NONE))
