"""Decides what is kept of a date as a text writes it, and which days the calendar has."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from typing import NamedTuple


class WrittenDate(NamedTuple):
    """A date as written: what the text does not say is None.

    `order` is dmy, mdy or ymd, with the month's name day_name or name_day; `pair` holds two numbers of which the order is open: day and
    month are None then.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    weekday: int | None = None
    order: str = ""
    pair: tuple[int, int] | None = None

    @property
    def on(self) -> date | None:
        """The day, when the text writes all of it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def at(self) -> datetime | None:
        """The minute, when the text writes it."""
        on = self.on
        if on is None or self.hour is None or self.minute is None:
            return None
        return datetime(on.year, on.month, on.day, self.hour, self.minute)


def checked(found: WrittenDate) -> WrittenDate | None:
    """The date if the calendar has it; without a year, 29 February counts as possible."""
    month, day = found.month or 0, found.day or 0
    if not 1 <= month <= 12 or day < 1:
        return None
    return found if day <= calendar.monthrange(found.year or 2000, month)[1] else None


def calendar_day(year: int, month: int | None, day: int | None) -> date | None:
    """The day with these numbers, None when the calendar has none."""
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None
