"""Dates with digits: what is read, and what is left alone."""

from datetime import date, datetime

import pytest

from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.references import References


@pytest.mark.parametrize(
    ("language", "text", "found", "on"),
    [
        ("en", "out on 2031-05-06.", "2031-05-06", date(2031, 5, 6)),
        ("en", "May 6, 2031", "May 6, 2031", date(2031, 5, 6)),
        ("en", "on 6th of May 2031", "6th of May 2031", date(2031, 5, 6)),
        ("en", "Tue 6 MAY 2031", "Tue 6 MAY 2031", date(2031, 5, 6)),
        ("en", "by Ann LeeMay 6, 2031Updated", "May 6, 2031", date(2031, 5, 6)),
        ("en", "25/12/2030", "25/12/2030", date(2030, 12, 25)),
        ("en", "12/25/2030", "12/25/2030", date(2030, 12, 25)),
        ("de", "am 06.05.2031", "06.05.2031", date(2031, 5, 6)),
        ("de", "06.05.31", "06.05.31", date(2031, 5, 6)),
        ("de", "Dienstag, 6. Mai 2031", "Dienstag, 6. Mai 2031", date(2031, 5, 6)),
        ("fr", "le 1er août 2030", "1er août 2030", date(2030, 8, 1)),
        ("es", "6 de mayo de 2031", "6 de mayo de 2031", date(2031, 5, 6)),
        ("it", "6 maggio 2031", "6 maggio 2031", date(2031, 5, 6)),
        ("pt", "6 de março de 2031", "6 de março de 2031", date(2031, 3, 6)),
        ("ru", "6 мая 2031 года", "6 мая 2031", date(2031, 5, 6)),
        ("ja", "2031年5月6日", "2031年5月6日", date(2031, 5, 6)),
    ],
)
def test_a_full_date_is_read(
    references: References, language: str, text: str, found: str, on: date
) -> None:
    written = list(scan_dates(text, date_words(references, language)))
    assert [(text[w.start : w.end], w.on) for w in written] == [(found, on)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("6 May 2031 17:45", datetime(2031, 5, 6, 17, 45)),
        ("May 6, 2031 - 17:45", datetime(2031, 5, 6, 17, 45)),
        ("May 6, 2031 at 5:45 pm EDT", datetime(2031, 5, 6, 17, 45)),
        ("2031-05-06T17:45:10+02:00", datetime(2031, 5, 6, 17, 45)),
        ("17:45 GMT, 6 May 2031", datetime(2031, 5, 6, 17, 45)),
        ("12 a.m. is not near May 6, 2031", None),
        ("May 6, 2031 25:10", None),
    ],
)
def test_a_time_belongs_to_the_date_beside_it(
    references: References, text: str, at: datetime | None
) -> None:
    written = list(scan_dates(text, date_words(references, "en")))
    assert [w.at for w in written] == [at]


@pytest.mark.parametrize(
    "text",
    ["May 15,000 people", "2 days ago", "30 June 1st", "version 2031.5", "32 May", "may 6 of them"],
)
def test_other_numbers_are_no_full_date(references: References, text: str) -> None:
    assert not [w for w in scan_dates(text, date_words(references, "en")) if w.on]


def test_day_and_month_of_open_order_leave_the_year(references: References) -> None:
    written = next(scan_dates("05/06/2031", date_words(references, "en")))
    assert (written.year, written.month, written.on) == (2031, None, None)
    written = next(scan_dates("05/06/2031", date_words(references, "fr")))
    assert written.on == date(2031, 6, 5)
