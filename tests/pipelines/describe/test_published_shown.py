"""What a page shows against what it tells elsewhere: zones, moves, updates, months, years."""

from datetime import date, datetime

import pytest

from pipelines.document import Hints

BODY = "body: The council of the small town voted for the new bridge late in the evening."
MORE = """body: The mayor was glad, and so were the owners of the shops along the old river road.
body: Work on the pillars will start as soon as the water of the river has fallen far enough.
body: Nobody has said yet who is going to pay for all of it when the money of the town is spent."""


def with_stamp(stamp: str) -> str:
    return f"title: Town votes for bridge\nstamp: {stamp}\n{BODY}\n{MORE}"


@pytest.mark.parametrize(
    ("meta", "stamp", "on", "method"),
    [
        ("2031-05-06T22:10:00Z", "6 May 2031", "2031-05-06", "meta"),
        ("2031-05-06T22:10:00Z", "7 May 2031", "2031-05-07", "stamp"),
        ("2031-05-06T22:10:00+00:00", "7 May 2031", "2031-05-07", "stamp"),
        ("2031-05-06T02:10:00Z", "5 May 2031", "2031-05-05", "stamp"),
        ("2031-05-06T19:30:00+02:00", "7 May 2031", "2031-05-06", "meta"),
        ("2031-05-06", "7 May 2031", "2031-05-06", "meta"),
        ("2031-05-06T12:00:00Z", "30 March 2024", "2024-03-30", "stamp"),
        ("2024-03-30T12:00:00Z", "6 May 2031", "2024-03-30", "meta"),
        ("2031-05-06T12:00:00Z", "Updated 30 March 2024", "2031-05-06", "meta"),
        ("2031-05", "6 May 2031", "2031-05-06", "stamp"),
        ("2031", "6 May 2031", "2031-05-06", "stamp"),
        ("2031-05", "6 June 2031", "2031-05-01", "meta"),
    ],
    ids=[
        "same", "zone ahead", "zone written", "zone behind", "local zone", "no time", "site moved",
        "shown later", "shown update", "shown in month", "shown in year", "shown elsewhere",
    ],
)  # fmt: skip
def test_the_page_against_its_meta_data(
    describe, meta: str, stamp: str, on: str, method: str
) -> None:
    facts = describe(with_stamp(stamp), hints=Hints(published=meta)).facts
    assert (str(facts.published_on), facts.published_method) == (on, method)


@pytest.mark.parametrize(
    ("meta", "on", "precision"),
    [
        ("2031-05-06T09:07:00+02:00", "2031-05-06", "minute"),
        ("2031-05-06T00:00:00", "2031-05-06", "day"),
        ("20310506", "2031-05-06", "day"),
        ("20310506T090700Z", "2031-05-06", "day"),
        ("1935568800", "2031-05-03", "day"),
        ("1935568800000", "2031-05-03", "day"),
        ("2031 May 6", "2031-05-06", "day"),
        ("Tue, 06 May 2031 09:07:00 GMT", "2031-05-06", "minute"),
        ("May 6, 2031T09:07:00+03:00", "2031-05-06", "minute"),
        ("2031-05", "2031-05-01", "month"),
        ("May 2031", "2031-05-01", "month"),
        ("2031", "2031-01-01", "year"),
        ("26/05/2031 09:07:40", "2031-05-26", "minute"),
        ("2031-13-45", "None", None),
        ("yesterday", "None", None),
        ("0000-00-00", "None", None),
    ],
)
def test_forms_of_meta_data(describe, meta: str, on: str, precision: str | None) -> None:
    facts = describe(BODY, hints=Hints(published=meta)).facts
    assert (str(facts.published_on), facts.published_precision) == (on, precision)


@pytest.mark.parametrize(
    ("meta", "language", "stamp", "on"),
    [
        ("10/03/2030", "en-GB", "", "2030-03-10"),
        ("10/03/2030", "en-US", "", "2030-10-03"),
        ("10/03/2030", "en", "Ferries: 25/12/2029", "2030-03-10"),
    ],
)
def test_the_order_of_meta_data(describe, meta: str, language: str, stamp: str, on: str) -> None:
    lines = f"{BODY}\n{MORE}\nother: {stamp or 'Ferries'}"
    facts = describe(lines, hints=Hints(published=meta, language=language)).facts
    assert str(facts.published_on) == on


