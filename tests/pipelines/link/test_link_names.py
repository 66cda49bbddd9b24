"""Which names are one, which perhaps, and which are two people's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.link.name_kin import are_kin, have_other_given_names
from pipelines.link.names import (
    Likeness,
    compare_names,
    name_keys,
    name_level,
)

CASES = Path(__file__).parent / "cases"
PAIRS = list(csv.DictReader((CASES / "name_pairs.csv").read_text("utf-8").splitlines()))
NAMES = sorted({name for pair in PAIRS for name in (pair["one"], pair["other"])})
ANY_NAME = st.text(max_size=40) | st.sampled_from(NAMES)


def test_cases_are_many() -> None:
    assert len(PAIRS) >= 150


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']}-{pair['other']}")
def test_compare(pair: dict[str, str]) -> None:
    one, other = pair["one"], pair["other"]
    assert compare_names(one, other).name == pair["likeness"]
    if pair["likeness"] != "OTHER":
        assert set(name_keys(one)) & set(name_keys(other))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (None, 0),
        ("", 0),
        ("?! …", 0),
        ("Miller", 1),
        ("al-Sisi", 1),
        ("von der Leyen", 1),
        ("Ocasio-Cortez", 1),
        ("President Biden", 1),
        ("Mr. Reed", 1),
        ("KCNA", 1),
        ("U.N.", 1),
        ("Al Gore", 2),
        ("S. Lavrov", 2),
        ("Kim Yo-jong", 2),
        ("习近平", 2),
        ("Захарова", 1),
        ("محمد علي", 2),
    ],
)
def test_level(name: str | None, level: int) -> None:
    assert name_level(name) == level


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("Nalle Lindholm", "Gunnar Lindholm", True),
        ("Jabari Diallo", "Jabari Jallow", True),
        ("Chao Shufen", "Zhao Shufen", True),
        ("Chang Hsiaoming", "Zhang Xiaoming", True),
        ("Prak Mi-sook", "Park", True),
        ("Ana Lund", "Ole Varga", False),
        ("Harbour Board", "Railway Board", False),
        ("NSB", "N. S. Bergman", False),
        ("?!", "Ana Lund", False),
    ],
)
def test_kin(one: str, other: str, kin: bool) -> None:
    assert are_kin(one, other) is are_kin(other, one) is kin


@pytest.mark.parametrize(
    ("one", "other", "have"),
    [
        ("Jennifer Ashworth", "Katherine Ashworth", True),
        ("Nalle Lindholm", "Gunnar Lindholm", False),
        ("Bill Ashworth", "William Ashworth", False),
        ("Katherine Ashworth", "Katherine Woodham", False),
    ],
)
def test_other_given_names(one: str, other: str, have: bool) -> None:
    assert have_other_given_names(one, other) is have


@pytest.mark.parametrize(
    "name", ["a" * 10_000, "a " * 5_000, "Mc " * 5_000, "-" * 10_000, "\ud800"]
)
def test_odd_names(name: str) -> None:
    assert compare_names(name, "Ana Lund") is Likeness.OTHER
    assert all(len(key) <= 41 for key in name_keys(name))


@given(one=ANY_NAME, other=ANY_NAME)
def test_order_does_not_matter(one: str, other: str) -> None:
    assert compare_names(one, other) is compare_names(other, one)


@given(name=ANY_NAME)
def test_a_full_name_is_like_itself(name: str) -> None:
    wanted = (Likeness.OTHER, Likeness.MAYBE, Likeness.SAME)[name_level(name)]
    assert compare_names(name, name) is wanted
