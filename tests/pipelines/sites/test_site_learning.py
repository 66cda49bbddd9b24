"""Which recurring lines are a site's own: not copies, not leads, not background of articles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sites.keys import line_key
from pipelines.sites.learn import FURNITURE, LINES, ROWS, TEASER, learn_lines

PROMO = "Our newsroom is paid for by readers, and every one of them makes its work possible."
BACKGROUND = (
    "The country has been under sanctions since the first of its tests, seventeen years ago."
)


class Line(NamedTuple):
    """A line of a page, and whether it was kept."""

    text: str
    kept: bool = True


def own(number: int, count: int = 4) -> list[Line]:
    """Long kept lines that only this article has."""
    words = "abcdefghijklmnopqrstuvwxyz"
    return [
        Line(
            f"Sentence {words[place]} of the article {words[number]} tells what nobody else has told yet."
        )
        for place in range(count)
    ]


def rows(pages: Sequence[Sequence[Line]], urls: Sequence[str] | None = None) -> pa.Table:
    """The rows of one site."""
    found = []
    for number, page in enumerate(pages):
        url = urls[number] if urls else f"https://a.test/{number}"
        for place, line in enumerate(page):
            key = line_key(line.text)
            if key is not None or place == 0:
                address = url if place == 0 else None
                row = (f"{number:020x}", address, place, key, line.kept, len(line.text))
                found.append(row)
    columns = zip(*found, strict=True)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, ROWS, strict=True)], schema=ROWS)


def learned(pages: Sequence[Sequence[Line]], urls: Sequence[str] | None = None) -> dict[int, str]:
    """The kinds by key."""
    lines = learn_lines(rows(pages, urls))
    assert lines.schema == LINES
    return dict(zip(lines["line_key"].to_pylist(), lines["kind"].to_pylist(), strict=True))


def key(text: str) -> int:
    found = line_key(text)
    assert found is not None
    return found


def test_a_line_on_two_articles_is_furniture() -> None:
    pages = [[*own(0), Line(PROMO)], [*own(1), Line(PROMO)], own(2)]
    assert learned(pages) == {key(PROMO): FURNITURE}


@pytest.mark.parametrize(
    "pages",
    [
        [[*own(0), Line(PROMO)], [*own(1), Line(PROMO)]],
        [[*own(0), Line(PROMO)], own(1), own(2)],
        [[*own(0), Line(PROMO, False)], [*own(1), Line(PROMO, False)], own(2)],
        [[*own(0), Line("2019")], [*own(1), Line("2020")], own(2)],
    ],
    ids=["too few articles", "one article", "kept nowhere", "no letters"],
)
def test_nothing_is_learned(pages: list[list[Line]]) -> None:
    assert learned(pages) == {}


@pytest.mark.parametrize(
    ("second", "url"),
    [
        (own(0), "https://a.test/reprint"),
        (
            [
                Line("Updated"),
                *own(0)[1:],
                Line("One more sentence, which came later than the others."),
            ],
            "https://a.test/late",
        ),
        (own(5), "https://www.a.test/0/#top"),
    ],
    ids=["copy", "version", "same address"],
)
def test_pages_of_one_article_count_once(second: list[Line], url: str) -> None:
    pages = [[*own(0), Line(PROMO)], [*second, Line(PROMO)], own(2), own(3)]
    urls = ["https://a.test/0", url, "https://a.test/2", "https://a.test/3"]
    assert learned(pages, urls) == {}
    pages[3].append(Line(PROMO))
    assert learned(pages, urls) == {key(PROMO): FURNITURE}


def test_the_lead_of_an_article_that_others_tease_is_its_own() -> None:
    lead = own(0)[0]
    pages = [own(0), [*own(1), lead], [*own(2), lead._replace(kept=False)], own(3)]
    assert learned(pages) == {key(lead.text): TEASER}


def test_background_amid_the_text_of_articles_is_theirs() -> None:
    def with_background(number: int) -> list[Line]:
        return [*own(number)[:2], Line(BACKGROUND), *own(number)[2:]]

    pages = [*map(with_background, range(4)), *map(own, range(4, 8))]
    assert learned(pages) == {}
    assert learned([*map(with_background, range(2)), own(2)]) == {}
    beside = [[*own(n)[:2], Line("Advert", False), Line(BACKGROUND), *own(n)[2:]] for n in range(4)]
    assert learned([*beside, *map(own, range(4, 8))]) == {key(BACKGROUND): FURNITURE}


def test_what_most_articles_have_amid_their_text_is_the_sites() -> None:
    pages = [[*own(n)[:2], Line(PROMO), *own(n)[2:]] for n in range(6)]
    assert learned([*pages, own(6)]) == {key(PROMO): FURNITURE}


def test_counts_and_a_place_where_the_line_stands() -> None:
    pages = [own(3), [*own(0), Line(PROMO)], [*own(0), Line(PROMO)], [Line(PROMO), *own(1)]]
    (line,) = learn_lines(rows(pages)).to_pylist()
    assert (line["article_count"], line["page_count"]) == (2, 3)
    assert (line["doc_id"], line["block_no"]) == (f"{1:020x}", 4)


def test_large_sites_need_more_articles() -> None:
    dice = random.Random(1)  # noqa: S311 - the same pages in every run
    pages = [
        [Line("".join(dice.choices("abcdefgh ", k=80)).strip() + " x") for _ in range(3)]
        for _ in range(300)
    ]
    for number in range(5):
        pages[number].append(Line("Weather report"))
    assert key("Weather report") not in learned(pages)
    pages[5].append(Line("Weather report"))
    assert learned(pages)[key("Weather report")] == FURNITURE


LINE = st.tuples(
    st.sampled_from([*(one.text for one in own(0, 8)), PROMO, BACKGROUND, "More", "5"]),
    st.booleans(),
)


@settings(max_examples=50)
@given(pages=st.lists(st.lists(LINE, min_size=1, max_size=8), min_size=1, max_size=7))
def test_any_pages_can_be_learned_from_and_names_do_not_matter(
    pages: list[list[tuple[str, bool]]],
) -> None:
    made = [[Line(*line) for line in page] for page in pages]
    urls = [f"https://a.test/{number % 5}" for number in range(len(made))]
    assert learned(made, urls) == learned(made[::-1], urls[::-1])
