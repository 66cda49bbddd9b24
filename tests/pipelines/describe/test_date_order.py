"""Which of two numbers is the day: the page's own habit decides, or nothing does."""

from datetime import date

import pytest

from pipelines.describe.date_order import settle_orders
from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.references import References

MARCH, OCTOBER = date(2030, 3, 10), date(2030, 10, 3)


@pytest.mark.parametrize(
    ("page", "locale", "on"),
    [
        ("10/03/2030", None, None),
        ("10/03/2030 and 25/12/2029", None, MARCH),
        ("10/03/2030 and 12/25/2029", None, OCTOBER),
        ("10/03/2030, 25/12/2029 and 12/25/2029", None, None),
        ("10/03/2030 or October 3, 2030", None, OCTOBER),
        ("10/03/2030 or 2030-03-10", None, MARCH),
        ("10/03/2030 or 10 March 2030", None, MARCH),
        ("10/03/2030, on 7 June 2028", None, MARCH),
        ("10/03/2030, on June 7, 2028", None, OCTOBER),
        ("10/03/2030, on 7 June 2028, June 8, 2028", None, None),
        ("10/03/2030", "en-GB", MARCH),
        ("10/03/2030", "en_AU", MARCH),
        ("10/03/2030", "en-US", OCTOBER),
        ("10/03/2030", "en", None),
        ("10/03/2030 and 25/12/2029", "en-US", MARCH),
        ("Sunday 10/03/2030", None, MARCH),
        ("Thursday 10/03/2030", None, OCTOBER),
        ("Friday 10/03/2030", "en-GB", None),
    ],
)
def test_an_open_order_is_settled_by_evidence(
    references: References, page: str, locale: str | None, on: date | None
) -> None:
    dates = list(scan_dates(page, date_words(references, "en")))
    assert settle_orders(dates, None, locale)[0].on == on


def test_a_reading_after_the_latest_day_is_none(references: References) -> None:
    dates = list(scan_dates("10/03/2030", date_words(references, "en")))
    assert settle_orders(dates, date(2030, 6, 1), "en-US")[0].on is None
    assert settle_orders(dates, date(2030, 6, 1), "en-GB")[0].on == MARCH


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "ru", "nl", "it", "tr"])
def test_languages_but_english_write_the_day_first(references: References, language: str) -> None:
    dates = list(scan_dates("10/03/2030", date_words(references, language)))
    assert [written.on for written in dates] == [MARCH]


def test_an_open_date_still_tells_its_year(references: References) -> None:
    (written,) = scan_dates("10/03/2030", date_words(references, "en"))
    assert (written.year, written.month, written.day, written.pair) == (2030, None, None, (10, 3))
