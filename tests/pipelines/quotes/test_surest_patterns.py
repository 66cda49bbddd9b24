"""A way of finding candidates may be passed over only when none of its own can win."""

import pytest

from pipelines.quotes import attribute
from pipelines.quotes.scoring import BASE, best, score

PAGES = [
    pytest.param("“We go now,” said Ann Lee. “We stay,” he added.", id="after"),
    pytest.param("According to Ann Lee, who wrote: “We go now.”", id="before"),
    pytest.param("“We go now,” and on Monday, according to Ann Lee, she left.", id="late"),
    pytest.param("Ann Lee left at noon. “We go now.” Tom Birch said so.", id="around"),
    pytest.param("Ann Lee said:\n“We go now.\n“We stay here.”", id="paragraphs"),
]


@pytest.mark.parametrize("text", PAGES)
def test_no_way_beats_its_surest_pattern(read_page, monkeypatch, text: str) -> None:
    seen = []

    def check(ways):
        ways = [(surest, list(candidates)) for surest, candidates in ways]
        seen.extend((surest, one) for surest, candidates in ways for one in candidates)
        return best(ways)

    monkeypatch.setattr(attribute, "best", check)
    read_page(text)
    assert seen
    assert all(BASE[one.pattern] <= BASE[surest] for surest, one in seen)
    assert all(score(one) <= BASE[one.pattern] for _, one in seen)
