"""What many quotes say, gathered into arrays, is what a plain loop over them finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.link.corrections import Corrections
from pipelines.link.forest import NONE
from pipelines.link.speaker_mentions import Spoken, read_mentions
from pipelines.link.told import Told, number_texts
from schemas.vocabularies import VERBATIM_KINDS

Make = Callable[..., pa.Table]
NO_CORRECTIONS = Corrections((), frozenset(), {})
DAYS = {"a": date(2020, 1, 3), "b": None, "c": date(2020, 1, 1), "d": date(2020, 1, 3)}
STORIES = {"a": "st-1", "b": None, "c": "st-1", "d": None}
QUOTE = st.fixed_dictionaries(
    {
        "doc_id": st.sampled_from("abcd"),
        "speaker_name": st.sampled_from([None, "Li Wu", "Li-Wu", "Wu", "?!", "Zoë Reed"]),
        "speaker_kind": st.sampled_from(["person", "group"]),
        "speaker_role": st.sampled_from([None, "", "mayor", "the Mayor"]),
        "speaker_affiliation": st.sampled_from([None, "Port City"]),
        "kind": st.sampled_from(["direct", "mixed", "indirect"]),
        "utterance_ids": st.lists(st.sampled_from(["ut-1", "ut-2", "ut-3"]), max_size=3),
    }
)


def plain_mentions(rows: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    """By name, class and page: counts, and the sets of what is told."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        if row["speaker_name"] in (None, "?!"):
            continue
        group = "person" if row["speaker_kind"] == "person" else "body"
        one = found.setdefault(
            (row["speaker_name"], group, row["doc_id"]),
            {"counts": [0, 0], "kinds": set(), "roles": set(), "told": set(), "said": set()},
        )
        one["counts"][row["kind"] not in VERBATIM_KINDS] += 1
        one["kinds"].add(row["speaker_kind"])
        one["roles"] |= {row["speaker_role"]} - {None, ""}
        one["told"] |= {row["speaker_affiliation"]} - {None}
        one["said"] |= set(row["utterance_ids"])
    return found


def told_of(told: Told, mention: int) -> set[str]:
    chosen = told.values[told.items == mention].tolist()
    return {told.texts[value].as_py() for value in chosen}


def read(spoken: Spoken) -> dict[tuple[str, ...], dict[str, Any]]:
    """The same of what was gathered."""
    found = {}
    for mention, (form_no, page) in enumerate(
        zip(spoken.form.tolist(), spoken.page.tolist(), strict=True)
    ):
        form = spoken.forms[form_no]
        found[form.name, form.group, spoken.pages.doc_ids[page].as_py()] = {
            "counts": [int(spoken.verbatim[mention]), int(spoken.reported[mention])],
            "kinds": told_of(spoken.kinds, mention),
            "roles": told_of(spoken.roles, mention),
            "told": told_of(spoken.affiliations, mention),
            "said": told_of(spoken.utterances, mention),
        }
    return found


@given(spoken=st.lists(QUOTE, max_size=14))
def test_mentions_are_those_of_a_plain_loop(quotes: Make, spoken: list[dict[str, Any]]) -> None:
    rows = [
        row | {"published_on": DAYS[row["doc_id"]], "story_id": STORIES[row["doc_id"]]}
        for row in spoken
    ]
    found = read_mentions(quotes(*rows), NO_CORRECTIONS)
    assert read(found) == plain_mentions(rows)
    pages = found.pages.doc_ids.to_pylist()
    assert pages == sorted(pages, key=lambda one: (DAYS[one] or date.max, one))
    scopes = [found.scopes.texts[one].as_py() for one in found.scopes.values.tolist()]
    assert scopes == [STORIES[pages[page]] or pages[page] for page in found.page.tolist()]
    names = [row["speaker_name"] in (None, "?!") for row in rows]
    assert [one == NONE for one in found.mention.tolist()] == names


@pytest.mark.parametrize(
    ("texts", "places", "different"),
    [
        (["b", None, "a", "b", ""], [2, NONE, 1, 2, 0], ["", "a", "b"]),
        ([None], [NONE], []),
        ([], [], []),
    ],
)
def test_texts_are_numbered_in_their_order(
    texts: list[str | None], places: list[int], different: list[str]
) -> None:
    found = number_texts(pa.array(texts, pa.string()))
    assert (found.places.tolist(), found.texts.to_pylist()) == (places, different)
