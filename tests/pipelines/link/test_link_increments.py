"""Laws of increments: pages that come and go leave the links that linking what remains at once makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.compare.bodies import hash_bands, hash_runs, number_words
from pipelines.compare.keys import key_events
from pipelines.link import blocks
from pipelines.link.blocks import Keys
from pipelines.link.duplicates import copy_keys, digest_body, rank_originals
from pipelines.link.fresh import find_moved, key_items
from pipelines.link.stories import rank_reports, story_keys
from pipelines.link.variants import order_sentences
from tests.pipelines.link.conftest import Sayings, copies_of, followed_by

Make = Callable[..., pa.Table]
Links = dict[str, dict[str, Any]]
COUNT = 9
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9))
PRESENT = st.lists(st.booleans(), min_size=COUNT, max_size=COUNT)
NAMES = [None, "Li Wu", "Wu", "Zoe Reed"]
WORDS = [
    "We will rebuild the bridge at Tarvik before the first snow.",
    "We'll rebuild the bridge at Tarvik",
    "We will rebuilt the bridge at Tarvik before the first snow, the mayor permitting.",
    "the bridge at Tarvik",
    "We will rebuild the chapel at Tarvik before the first snow. No comment.",
    "No comment.",
]
PARTS = [
    " ".join(f"the {word} of {place} closed pier {no} for repairs" for no in range(4))
    for word, place in zip(
        ("council", "harbour", "smelter", "chapel"),
        ("Vantry", "Estrel", "Tarvik", "Levale"),
        strict=True,
    )
]
EVENT = ("harbour", "estrel", "trawler", "vantry", "dredger", "quay", "pilot", "smelter", "lagoon")
BESIDE = ("ferry", "tarvik", "chapel", "glacier", "orchard", "viaduct", "tunnel", "canal", "reef")
NO_WORDS = pa.table(
    {"doc_id": pa.array([], pa.string()), "utterance_id": pa.array([], pa.string())}
)


class Way(NamedTuple):
    """How items are linked: what decides them, their order in blocks, and the columns of links."""

    decide: Callable[[pa.Table], pa.Table]
    order: Callable[[pa.Table], pa.Table]
    keys: Callable[[pa.Table], Keys]
    item: str
    parent: str
    score: str


def set_links(items: pa.Table, way: Way, links: Links, fresh: Sequence[bool]) -> pa.Table:
    """The items with what is known of them, flagged fresh or not."""
    ids = items[way.item].to_pylist()
    known = [links.get(one, {}) for one in ids]
    for name in (way.parent, way.score):
        place, kind = items.column_names.index(name), items.schema.field(name).type
        items = items.set_column(place, name, pa.array([row.get(name) for row in known], kind))
    return items.set_column(items.column_names.index("is_fresh"), "is_fresh", pa.array(fresh))


def at_once(items: pa.Table, way: Way) -> Links:
    """The links of these items, all of them fresh."""
    decided = way.decide(set_links(items, way, {}, [True] * items.num_rows))
    return {row[way.item]: row for row in decided.to_pylist()}


def one_by_one(
    items: pa.Table, way: Way, was: Mapping[str, bool], now: Mapping[str, bool]
) -> Links:
    """The links of the items that are there now, when those that were there are linked already."""
    pages = items["doc_id"].to_pylist()
    before = at_once(items.filter(pa.array([was[one] for one in pages], pa.bool_())), way)
    state = set_links(items, way, before, [False] * items.num_rows)
    state = state.append_column("was", pa.array([was[one] for one in pages], pa.bool_()))
    state = state.append_column("now", pa.array([now[one] for one in pages], pa.bool_()))
    state = state.filter(pc.or_(state["was"], state["now"]))
    ordered = way.order(state)
    moved = find_moved(ordered, way.keys(ordered), way.item)
    again, left = set(moved.doc_ids.to_pylist()), set(moved.left.to_pylist())
    page_of = dict(zip(items[way.item].to_pylist(), pages, strict=True))
    for one, row in before.items():
        followed = row[way.parent]
        if followed is not None and (followed in left or not now[page_of[followed]]):
            again.add(page_of[one])
    there = items.filter(pa.array([now[one] for one in pages], pa.bool_()))
    fresh = [not was[one] or one in again for one in there["doc_id"].to_pylist()]
    decided = way.decide(set_links(there, way, before, fresh))
    known = {one: row for one, row in before.items() if now[page_of[one]]}
    return known | {row[way.item]: row for row in decided.to_pylist()}


def assert_increments_change_nothing(
    items: pa.Table, way: Way, was: list[bool], now: list[bool], heads: int
) -> None:
    present = [dict(zip("abcdefghi", flags, strict=True)) for flags in (was, now)]
    there = items.filter(
        pa.array([present[1][one] for one in items["doc_id"].to_pylist()], pa.bool_())
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", heads)
        assert one_by_one(items, way, *present) == at_once(there, way)


@given(
    said=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS), DAYS),
        min_size=COUNT,
        max_size=COUNT,
    ),
    was=PRESENT,
    now=PRESENT,
    heads=st.sampled_from([1, 2, 3, 12]),
)
@settings(max_examples=60)
def test_sentences(
    sayings: Sayings, said: list[Any], was: list[bool], now: list[bool], heads: int
) -> None:
    pages = [(*one, doc_id) for one, doc_id in zip(said, "abcdefghi", strict=True)]
    sentences = sayings.sentences(*pages)
    terms = sayings.pages(sentences)
    way = Way(
        lambda table: sayings.find_variants(table, terms),
        order_sentences,
        lambda ordered: key_items(ordered["match_keys"]),
        "sentence_id",
        "variant_of",
        "variant_score",
    )
    assert_increments_change_nothing(sentences, way, was, now, heads)


@given(
    written=st.lists(
        st.tuples(st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True), DAYS),
        min_size=COUNT,
        max_size=COUNT,
    ),
    was=PRESENT,
    now=PRESENT,
    heads=st.sampled_from([1, 2, 12]),
)
@settings(max_examples=60)
def test_copies(
    documents: Make, written: list[Any], was: list[bool], now: list[bool], heads: int
) -> None:
    bodies = [" ".join(PARTS[part] for part in parts) for parts, _ in written]
    met: dict[str, int] = {}
    pages = documents(
        *(
            {
                "doc_id": doc_id,
                "published_on": day,
                "body_digest": digest_body(body),
                "body_bands": hash_bands(hash_runs(number_words(body, met))),
            }
            for doc_id, body, (_, day) in zip("abcdefghi", bodies, written, strict=True)
        )
    )
    texts = pa.table({"doc_id": list("abcdefghi"), "body": bodies})
    way = Way(
        lambda table: copies_of(table, texts),
        rank_originals,
        copy_keys,
        "doc_id",
        "copy_of",
        "copied_share",
    )
    assert_increments_change_nothing(pages, way, was, now, heads)


@given(
    told=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), DAYS), min_size=COUNT, max_size=COUNT
    ),
    was=PRESENT,
    now=PRESENT,
    heads=st.sampled_from([1, 2, 12]),
)
@settings(max_examples=60)
def test_stories(
    documents: Make, told: list[Any], was: list[bool], now: list[bool], heads: int
) -> None:
    rows = []
    for doc_id, (one, other, day) in zip("abcdefghi", told, strict=True):
        terms = [*EVENT[:one], *BESIDE[:other]]
        [keys] = key_events([terms], [day])
        rows.append(
            {"doc_id": doc_id, "published_on": day, "event_terms": terms, "event_keys": keys}
        )
    way = Way(
        lambda table: followed_by(table, NO_WORDS),
        rank_reports,
        lambda ranked: story_keys(ranked, NO_WORDS),
        "doc_id",
        "follows",
        "follows_score",
    )
    assert_increments_change_nothing(documents(*rows), way, was, now, heads)
