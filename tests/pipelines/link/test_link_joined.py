"""A page that makes one sentence of two does not make their utterances one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.link.forest import NONE
from pipelines.link.joined import part_joined
from pipelines.link.utterances import link_utterances
from tests.pipelines.link.conftest import Sayings

DAY = date(2031, 5, 4)
LEFT = "The dredgers of Vantry have left the northern canal."
RIGHT = "Every trawler in the harbour will sail again on Friday."
JOINED = "The dredgers of Vantry have left the northern canal, and every trawler in the harbour will sail again on Friday."


def group(sayings: Sayings, texts: Sequence[str]) -> list[set[str]]:
    """The pages of each utterance, a page for each text named by its place."""
    linked = sayings.link(*(("Ines Varga", text, DAY, f"{no}") for no, text in enumerate(texts)))
    groups: dict[str, set[str]] = {}
    for doc_id, utterance in zip(
        linked["doc_id"].to_pylist(), linked["utterance_id"].to_pylist(), strict=True
    ):
        groups.setdefault(utterance, set()).add(doc_id)
    return sorted(groups.values(), key=min)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([LEFT, LEFT, RIGHT, RIGHT, JOINED], ["014", "23"], id="joined-by-one"),
        pytest.param([LEFT, LEFT, RIGHT, RIGHT, RIGHT, JOINED], ["01", "2345"], id="heavier-half"),
        pytest.param([JOINED, LEFT, LEFT, RIGHT, RIGHT], ["012", "34"], id="joined-comes-first"),
        pytest.param([LEFT, RIGHT, JOINED], ["012"], id="one-of-each"),
        pytest.param(
            [JOINED, JOINED, LEFT, LEFT, RIGHT, RIGHT], ["012345"], id="said-in-one-piece"
        ),
        pytest.param([LEFT, LEFT, LEFT, JOINED], ["0123"], id="one-half-alone"),
        pytest.param(
            [LEFT, LEFT, RIGHT, RIGHT, JOINED, JOINED[14:-3], JOINED],
            ["0123456"],
            id="cut-elsewhere",
        ),
    ],
)
def test_halves_are_apart_where_more_pages_carry_them(
    sayings: Sayings, texts: list[str], expected: list[str]
) -> None:
    assert group(sayings, texts) == [set(pages) for pages in expected]


def test_the_words_of_one_half_stand_for_its_utterance(sayings: Sayings) -> None:
    said = [LEFT, LEFT, RIGHT, RIGHT, JOINED]
    linked = sayings.link(*(("Ines Varga", text, DAY, f"{no}") for no, text in enumerate(said)))
    rows, links = link_utterances(linked.drop_columns(["utterance_id"]))
    assert sorted(rows["canonical_text"].to_pylist()) == [RIGHT, LEFT]
    added = dict(zip(links["sentence_id"].to_pylist(), links["added"].to_pylist(), strict=True))
    assert " ".join(added["4-q4.1"]).startswith("and every trawler")


def forests() -> st.SearchStrategy[list[tuple[int, str]]]:
    """For each sentence an earlier one that it leads to, or none, and its words."""
    words = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8).map(" ".join)
    return st.lists(st.tuples(st.integers(-1, 12), words), min_size=1, max_size=14)


@given(forests())
def test_only_children_of_joined_sentences_move_and_none_is_lost(
    rows: list[tuple[int, str]],
) -> None:
    parents = np.array([parent if parent < no else NONE for no, (parent, _) in enumerate(rows)])
    parted, is_joined = part_joined(parents, pa.array([text for _, text in rows]))
    moved = np.flatnonzero(parted != parents)
    assert set(parents[moved]) == set(np.flatnonzero(is_joined))
    for place in moved:
        beside = parted[place]
        assert beside == NONE or (beside < place and parents[beside] == parents[place])
