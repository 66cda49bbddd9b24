"""Dates in the text: which days they mean, and what they are of."""

from datetime import date

import pytest

HEAD = "title: Town votes for the bridge\nstamp: 6 May 2031\n"  # a Tuesday


def mentions(page):
    return {m.date_text: (m.resolved_from, m.resolved_to, m.method) for m in page.date_mentions}


@pytest.mark.parametrize(
    ("words", "text", "first", "last", "method"),
    [
        ("spoke on Monday", "Monday", date(2031, 5, 5), date(2031, 5, 5), "relative"),
        ("spoke on Tuesday", "Tuesday", date(2031, 5, 6), date(2031, 5, 6), "relative"),
        ("spoke last Tuesday", "last Tuesday", date(2031, 4, 29), date(2031, 4, 29), "relative"),
        ("meets next Friday", "next Friday", date(2031, 5, 9), date(2031, 5, 9), "relative"),
        ("spoke yesterday", "yesterday", date(2031, 5, 5), date(2031, 5, 5), "relative"),
        ("opened last month", "last month", date(2031, 4, 1), date(2031, 4, 30), "relative"),
        ("met last weekend", "last weekend", date(2031, 5, 3), date(2031, 5, 4), "relative"),
        ("opened last year", "last year", date(2030, 1, 1), date(2030, 12, 31), "relative"),
        ("met last May", "last May", date(2030, 5, 1), date(2030, 5, 31), "relative"),
        ("met in May", "May", date(2031, 5, 1), date(2031, 5, 31), "year_inferred"),
        ("a September fair", "September", date(2030, 9, 1), date(2030, 9, 30), "year_inferred"),
        ("on May 20 it opens", "May 20", date(2031, 5, 20), date(2031, 5, 20), "year_inferred"),
        ("on April 1 it shut", "April 1", date(2031, 4, 1), date(2031, 4, 1), "year_inferred"),
        ("on December 1", "December 1", date(2030, 12, 1), date(2030, 12, 1), "year_inferred"),
        ("in March 2029", "March 2029", date(2029, 3, 1), date(2029, 3, 31), "partial"),
        ("built in 1999", "1999", date(1999, 1, 1), date(1999, 12, 31), "partial"),
        ("it ran 1999-2003", "1999-2003", date(1999, 1, 1), date(2003, 12, 31), "partial"),
        ("on 3 June 2029", "3 June 2029", date(2029, 6, 3), date(2029, 6, 3), "absolute"),
    ],
)
def test_resolved(describe, words: str, text: str, first: date, last: date, method: str) -> None:
    page = describe(f"{HEAD}body: The mayor of the town said that the bridge {words} again.")
    assert mentions(page)[text] == (first, last, method)


@pytest.mark.parametrize(
    "words",
    ["May walked in", "the March of time", "some 2000 people", "Sunderland won", "a sat nav"],
)
def test_not_a_date(describe, words: str) -> None:
    page = describe(f"body: The mayor of the town said that {words} at the old bridge again.")
    assert page.date_mentions == ()


def test_nothing_relative_without_a_publication(describe) -> None:
    page = describe("body: The mayor of the small town said on Monday that the bridge is old.")
    assert [(m.resolved_from, m.precision, m.method) for m in page.date_mentions] == [
        (None, None, "unresolved")
    ]


def test_a_written_weekday_chooses_the_year(describe) -> None:
    page = describe(f"{HEAD}body: The bridge of the small town opened on Friday (June 7) at last.")
    assert mentions(page)["Friday (June 7)"][0] == date(2030, 6, 7)


def test_roles(describe) -> None:
    page = describe(
        "title: Town votes for the bridge\n"
        "stamp: Published 6 May 2031 Updated 8 May 2031\n"
        "caption: The bridge on 1 March 2030.\n"
        "dateline: OSLO, May 6 (AFP) -- The council voted for a bridge that opens in July.\n"
        "copyright: © 2028-2031 The Town Crier"
    )
    assert [(m.date_text, m.role) for m in page.date_mentions] == [
        ("6 May 2031", "publication"),
        ("8 May 2031", "update"),
        ("1 March 2030", "photo"),
        ("May 6", "dateline"),
        ("July", "event"),
        ("2028-2031", "other"),
    ]


def test_what_a_date_was_counted_from(describe) -> None:
    page = describe(
        f"{HEAD}body: The mayor of the town said on Monday, after the talks of 3 June 2029 and in 2030, "
        "that April 2 was recently said to be too late for the old bridge."
    )
    against = {m.date_text: m.resolved_against for m in page.date_mentions}
    assert against == {
        "6 May 2031": None,
        "Monday": date(2031, 5, 6),
        "3 June 2029": None,
        "2030": None,
        "April 2": date(2031, 5, 6),
        "recently": None,
    }


def test_a_month_is_too_little_to_count_from(describe) -> None:
    page = describe(
        "title: Town votes for the bridge\nstamp: Published: May 2031\n"
        "body: The mayor of the town said on Monday that the bridge will open next month at last."
    )
    assert {m.date_text: m.resolved_from for m in page.date_mentions} == {
        "May 2031": date(2031, 5, 1),
        "Monday": None,
        "next month": None,
    }


def test_a_lower_bound_stays_a_mention(describe) -> None:
    page = describe(
        "title: Town votes for the bridge\n"
        "body: The mayor of the town said on Tuesday (February 20) that the bridge will open at last."
    )
    (mention,) = page.date_mentions
    assert (mention.date_text, mention.role, mention.method) == (
        "Tuesday (February 20)",
        "event",
        "unresolved",
    )
    assert page.facts.published_on is None


def test_dates_that_say_what_else_they_are_of(describe) -> None:
    page = describe(
        "title: Town votes for the bridge\n"
        "stamp: Received 3 May 2031 Published 6 May 2031 Updated 8 May 2031\n"
        "body: The mayor of the small town said that the old bridge will open again at last."
    )
    assert [(m.date_text, m.role) for m in page.date_mentions] == [
        ("3 May 2031", "other"),
        ("6 May 2031", "publication"),
        ("8 May 2031", "update"),
    ]
