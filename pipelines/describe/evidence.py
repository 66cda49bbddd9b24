"""Decides how a publication or update is handed on: the day, by what evidence, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.describe.stamps import Stamp
from pipelines.describe.written_date import WrittenDate


@dataclass(frozen=True, slots=True)
class Published:
    """The publication as known; `at` is None when only the day is.

    A month or year alone stands as its first day, and `precision` says so.
    """

    on: date
    method: str
    at: datetime | None = None
    start: int | None = None
    end: int | None = None
    precision: str = "day"

    @property
    def told_precision(self) -> str:
        """How exactly the publication is known: a time is known to the minute."""
        return "minute" if self.at else self.precision


def from_written(written: WrittenDate, method: str) -> Published | None:
    """The evidence of a date in the text that has at least a month."""
    if written.year is None or written.month is None:
        return None
    on = written.on or date(written.year, written.month, 1)
    precision = "day" if written.day else "month"
    return Published(on, method, written.at, written.start, written.end, precision)


def from_stamp(stamp: Stamp) -> Published | None:
    """The evidence of a stamp."""
    return from_written(stamp.written, "stamp")