@pytest.mark.parametrize(
    ("stamp", "on", "updated"),
    [
        ("Published 6 May 2031 Updated 8 May 2031", "2031-05-06", "2031-05-08"),
        ("6 May 2031 - Last updated: 8 May 2031", "2031-05-06", "2031-05-08"),
        ("May 6, 2031May 8, 2031 by Ann Lee", "2031-05-06", "2031-05-08"),
        ("Updated: 8 May 2031", "None", "2031-05-08"),
        ("Last updated 8 May 2031 at 9:07", "None", "2031-05-08"),
        ("6 May 2031", "2031-05-06", "None"),
        ("Published 6 May 2031. Updated 2 May 2030", "2031-05-06", "None"),
        ("Modified on 8 May 2031", "None", "2031-05-08"),
        ("Mis à jour le 08/05/2031", "None", "None"),
        ("Last reviewed: May 8, 2031", "None", "2031-05-08"),
        ("Accessed 6 May 2031", "None", "None"),
        ("Received 6 May 2031", "None", "None"),
    ],
)
def test_an_update_is_kept_apart(describe, stamp: str, on: str, updated: str) -> None:
    page = describe(with_stamp(stamp))
    facts = page.facts
    assert (str(facts.published_on), str(facts.updated_on)) == (on, updated)
    if facts.updated_on:
        shown = page.document.raw_text[facts.updated_start : facts.updated_end]
        assert shown.startswith(("8", "May 8"))


@pytest.mark.parametrize(
    ("published", "updated", "on"),
    [
        ("2031-05-06", "2031-05-08T10:00:00Z", "2031-05-08"),
        ("2031-05-06", "2031-05-06T10:00:00Z", "None"),
        ("2031-05-06", "2031-05-01", "None"),
        (None, "2031-05-08", "2031-05-08"),
        ("2031-05-06", "2032", "None"),
    ],
)
def test_an_update_of_the_markup(describe, published: str | None, updated: str, on: str) -> None:
    facts = describe(BODY, hints=Hints(published=published, updated=updated)).facts
    assert str(facts.updated_on) == on
    assert facts.published_on == (date(2031, 5, 6) if published else None)


@pytest.mark.parametrize(
    ("lines", "on", "method", "precision"),
    [
        (with_stamp("Published: May 2031"), "2031-05-01", "stamp", "month"),
        (with_stamp("May 2031"), "None", None, None),
        (with_stamp("Updated May 2031"), "None", None, None),
        (with_stamp("Tuesday, May 6") + "\nother: May 30, 2031", "2031-05-06", "inferred", "day"),
        (with_stamp("Tuesday, May 6") + "\nother: May 9, 2032", "None", None, None),
        (with_stamp("May 6") + "\nother: May 9, 2031", "2031-05-06", "inferred", "day"),
        (with_stamp("May 6") + "\nother: May 30, 2031", "None", None, None),
        (with_stamp("May 6") + "\ncopyright: © 2031 The Town Crier", "None", None, None),
        (with_stamp("2 hours ago"), "None", None, None),
        (f"{BODY}\n{MORE}\nstamp: 6 May 2031", "2031-05-06", "stamp", "day"),
        (f"{BODY}\n{MORE}\nother: Town fair\nstamp: 6 May 2031\nother: Fog\nstamp: 3 May 2031",
         "None", None, None),
    ],
    ids=[
        "month", "month alone", "updated month", "weekday fits", "weekday misfits", "week after",
        "no year", "copyright", "relative", "right below", "series below",
    ],
)  # fmt: skip
def test_days_that_are_not_told_in_full(
    describe, lines: str, on: str, method: str | None, precision: str | None
) -> None:
    facts = describe(lines).facts
    assert (str(facts.published_on), facts.published_method) == (on, method)
    assert facts.published_precision == precision


@pytest.mark.parametrize(
    ("url", "on", "precision"),
    [
        ("https://news.invalid/2031/05/06/bridge", "2031-05-06", "day"),
        ("https://news.invalid/2031-05-06-bridge.html", "2031-05-06", "day"),
        ("https://news.invalid/20310506/bridge", "2031-05-06", "day"),
        ("https://news.invalid/2031/05/bridge", "2031-05-01", "month"),
        ("https://news.invalid/2031/13/bridge", "None", None),
        ("https://news.invalid/item/20311305", "None", None),
    ],
)
def test_days_of_the_address(describe, url: str, on: str, precision: str | None) -> None:
    facts = describe(BODY, url=url).facts
    assert (str(facts.published_on), facts.published_precision) == (on, precision)


def test_the_time_is_that_of_the_page(describe) -> None:
    facts = describe(with_stamp("6 May 2031 5:45 pm")).facts
    assert facts.published_at == datetime(2031, 5, 6, 17, 45)
