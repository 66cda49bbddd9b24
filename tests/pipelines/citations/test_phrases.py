"""Phrases are found longest first, and capitals matter where they tell words apart."""

import pytest

from pipelines.citations.phrases import PhraseIndex

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
    assert list(PLACES.find(text)) == want


def test_contains_a_whole_phrase_only() -> None:
    assert "south sudan" in PLACES
    assert "south" not in PLACES
