"""Decides which first and last day a period has, counted from a day or told by its number."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

WEEK = 7
LONGEST_MONTH = timedelta(days=31)


class Resolved(NamedTuple):
    """The first and last day meant, how exactly the text tells, how they were found, and from when.

    `against` is the day that they were counted from, None when the date stands for itself.
    """

    first: date | None
    last: date | None
    precision: str | None
    method: str
    against: date | None = None


UNRESOLVED = Resolved(None, None, None, "unresolved")


@lru_cache(maxsize=4096)
def count_from(published: date, unit: str, number: int, shift: int) -> Resolved:
    """The period that lies so many units away from the publication."""
    return BY_UNIT[unit](number, shift, published)._replace(against=published)


def third_of(first: date, last: date, part: int) -> tuple[date, date]:
    """The early, middle or late third of a month (ten days) or of a year (four months)."""
    if last - first < LONGEST_MONTH:
        starts = [first, first + timedelta(days=10), first + timedelta(days=20)]
    else:
        starts = [date(first.year, month, 1) for month in (1, 5, 9)]
    end = starts[part] - timedelta(days=1) if part < len(starts) else last
    return starts[part - 1], end


def month_of(year: int, month: int, method: str) -> Resolved:
    """A month of a year."""
    return Resolved(
        date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", method
    )


def quarter_of(year: int, quarter: int, method: str) -> Resolved:
    """A quarter of a year."""
    last = quarter * 3
    return Resolved(
        date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), "quarter", method
    )


def years_of(first: int, last: int) -> Resolved:
    """The years from one to another."""
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
    return month_of(months // 12, months % 12 + 1, "relative")


def _shifted_quarter(_: int, shift: int, published: date) -> Resolved:
    quarters = published.year * 4 + (published.month - 1) // 3 + shift
    return quarter_of(quarters // 4, quarters % 4 + 1, "relative")


def _shifted_decade(_: int, shift: int, published: date) -> Resolved:
    first = published.year - published.year % 10 + 10 * shift
    return years_of(first, first + 9)._replace(precision="decade", method="relative")


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
    return month_of(months // 12, months % 12 + 1, method)


BY_UNIT: dict[str, Callable[[int, int, date], Resolved]] = {
    "day": _shifted_day,
    "week": _shifted_week,
    "weekend": _shifted_weekend,
    "month": _shifted_month,
    "quarter": _shifted_quarter,
    "decade": _shifted_decade,
    "year": _shifted_year,
    "weekday": _named_weekday,
    "named_month": _named_month,
}
