"""Bylines: persons, no desks and no agencies."""

import pytest

from pipelines.document import Hints

TITLE = "title: Small town votes for a new bridge\n"
BODY = "\nbody: The council of the small town voted for the new bridge late in the evening."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo van der Berg", ("Ann Lee", "Bo van der Berg")),
        ("By Ann Lee, Bo Berg & Cy Young", ("Ann Lee", "Bo Berg", "Cy Young")),
        ("By ANN LEE", ("Ann Lee",)),
        ("By Ann Lee, Reuters", ("Ann Lee",)),
        ("By Ann Lee for the Crier", ("Ann Lee",)),
        ("By Ann LeePublished 6 May 2031", ("Ann Lee",)),
        ("Written by: Ann Lee | 5 min read", ("Ann Lee",)),
        ("6 May 2031 by Ann Lee", ("Ann Lee",)),
        ("Von Änne Müller und Bo Berg", ("Änne Müller", "Bo Berg")),
        ("Par Zoé Petit et Luc Grand", ("Zoé Petit", "Luc Grand")),
        ("Por Ana Ruiz y Luis Gil", ("Ana Ruiz", "Luis Gil")),
        ("By Yonhap", ()),
        ("By Associated Press", ()),
        ("By News Desk", ()),
        ("By the Editorial Team", ()),
        ("By Monday, Bo Berg had left", ()),
        ("Photo by Ann Lee", ()),
        ("Reviewed by Ann Lee", ()),
    ],
)
def test_a_byline_with_a_cue(describe, line: str, names: tuple[str, ...]) -> None:
    assert describe(f"{TITLE}byline: {line}{BODY}").facts.bylines == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("byline: By\nbyline: Ann Lee", ("Ann Lee",)),
        ("byline: James Berg\nstamp: 6 May 2031", ("James Berg",)),
        ("byline: James Berg, Staff Writer", ("James Berg",)),
        ("caption: James Berg\nstamp: 6 May 2031", ()),
        ("other: Share This Story", ()),
    ],
    ids=["cue_line", "bare_before_stamp", "bare_with_role", "caption", "button"],
)
def test_a_byline_on_lines_of_its_own(describe, lines: str, names: tuple[str, ...]) -> None:
    assert describe(f"{TITLE}{lines}{BODY}").facts.bylines == names


def test_somebody_of_whom_the_article_tells_is_no_author(describe) -> None:
    body = "\nbody: The mayor of the town, James Berg, was glad of the vote for the new bridge."
    assert describe(f"{TITLE}other: James Berg\nstamp: 6 May 2031{body}").facts.bylines == ()


def test_author_and_translator(describe) -> None:
    page = describe(
        f"{TITLE}byline: Article by Ann Lee for The Crier – translated by Bo Berg{BODY}"
    )
    facts = page.facts
    assert (facts.bylines, facts.translator) == (("Ann Lee",), "Bo Berg")
    assert page.document.raw_text[facts.byline_start : facts.byline_end] == "Ann Lee"


def test_authors_of_the_head_are_cleaned(describe) -> None:
    authors = ("By Ann Lee", "https://crier.invalid/staff", "Reuters", "News Desk", "Bo Berg, Oslo")
    facts = describe(f"{TITLE[:-1]}{BODY}", hints=Hints(authors=authors)).facts
    assert (facts.bylines, facts.byline_method) == (("Ann Lee", "Bo Berg"), "meta")
