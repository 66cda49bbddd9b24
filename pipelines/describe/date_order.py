"""Decides which of two numbers is the day, by the page's own habit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.describe.written_date import WrittenDate, calendar_day

# The one country that writes the month first; the others with English as a page's language do not.
MONTH_FIRST_REGION = "us"
DIGITS = {"dmy": "dmy", "mdy": "mdy"}
NAMES = {"day_name": "dmy", "name_day": "mdy"}
DAY_FIRST_REGIONS = frozenset(
    ["au", "gb", "hk", "ie", "in", "ke", "my", "ng", "nz", "pk", "sg", "uk", "za"]
)


def settle_orders(
    dates: Sequence[WrittenDate], latest: date | None, locale: str | None
) -> list[WrittenDate]:
    """The dates with open pairs settled where the page tells the order; else they stay open.

    A weekday beside the date settles it alone. The others follow, in this order: dates whose
    numbers leave no choice; another form of the same day on the page; dates with the month's
    name; the region of the page's language.
    """
    if not any(written.pair for written in dates):
        return list(dates)
    told = [written for written in dates if written.on]
    habit = (
        _habit(told, DIGITS)
        or _shared_day(dates, {written.on for written in told if written.on})
        or _habit(dates, NAMES)
        or _regional(locale)
    )
    return [_settled(written, habit, latest or date.max) for written in dates]


def _settled(written: WrittenDate, habit: str | None, latest: date) -> WrittenDate:
    if written.pair is None:
        return written
    readings = _readings(written)
    if written.weekday:
        fitting = [r for r in readings if r.on and r.on.isoweekday() == written.weekday]
        return fitting[0] if len(fitting) == 1 else written
    possible = [reading for reading in readings if reading.on and reading.on <= latest]
    chosen = [reading for reading in possible if reading.order == habit]
    if chosen:
        return chosen[0]
    return written


def _readings(written: WrittenDate) -> list[WrittenDate]:
    first, second = written.pair or (0, 0)
    both = (
        written._replace(day=first, month=second, order="dmy", pair=None),
        written._replace(day=second, month=first, order="mdy", pair=None),
    )
    return [r for r in both if calendar_day(r.year or 0, r.month, r.day)]


def _habit(told: Sequence[WrittenDate], orders: Mapping[str, str]) -> str | None:
    """The one order in which the page writes the dates that leave no choice."""
    found = {orders[written.order] for written in told if written.order in orders}
    return found.pop() if len(found) == 1 else None


def _shared_day(dates: Sequence[WrittenDate], days: set[date]) -> str | None:
    """The order by which an open date is a day that the page tells in another form."""
    orders = {
        reading.order
        for written in dates
        if written.pair
        for reading in _readings(written)
        if reading.on in days
    }
    return orders.pop() if len(orders) == 1 else None


def _regional(locale: str | None) -> str | None:
    region = (locale or "").lower().replace("_", "-").partition("-")[2]
    if region == MONTH_FIRST_REGION:
        return "mdy"
    return "dmy" if region in DAY_FIRST_REGIONS else None
