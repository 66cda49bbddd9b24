"""Decides which days a date means, given the day of publication."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.describe.date_phrases import DatePhrase
from pipelines.describe.date_scan import WrittenDate

DAYS_AHEAD = 60
RECENT_YEARS = (0, -1, 1)
WEEK = 7


class Resolved(NamedTuple):
    """The first and last day meant, how exactly the text tells, and how they were found."""

    first: date | None
    last: date | None
    precision: str | None
    method: str


UNRESOLVED = Resolved(None, None, None, "unresolved")


def resolve_written(written: WrittenDate, published: date | None) -> Resolved:
    """The days of a date with digits; a missing year is the one that fits the publication."""
    on = written.on
    if on:
        return Resolved(on, on, "minute" if written.at else "day", "absolute")
    if written.year and written.month:
        return _month(written.year, written.month, "partial")
    if written.year:
        return _years(written.year, written.year)
    day = _infer_year(written, published) if published else None
    return Resolved(day, day, "day", "year_inferred") if day else UNRESOLVED


def resolve_phrase(phrase: DatePhrase, published: date | None) -> Resolved:
    """The days of a date in words; all but years count from the day of publication."""
    if phrase.unit == "year" and phrase.number:
        return _years(phrase.number, phrase.last_number or phrase.number)
    if published is None or not MINYEAR + 1 < published.year < MAXYEAR - 1:
        return UNRESOLVED
    return _count_from(published, phrase.unit, phrase.number, phrase.shift)


@lru_cache(maxsize=4096)
def _count_from(published: date, unit: str, number: int, shift: int) -> Resolved:
    return BY_UNIT[unit](number, shift, published)


def _infer_year(written: WrittenDate, published: date) -> date | None:
    """The written weekday decides; else the last such day, or one at most two months ahead."""
    days = [
        day
        for step in RECENT_YEARS
        if (day := _day(published.year + step, written.month or 0, written.day or 0))
    ]
    if written.weekday:
        return next((day for day in days if day.isoweekday() == written.weekday), None)
    limit = published + timedelta(days=DAYS_AHEAD)
    return max((day for day in days if day <= limit), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int, method: str) -> Resolved:
    return Resolved(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", method
    )


def _years(first: int, last: int) -> Resolved:
    return Resolved(date(first, 1, 1), date(last, 12, 31), "year", "partial")


def _shifted_day(_: int, shift: int, published: date) -> Resolved:
    day = published + timedelta(days=shift)
    return Resolved(day, day, "day", "relative")


def _shifted_week(_: int, shift: int, published: date) -> Resolved:
    monday = published - timedelta(days=published.weekday()) + timedelta(days=WEEK * shift)
    return Resolved(monday, monday + timedelta(days=6), "week", "relative")


def _shifted_weekend(_: int, shift: int, published: date) -> Resolved:
    """Saturday and Sunday before or after the publication; its own weekend is neither."""
    monday = published - timedelta(days=published.weekday())
    saturday = monday + timedelta(days=5 + WEEK * min(shift, 0))
    if shift > 0 and published.weekday() >= 5:
        saturday += timedelta(days=WEEK)
    return Resolved(saturday, saturday + timedelta(days=1), "week", "relative")


def _shifted_month(_: int, shift: int, published: date) -> Resolved:
    months = published.year * 12 + published.month - 1 + shift
    return _month(months // 12, months % 12 + 1, "relative")


def _shifted_year(_: int, shift: int, published: date) -> Resolved:
    year = published.year + shift
    return Resolved(date(year, 1, 1), date(year, 12, 31), "year", "relative")


def _named_weekday(number: int, shift: int, published: date) -> Resolved:
    """On or before the publication; 'last' is before it, 'next' after it."""
    back = (published.isoweekday() - number) % WEEK
    if shift < 0:
        back = back or WEEK
    elif shift > 0:
        back -= WEEK
    day = published - timedelta(days=back)
    return Resolved(day, day, "day", "relative")


def _named_month(number: int, shift: int, published: date) -> Resolved:
    """The last such month, this one included; 'last' is before it, 'next' after it."""
    back = (published.month - number) % 12
    if shift < 0:
        back = back or 12
    elif shift > 0:
        back -= 12
    months = published.year * 12 + published.month - 1 - back
    method = "relative" if shift else "year_inferred"
    return _month(months // 12, months % 12 + 1, method)


BY_UNIT: dict[str, Callable[[int, int, date], Resolved]] = {
    "day": _shifted_day,
    "week": _shifted_week,
    "weekend": _shifted_weekend,
    "month": _shifted_month,
    "year": _shifted_year,
    "weekday": _named_weekday,
    "named_month": _named_month,
}
