"""Documents at one uri are in one order, in whatever builds they arrive."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.chains import Arrival, follow_links, order_documents

DAYS = {day: datetime(2024, 5, day, tzinfo=UTC) for day in range(1, 9)}


def test_links_are_followed_from_the_first() -> None:
    assert follow_links({"c": "b", "a": None, "b": "a"}) == ["a", "b", "c"]
    assert follow_links({}) == []


@pytest.mark.parametrize(
    ("known", "arrived", "expected"),
    [
        ("", "ab", "ab"),
        ("a", "b", "ab"),
        ("ab", "a", "ab"),
        ("ab", "A", "ba"),
        ("", "31", "13"),
        ("2", "1", "12"),
        ("a2", "1", "a12"),
        ("1a", "2", "1a2"),
        ("a", "x", "a"),
    ],
    ids=[
        *(
            "in reading order",
            "last without a time",
            "again in its place",
            "a file's again is last",
        ),
        *("by time", "before a later one", "before a later one only", "after all", "refused"),
    ],
)
def test_orders(known: str, arrived: str, expected: str) -> None:
    """Letters are documents without a time (capital: a file's, x: refused), figures those of a day."""
    here = {*known, *arrived.lower()} - {"x"}
    retrieved = {one: DAYS[int(one)] if one.isdigit() else None for one in here}
    arrivals = [Arrival(one.lower(), one.isupper()) for one in arrived]
    assert "".join(order_documents(list(known), arrivals, retrieved, ())) == expected


@given(st.permutations("12345678"), st.lists(st.integers(0, 8), max_size=3))
def test_any_order_and_split_of_dated_documents_is_one_order(order: str, cuts: list[int]) -> None:
    places = [0, *sorted(cuts), 8]
    chain: list[str] = []
    for first, last in pairwise(places):
        arrivals = [Arrival(one, False) for one in order[first:last]]
        here = {one: DAYS[int(one)] for one in [*chain, *order[first:last]]}
        chain = order_documents(chain, arrivals, here, ())
    assert chain == list("12345678")


def test_another_time_is_another_place() -> None:
    times = {"1": DAYS[5], "2": DAYS[2], "3": DAYS[3]}
    assert order_documents(["1", "2", "3"], [Arrival("1", False)], times, {"1"}) == ["2", "3", "1"]
    assert order_documents(["1", "2", "3"], [], {"1": None, "3": None}, ()) == ["1", "3"]
