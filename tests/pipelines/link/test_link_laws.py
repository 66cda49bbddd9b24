"""Laws of linking: row order changes nothing, blocks miss no pair they promise, the contract's columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.link import blocks
from pipelines.link.blocks import find_changed_heads, pair_blocks
from pipelines.link.forest import NONE, choose_parents, find_roots
from pipelines.link.speakers import link_speakers
from pipelines.link.stories import describe_stories
from pipelines.link.utterances import link_utterances
from pipelines.references import References
from schemas.tables import TABLES
from tests.pipelines.link.conftest import Sayings

Make = Callable[..., pa.Table]
NO_CORRECTIONS = References({"corrections": ()}, {})
NAMES = [
    *(None, "Li Wu", "Li-Wu", "LI WU", "Zoë", "Zoe", "Wu", "Zoe B. Reed", "Zoe C. Reed"),
    "Z. Reed",
]
WORDS = [
    "We will rebuild the bridge at Tarvik before the first snow.",
    "We'll rebuild the bridge at Tarvik",
    "the first snow",
    "We will rebuild the chapel at Tarvik before the first snow. No comment.",
    "No comment.",
]
QUOTE = st.fixed_dictionaries(
    {
        "doc_id": st.sampled_from("abcde"),
        "speaker_name": st.sampled_from(NAMES),
        "speaker_kind": st.sampled_from([None, "person", "group"]),
        "speaker_role": st.sampled_from([None, "mayor", "poet"]),
        "kind": st.sampled_from(["direct", "mixed", "indirect"]),
        "utterance_ids": st.sampled_from([[], ["ut-1"], ["ut-1", "ut-2"]]),
    }
)
STORIES = st.fixed_dictionaries(
    {doc_id: st.sampled_from([None, "st-1", "st-2"]) for doc_id in "abcde"}
)
SAID = st.tuples(
    st.sampled_from(NAMES[:4]),
    st.sampled_from(WORDS),
    st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9)),
)
KEYED = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 11)), max_size=40, unique=True)
FLAGS = st.lists(st.booleans(), min_size=12, max_size=12)


@given(spoken=st.lists(QUOTE, max_size=10), stories=STORIES, order=st.permutations(range(10)))
@settings(max_examples=40)
def test_row_order_changes_no_speaker(
    quotes: Make, spoken: list[Any], stories: dict[str, str | None], order: list[int]
) -> None:
    table = quotes(*({**row, "story_id": stories[row["doc_id"]]} for row in spoken))
    places = [place for place in order if place < table.num_rows]
    other = table.take(pa.array(places, pa.int32()))
    one, two = (link_speakers(rows, NO_CORRECTIONS) for rows in (table, other))
    assert one[0] == two[0]
    assert one[1].sort_by("quote_id") == two[1].sort_by("quote_id")


@given(said=st.lists(SAID, min_size=1, max_size=6), order=st.permutations(range(6)))
@settings(max_examples=25)
def test_page_order_changes_no_utterance(
    sayings: Sayings, said: list[tuple[Any, Any, Any]], order: list[int]
) -> None:
    pages = [(*one, f"d{number}") for number, one in enumerate(said)]
    shuffled = [pages[place] for place in order if place < len(pages)]
    groups = []
    for some in (pages, shuffled):
        found: dict[str, list[str]] = {}
        for row in sayings.link(*some).to_pylist():
            place = f"{row['doc_id']}.{row['sentence_no']}"
            found.setdefault(row["utterance_id"], []).append(place)
        groups.append(sorted(sorted(one) for one in found.values()))
    assert groups[0] == groups[1]


def _laid_out(keyed: list[tuple[int, int]]) -> tuple[Any, Any]:
    return (
        np.array([key for key, _ in keyed], np.int32),
        np.array([item for _, item in keyed], np.int64),
    )


def _members(keyed: list[tuple[int, int]], present: list[bool]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, item in sorted(keyed):
        if present[item]:
            found.setdefault(key, []).append(item)
    return found


@given(keyed=KEYED, fresh=FLAGS, heads=st.integers(1, 4))
def test_blocks_pair_everything_with_their_heads(
    keyed: list[tuple[int, int]], fresh: list[bool], heads: int
) -> None:
    wanted: dict[tuple[int, int], int] = {}
    for members in _members(keyed, [True] * 12).values():
        for head in range(min(heads, len(members))):
            for item in members[head + 1 :]:
                if fresh[item] or fresh[members[head]]:
                    pair = item, members[head]
                    wanted[pair] = wanted.get(pair, 0) + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", heads)
        later, earlier, shared = pair_blocks(*_laid_out(keyed), np.array(fresh))
    found = zip(later.tolist(), earlier.tolist(), strict=True)
    assert dict(zip(found, shared.tolist(), strict=True)) == wanted


@given(keyed=KEYED, was=FLAGS, now=FLAGS, heads=st.integers(1, 4))
def test_heads_that_changed_are_told(
    keyed: list[tuple[int, int]], was: list[bool], now: list[bool], heads: int
) -> None:
    promoted, displaced = set(), set()
    before, after = _members(keyed, was), _members(keyed, now)
    for key in {key for key, _ in keyed}:
        had, has = (set(some.get(key, [])[:heads]) for some in (before, after))
        both = {item for item in had | has if was[item] and now[item]}
        promoted |= both & (has - had)
        displaced |= both & (had - has)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", heads)
        found = find_changed_heads(*_laid_out(keyed), np.array(was), np.array(now))
    assert [set(np.flatnonzero(flags).tolist()) for flags in found] == [promoted, displaced]


@given(st.lists(st.integers(-1, 30), max_size=31))
def test_roots_are_where_parents_lead(leads: list[int]) -> None:
    parents = [lead if lead < number else NONE for number, lead in enumerate(leads)]
    wanted = []
    for number in range(len(parents)):
        while parents[number] != NONE:
            number = parents[number]
        wanted.append(number)
    assert find_roots(np.array(parents, np.int64)).tolist() == wanted


def test_of_parents_equally_strong_the_first_is_chosen() -> None:
    later, earlier = np.array([3, 3, 3, 4]), np.array([0, 1, 2, 3])
    scores = np.array([0.5, 0.8, 0.95, 0.7], np.float32)
    best, parents = choose_parents(later, earlier, scores, 5)
    assert parents.tolist() == [NONE, NONE, NONE, 1, 3]
    assert best.tolist() == [NONE, NONE, NONE, 1, 3]


def test_columns_are_the_contract(sayings: Sayings, documents: Make, quotes: Make) -> None:
    linked = sayings.link(("Li Wu", WORDS[0], None, "a"))
    made = {
        "speakers": link_speakers(quotes(), NO_CORRECTIONS)[0].column_names,
        "stories": describe_stories(
            documents().append_column("story_id", pa.array([], pa.string()))
        ).column_names,
        "utterances": [
            *link_utterances(linked.drop_columns(["utterance_id"]))[0].column_names,
            "speaker_id",
        ],
    }
    for name, columns in made.items():
        assert {*columns, "row_hash"} == set(TABLES[name].column_names)


def test_one_saying_on_very_many_pages_is_no_pairs(sayings: Sayings) -> None:
    day = date(2020, 1, 1)
    linked = sayings.link(*(("Li Wu", WORDS[0], day, f"d{number:05}") for number in range(4000)))
    assert len(set(linked["utterance_id"].to_pylist())) == 1
