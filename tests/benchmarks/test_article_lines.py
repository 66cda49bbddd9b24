"""Which lines of a page are those of a given article."""

import pytest

from benchmarks.training.align import lines_of_article
from pipelines.clean.lines import split_lines

ARTICLE = "The ferry came back on Monday.\nA band met its crew.\nNobody was hurt, the master said."


@pytest.mark.parametrize(
    ("page", "shares"),
    [
        (ARTICLE, [1, 1, 1]),
        ("Home\n" + ARTICLE + "\nContact us", [0, 1, 1, 1, 0]),
        ("A band met its crew.\n" + ARTICLE, [0, 1, 1, 1]),
        (ARTICLE.replace("Monday", "MONDAY"), [1, 1, 1]),
        ("Buy tickets for the next ferry to the island now", [0]),
        ("", []),
    ],
    ids=["all", "furniture around", "teaser before", "case", "other words", "empty"],
)
def test_shares(page: str, shares: list[float]) -> None:
    assert lines_of_article(split_lines(page), ARTICLE) == pytest.approx(shares)
