"""Decides when a page was published that tells no full day: by its dateline, or a month alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from pipelines.describe.dateline import Dateline
from pipelines.describe.evidence import Published, from_stamp, from_written
from pipelines.describe.layout import Layout
from pipelines.describe.stamp_scores import best_stamp
from pipelines.describe.stamps import Stamp
from pipelines.describe.written_date import WrittenDate, calendar_day

ONE_WEEK = timedelta(days=7)
WEEKDAY_REACH = timedelta(days=60)
NEIGHBOURS = (-1, 0, 1)


def days_without_year(
    layout: Layout,
    title_line: int | None,
    stamps: Sequence[Stamp],
    dates: Sequence[WrittenDate],
    dateline: Dateline | None,
) -> list[WrittenDate]:
    """The day of the dateline, with or without a year, and that of a stamp without one."""
    days: list[WrittenDate] = []
    if dateline:
        inside = (d for d in dates if dateline.start <= d.start and d.end <= dateline.end and d.day)
        days.extend(islice(inside, 1))
    stamp = best_stamp(layout, title_line, [s for s in stamps if s.written.year is None])
    return [*days, stamp.written] if stamp else days


def infer_publication(
    days: Sequence[WrittenDate],
    layout: Layout,
    title_line: int | None,
    stamps: Sequence[Stamp],
    dates: Sequence[WrittenDate],
) -> Published | None:
    """The first of these days that has a year or is given one, else the month that a stamp tells."""
    for written in days:
        found = from_written(written, "dateline") if written.on else _add_year(written, dates)
        if found:
            return found
    months = [s for s in stamps if s.written.year and s.written.day is None and s.role]
    month = best_stamp(layout, title_line, months)
    return from_stamp(month) if month else None


def _add_year(written: WrittenDate, dates: Sequence[WrittenDate]) -> Published | None:
    """The day in the year that another full date of the page gives it.

    One within the week after it; where a weekday is written, any within two months of the day
    in the one year, this or one beside it, that the weekday fits.
    """
    if written.weekday:
        fitting = {day for other in dates if other.on for day in _fitting(written, other.on)}
        return _inferred(written, fitting.pop()) if len(fitting) == 1 else None
    for other in dates:
        day = calendar_day(other.on.year, written.month, written.day) if other.on else None
        if day and other.on and timedelta(0) <= other.on - day <= ONE_WEEK:
            return _inferred(written, day)
    return None


def _fitting(written: WrittenDate, near: date) -> list[date]:
    days = (calendar_day(near.year + step, written.month, written.day) for step in NEIGHBOURS)
    return [
        day
        for day in days
        if day and day.isoweekday() == written.weekday and abs(day - near) <= WEEKDAY_REACH
    ]


def _inferred(written: WrittenDate, day: date) -> Published:
    return Published(day, "inferred", None, written.start, written.end)
