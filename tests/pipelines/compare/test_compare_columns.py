"""Many texts as columns: what is made of all at once is what is made of each alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare import remembered
from pipelines.compare.columns import (
    Coded,
    are_among,
    find_groups,
    list_numbers,
    places_within,
    rank_texts,
    split_texts,
)
from pipelines.compare.remembered import LONGEST_REMEMBERED, Remembered
from pipelines.compare.words import Folding, folding
from pipelines.references import References

PIECES = [
    *("one", "hundred", "and", "5", "million", "United", "Nations", "States", "of", "America"),
    *("isn't", "sic", "“U.N.”", "a—b", "привет", "東京", "\ud800", "\u00a0", "\u0301", "ship"),
]
SAID = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
TOLD = [None, "en", "de", "ru", "xx"]
LANGUAGES = st.sampled_from(TOLD)
WRITTEN = st.lists(st.text("ab \n", max_size=9), max_size=6)
NUMBERS = st.lists(st.integers(0, 6), max_size=12)


@pytest.fixture(scope="module")
def fold(references: References) -> Folding:
    """The folding with the words of all languages loaded."""
    made = folding(references)
    made.fold(["ship" for _ in TOLD], TOLD)
    return made


def items_of(coded: Coded[str]) -> list[list[str]]:
    return coded.by_text(coded.known)


@given(st.lists(st.tuples(SAID, LANGUAGES), max_size=6))
def test_texts_fold_together_as_each_alone(
    fold: Folding, said: list[tuple[str, str | None]]
) -> None:
    found = fold.fold([text for text, _ in said], [language for _, language in said])
    told = [(word.text, word.weight) for word in found.known]
    alone = [[(word.text, word.weight) for word in fold.words(*one)] for one in said]
    assert found.by_text(told) == alone


@given(WRITTEN)
def test_texts_are_split_at_blanks(texts: list[str]) -> None:
    found = [[part for part in parts if part] for parts in items_of(split_texts(texts))]
    assert found == [text.split() for text in texts]


@given(WRITTEN)
def test_items_expand_in_their_place(texts: list[str]) -> None:
    split = split_texts(texts)
    expected = [[sign for part in parts for sign in part] for parts in items_of(split)]
    assert items_of(split.expand(list)) == expected


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([], ["a b c", "d"]),
        ([(0, 1, "x")], ["x b c", "d"]),
        ([(0, 2, "x"), (2, 3, "y")], ["x y", "d"]),
        ([(0, 3, "x"), (3, 4, "x")], ["x", "x"]),
    ],
)
def test_runs_are_replaced(runs: list[tuple[int, int, str]], expected: list[str]) -> None:
    found = split_texts(["a b c", "d"]).replace(runs)
    assert [" ".join(items) for items in items_of(found)] == expected


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.data())
def test_lists_are_spread(lists: list[list[int]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(lists) - 1), max_size=6))
    at, flat = list_numbers(lists).spread(np.array(chosen, np.int64))
    expected = [(place, one) for place, number in enumerate(chosen) for one in lists[number]]
    assert list(zip(at.tolist(), flat.tolist(), strict=True)) == expected


@given(NUMBERS)
def test_groups_have_their_first_place_and_size(numbers: list[int]) -> None:
    first, counts = find_groups(np.array(numbers, np.int64))
    expected = [(numbers.index(one), numbers.count(one)) for one in sorted(set(numbers))]
    assert list(zip(first.tolist(), counts.tolist(), strict=True)) == expected


@given(NUMBERS, NUMBERS)
def test_which_numbers_are_among_others(numbers: list[int], others: list[int]) -> None:
    found = are_among(np.array(numbers, np.int64), np.array(others, np.int64))
    assert found.tolist() == [one in others for one in numbers]


@given(NUMBERS.map(sorted))
def test_places_within_groups(groups: list[int]) -> None:
    found = places_within(np.array(groups, np.int64)).tolist()
    assert found == [groups[:place].count(one) for place, one in enumerate(groups)]


@given(st.lists(st.text(max_size=4), unique=True))
def test_texts_are_ranked_as_sorted(texts: list[str]) -> None:
    assert rank_texts(texts).tolist() == [sorted(texts).index(text) for text in texts]


def test_little_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_REMEMBERED", 3)
    lengths = Remembered(len)
    longest = "x" * (LONGEST_REMEMBERED + 1)
    for text in ["a", "bb", "ccc", longest, "dddd", "a"]:
        assert lengths[text] == len(text)
        assert len(lengths) <= 3
    assert longest not in lengths
