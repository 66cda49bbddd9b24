"""How a page's wording is told against the canonical one: marks for the eye, lists for queries."""

import pytest

from pipelines.link.wordings import compare_wordings

CASES = [
    ("We sail.", "We sail.", "We sail.", [], []),
    ("We’ll sail, then.", "we'll SAIL then", "we'll SAIL then", [], []),
    (
        "We regret, deeply, the delay.",
        "We deplore the delay.",
        "We [-regret, deeply,-] {+deplore+} the delay.",
        ["regret", "deeply"],
        ["deplore"],
    ),
    ("The ships – all – sail.", "The ships sail.", "The ships [-– all –-] sail.", ["all"], []),
    ("It does not sail.", "It does sail now.", "It does [-not-] sail {+now.+}", ["not"], ["now"]),
    (
        "We [-must-] go {+now+} home.",
        "We [-must-] go {+now+} again home.",
        "We [-must-] go {+now+} {+again+} home.",
        [],
        ["again"],
    ),
]


@pytest.mark.parametrize(("canonical", "text", "wording", "dropped", "added"), CASES)
def test_words_that_differ(
    canonical: str, text: str, wording: str, dropped: list[str], added: list[str]
) -> None:
    assert compare_wordings(canonical, text) == (wording, dropped, added)
