"""Who wrote and translated an article, on whole pages: persons, no desks and no agencies."""

import pytest

from pipelines.document import Hints, Told

TITLE = "title: Small town votes for a new bridge\n"
BODY = """
body: The council of the small town voted for the new bridge late in the evening.
body: The mayor was glad of the vote, and so were the owners of the shops along the river.
body: Nobody has said yet who is going to pay for the bridge when the money is spent."""


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("byline: By Ann Lee", ("Ann Lee",)),
        ("byline: By Ann Lee and Bo van der Berg", ("Ann Lee", "Bo van der Berg")),
        ("byline: By\nbyline: Ann Lee", ("Ann Lee",)),
        ("byline: James Berg\nstamp: 6 May 2031", ("James Berg",)),
        ("byline: By Associated Press", ()),
        ("byline: By News Desk", ()),
        ("caption: James Berg\nstamp: 6 May 2031", ()),
        ("other: Share This Story", ()),
        ("other: Reviewed by Ann Lee", ()),
    ],
)
def test_the_authors_of_a_page(describe, lines: str, names: tuple[str, ...]) -> None:
    assert describe(f"{TITLE}{lines}{BODY}").facts.bylines == names


def test_author_translator_and_the_outlet_it_was_written_for(describe) -> None:
    page = describe(
        f"{TITLE}byline: Article by Ann Lee for Forbes US – translated by Bo Berg{BODY}"
    )
    facts, text = page.facts, page.document.raw_text
    assert (facts.bylines, facts.translator) == (("Ann Lee",), "Bo Berg")
    assert facts.original_outlet_name == "Forbes US"
    assert text[facts.byline_start : facts.byline_end] == "Ann Lee"
    assert text[facts.translator_start : facts.translator_end] == "Bo Berg"
    assert text[facts.original_outlet_start : facts.original_outlet_end] == "Forbes US"


@pytest.mark.parametrize(
    ("line", "translator"),
    [
        ("Translated by Bo Berg", "Bo Berg"),
        ("Translation: Anna Berg", "Anna Berg"),
        ("Translation Memory Systems", None),
    ],
)
def test_a_translator_alone(describe, line: str, translator: str | None) -> None:
    assert describe(f"{TITLE}other: {line}{BODY}").facts.translator == translator


@pytest.mark.parametrize(
    ("behind", "outlet"),
    [
        ("for The Crier", "The Crier"),
        ("for the Town Crier, Oslo", "Town Crier"),
        ("for BBC News", "BBC"),
        ("for more than ten years", None),
        ("for", None),
    ],
)
def test_the_outlet_behind_the_author(describe, behind: str, outlet: str | None) -> None:
    facts = describe(f"{TITLE}byline: By Ann Lee {behind}{BODY}").facts
    assert (facts.bylines, facts.original_outlet_name) == (("Ann Lee",), outlet)


def test_authors_of_the_markup_are_cleaned(describe) -> None:
    told = ("By Ann Lee", "https://crier.invalid/staff", "Reuters", "News Desk", "Bo Berg, Oslo")
    authors = tuple(Told(text, "meta") for text in told)
    facts = describe(f"{TITLE[:-1]}{BODY}", hints=Hints(authors=authors)).facts
    assert (facts.bylines, facts.byline_method) == (("Ann Lee", "Bo Berg"), "meta")
    assert facts.byline_start is None


def test_a_given_name_alone_is_completed_from_the_page(describe) -> None:
    page = describe(f"{TITLE}byline: By Anna{BODY}\nauthor_box: Anna Lee writes about towns")
    assert page.facts.bylines == ("Anna Lee",)
