"""Phrases are found longest first, and capitals matter where they tell words apart."""

import pytest

from pipelines.citations.phrases import CELL, Occurrences, PhraseIndex

PLACES = PhraseIndex(
    [("Sudan", "SDN"), ("South Sudan", "SSD"), ("US", "USA"), ("U.S.", "USA"), ("Turkey", "TUR")],
    cased=True,
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Sudan and South Sudan", ["SDN", "SSD"]),
        ("south Sudan", ["SDN"]),
        ("SOUTH SUDAN'S army", ["SSD"]),
        ("the U.S. told us", ["USA"]),
        ("US troops ate turkey in Turkey", ["USA", "TUR"]),
        ("", []),
    ],
    ids=["longest", "small", "capitals", "pronoun", "bird", "empty"],
)
def test_find(text: str, want: list[str]) -> None:
    assert list(Occurrences(PLACES, text).within(0, len(text))) == want


@pytest.mark.parametrize("before", [0, 1, CELL - 7, CELL - 1, CELL, 2 * CELL + 3])
def test_find_wherever_the_text_is_cut(before: int) -> None:
    text = "-" * before + "South Sudan and Sudan" + " nor Turkey" * 100
    within = Occurrences(PLACES, text).within
    assert list(within(0, before + 21)) == ["SSD", "SDN"]
    assert list(within(before + 1, before + 20)) == ["SDN"]
    assert list(within(before, before + 10)) == []
    assert list(within(before + 21, len(text))) == ["TUR"] * 100


def test_contains_a_whole_phrase_only() -> None:
    assert "south sudan" in PLACES
    assert "south" not in PLACES
