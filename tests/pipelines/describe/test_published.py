"""When a page was published: which evidence counts, and which never does."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.describe.stage import describe_pages
from pipelines.document import Hints, Page
from pipelines.references import References
from tests.pipelines.describe.conftest import page_of

BODY = "body: The council of the small town voted for the new bridge late in the evening."
THREE = """body: The mayor was glad, and so were the owners of the shops along the old river road.
body: Work on the pillars will start as soon as the water of the river has fallen far enough.
body: Nobody has said yet who is going to pay for all of it when the money of the town is spent."""
MAY = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("lines", "on", "method"),
    [
        (f"title: Town votes for bridge\nstamp: May 6, 2031 - 09:07\n{BODY}", MAY, "stamp"),
        (f"stamp: 6 May, 2031 02:58\ntitle: Town votes for bridge\n{BODY}", MAY, "stamp"),
        (f"title: Town votes\nstamp: Published: 6 May 2031 | 3 min read\n{BODY}", MAY, "stamp"),
        (f"title: Town votes\nstamp: Updated: 6 May 2031\n{BODY}", None, None),
        (
            f"title: Town votes\nstamp: Published 6 May 2031 Updated 8 May 2031\n{BODY}",
            MAY,
            "stamp",
        ),
        (f"{BODY}\nstamp: Published on May 6, 2031", MAY, "stamp"),
        (f"{BODY}\ncomment: Ann says May 6, 2031 at 8:00", None, None),
        (f"title: Town votes\ncaption: The town, May 6, 2031. File photo\n{BODY}", None, None),
        (f"title: Town votes\n{BODY}\ncopyright: © 2031 The Town Crier", None, None),
        ("body: On May 6, 2031 the council of the town voted for a new bridge at last.", None, None),
        ("dateline: OSLO, May 6, 2031 -- The council voted for a bridge.", MAY, "dateline"),
        ("dateline: OSLO, May 6 (AFP) -- The council voted for a bridge.", None, None),
        (
            f"dateline: OSLO, May 6 (AFP) -- The council voted.\n{THREE}\nother: May 7, 2031",
            MAY,
            "inferred",
        ),
        (
            f"dateline: OSLO, May 6 (AFP) -- The council voted.\n{THREE}\nother: May 2, 2031",
            None,
            None,
        ),
    ],
    ids=[
        "below_title", "above_title", "published_word", "update_is_not", "both_words", "at_end",
        "comment", "photo", "copyright", "event", "dateline", "no_year", "year_fits", "year_misfits",
    ],
)  # fmt: skip
def test_publication(describe, lines: str, on: date | None, method: str | None) -> None:
    facts = describe(lines).facts
    assert (facts.published_on, facts.published_method) == (on, method)


def test_a_stamp_gives_the_minute(describe) -> None:
    facts = describe(f"title: Town votes for bridge\nstamp: May 6, 2031 - 09:07\n{BODY}").facts
    assert facts.published_at == datetime(2031, 5, 6, 9, 7)
    assert facts.published_precision == "minute"


@pytest.mark.parametrize(
    ("stamp", "on", "method"),
    [
        ("7 May, 2031 02:58", date(2031, 5, 7), "stamp"),
        ("1 January 2031", MAY, "url"),
    ],
    ids=["neighbour_day", "other_day"],
)
def test_the_address_decides_between_stamps(describe, stamp: str, on: date, method: str) -> None:
    url = "https://news.invalid/2031/05/06/bridge"
    facts = describe(f"title: Town votes for bridge\nstamp: {stamp}\n{BODY}", url=url).facts
    assert (facts.published_on, facts.published_method) == (on, method)


@pytest.mark.parametrize(
    ("published", "at"),
    [
        ("2031-05-06T09:07:00+02:00", datetime(2031, 5, 6, 9, 7)),
        ("2031-05-06T00:00:00Z", None),
        ("2031-05-06", None),
    ],
)
def test_meta_data_comes_first(describe, published: str, at: datetime | None) -> None:
    facts = describe(BODY, hints=Hints(published=published)).facts
    assert (facts.published_on, facts.published_at, facts.published_method) == (MAY, at, "meta")


def test_the_prefix_of_a_flattener_is_a_date(describe) -> None:
    page = describe("body:  date 2031-05-06 The council of the town voted for the new bridge.")
    assert (page.facts.published_on, page.facts.published_method) == (MAY, "prefix")
    assert [mention.role for mention in page.date_mentions] == ["publication"]


@pytest.mark.parametrize(
    ("lines", "on"),
    [
        (f"title: Town votes\nstamp: Published: 6 May 2031\n{BODY}", None),
        (f"title: Town votes\nstamp: Published: 6 May 2021\n{BODY}", date(2021, 5, 6)),
        (
            f"title: Town votes\nstamp: 6 May 2031\nstamp: Published: 5 May 2021\n{BODY}",
            date(2021, 5, 5),
        ),
        (
            f"body:  date 2031-05-06 The council voted for the bridge.\nstamp: Published: 5 May 2021\n{BODY}",
            date(2021, 5, 5),
        ),
    ],
    ids=["future", "past", "next evidence", "next after prefix"],
)
def test_a_day_after_the_latest_possible_is_not_believed(
    references: References, lines: str, on: date | None
) -> None:
    page = page_of(lines)
    late = replace(page, document=replace(page.document, latest_day=date(2024, 3, 6)))
    done = describe_pages([late], references)[0]
    assert isinstance(done, Page)
    assert done.facts is not None
    assert done.facts.published_on == on
