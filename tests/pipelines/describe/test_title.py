"""The headline: the page's own, without the site's name, and never a menu or teaser."""

import pytest

from pipelines.document import Hints, Told

BODY = "body: The council of the small town voted for the new bridge late in the evening."
MORE = """body: The mayor was glad of the vote, and so were the owners of the shops on the river.
body: Nobody has said yet who is going to pay for the bridge when the money is spent."""


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (f"title: Small town votes for a new bridge\n{BODY}", "Small town votes for a new bridge"),
        (
            f"navigation: Home News\nother: Small town votes for a new bridge\nstamp: 6 May 2031\n{BODY}",
            "Small town votes for a new bridge",
        ),
        (
            "related: Minister opens town bridge museum today\n"
            f"other: Small town votes for a new bridge\nstamp: 6 May 2031\n{BODY}",
            "Small town votes for a new bridge",
        ),
        (
            "other: Small town votes for a new bridge\nother: By Ann Lee\n"
            f"duplicate: Small town votes for a new bridge\n{BODY}",
            "Small town votes for a new bridge",
        ),
        (BODY, None),
        (f"navigation: Home News Sport\nother: Read more\n{BODY}", None),
    ],
    ids=["labelled", "beside_stamp", "teaser_above", "repeated", "none_shown", "menu_only"],
)
def test_title(describe, lines: str, title: str | None) -> None:
    page = describe(lines)
    assert page.facts.title == title
    if title:
        start, end = page.facts.title_start, page.facts.title_end
        assert page.document.raw_text[start:end] == title


@pytest.mark.parametrize(
    ("hint", "site_name", "title"),
    [
        ("Town votes for bridge | The Town Crier", "The Town Crier", "Town votes for bridge"),
        ("The Town Crier - Town votes for bridge", "The Town Crier", "Town votes for bridge"),
        ("Town votes for bridge - Reuters", None, "Town votes for bridge"),
        ("Bridge - an old love", None, "Bridge - an old love"),
    ],
    ids=["suffix", "prefix", "known_outlet", "own_dash"],
)
def test_the_site_is_no_part_of_the_title(describe, hint: str, site_name, title: str) -> None:
    facts = describe(
        BODY,
        hints=Hints(titles=(Told(hint, "social"), Told(hint, "page_title")), site_name=site_name),
    ).facts
    assert (facts.title, facts.title_method) == (title, "meta")


def test_the_headline_on_the_page_is_preferred_to_the_one_for_search(describe) -> None:
    shown, search = "Small town votes for a new bridge", "Town votes for new bridge: what to know"
    told = (Told(search, "social"), Told(search, "page_title"), Told(shown, "heading"))
    lines = f"title: {shown}\nbyline: By Ann Lee\nstamp: 6 May 2031\n{BODY}\n{MORE}"
    page = describe(lines, hints=Hints(titles=told))
    facts, text = page.facts, page.document.raw_text
    assert (facts.title, facts.title_method) == (shown, "meta")
    assert text[facts.title_start : facts.title_end] == shown
