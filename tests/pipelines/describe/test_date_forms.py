"""Forms of dates: what is read as a full day, and what is left alone; the table is a CSV."""

import csv
from pathlib import Path

import pytest

from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.references import References

TABLE = Path(__file__).with_name("date_forms.csv")
FORMS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))


@pytest.mark.parametrize(
    "form", FORMS, ids=[f"{form['language']}: {form['text']}" for form in FORMS]
)
def test_a_day_is_read_as_written(references: References, form: dict[str, str]) -> None:
    text = form["text"]
    dates = list(scan_dates(text, date_words(references, form["language"] or None)))
    days = [
        (text[d.start : d.end], str(d.on), f"{d.at:%H:%M}" if d.at else "") for d in dates if d.on
    ]
    assert days == ([(form["found"], form["day"], form["time"])] if form["found"] else [])


def test_the_table_is_large_enough() -> None:
    languages = {form["language"] for form in FORMS if form["found"]}
    assert len(FORMS) >= 150
    assert len(languages) >= 8
