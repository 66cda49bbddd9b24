"""Decides which days a date means, given the day of publication."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from pipelines.describe.date_phrases import DatePhrase
from pipelines.describe.intervals import (
    UNRESOLVED,
    Resolved,
    count_from,
    month_of,
    quarter_of,
    third_of,
    years_of,
)
from pipelines.describe.written_date import WrittenDate, calendar_day

DAYS_AHEAD = 60
RECENT_YEARS = (0, -1, 1)


def resolve_written(written: WrittenDate, published: date | None) -> Resolved:
    """The days of a date with digits; a missing year is the one that fits the publication."""
    on = written.on
    if on:
        return Resolved(on, on, "minute" if written.at else "day", "absolute")
    if written.year and written.month:
        return month_of(written.year, written.month, "partial")
    if written.year:
        return years_of(written.year, written.year)
    day = infer_year(written, published) if published else None
    return Resolved(day, day, "day", "year_inferred", published) if day else UNRESOLVED


def resolve_phrase(phrase: DatePhrase, published: date | None) -> Resolved:
    """The days of a date in words; all that name no year count from the day of publication."""
    whole = _resolve_whole(phrase, published)
    if not phrase.part or whole.first is None or whole.last is None:
        return whole
    first, last = third_of(whole.first, whole.last, phrase.part)
    return whole._replace(first=first, last=last)


def _resolve_whole(phrase: DatePhrase, published: date | None) -> Resolved:
    year = phrase.number
    if phrase.unit == "year" and year:
        return years_of(year, phrase.last_number or year)
    if phrase.unit == "decade" and year:
        return years_of(year, year + 9)._replace(precision="decade")
    if phrase.unit == "quarter" and year:
        return quarter_of(year, phrase.last_number, "partial")
    if phrase.unit == "vague" or published is None or not _is_countable(published, phrase):
        return UNRESOLVED
    return count_from(published, phrase.unit, phrase.number, phrase.shift)


def _is_countable(published: date, phrase: DatePhrase) -> bool:
    """Whether the calendar surely has the days, for whatever unit is counted."""
    span = 10 * (abs(phrase.shift) + 1) if phrase.unit == "decade" else abs(phrase.shift) + 1
    return published.year - span > MINYEAR and published.year + span < MAXYEAR


def infer_year(written: WrittenDate, published: date) -> date | None:
    """The written weekday decides; else the last such day, or one at most two months ahead."""
    days = [
        day
        for step in RECENT_YEARS
        if (day := calendar_day(published.year + step, written.month, written.day))
    ]
    if written.weekday:
        return next((day for day in days if day.isoweekday() == written.weekday), None)
    limit = published + timedelta(days=DAYS_AHEAD)
    return max((day for day in days if day <= limit), default=None)
