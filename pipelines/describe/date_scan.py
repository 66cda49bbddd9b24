"""Decides where a text writes a date with digits, and which day, month, year and time it says."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from pipelines.describe import date_patterns as p
from pipelines.describe.date_words import DateWords

LOOK_BACK = 32
BLANKS = frozenset(" \t\xa0\u202f-")
POINTS = (".", ",")
CENTURIES = ("19", "20")
JOINTS = ("-", "/", ".")
YEAR_JOINTS = (*JOINTS, *"年년 \xa0")
DAY_JOINTS = frozenset((*BLANKS, "."))
LINKS = ("of", "de")


class WrittenDate(NamedTuple):
    """A date as written: what the text does not say is None."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    weekday: int | None = None

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


def scan_dates(text: str, words: DateWords) -> Iterator[WrittenDate]:
    """The dates that have a number in them, from left to right, none overlapping another."""
    done = 0
    for number in p.NUMBER.finditer(text):
        if number.start() < done:
            continue
        found = _read_date(text, number.start(), number.end(), words)
        if found is None or found.start < done:
            continue
        if found.month is not None:
            found = _with_weekday(text, _with_time(text, found, done), words, done)
        done = found.end
        yield found


def _read_date(text: str, start: int, end: int, words: DateWords) -> WrittenDate | None:
    """The date at a number; a look at the next character spares most numbers the patterns."""
    following = text[end : end + 1]
    if end - start > 2 and (end - start != 4 or not text.startswith(CENTURIES, start)):
        return None
    if end - start == 4:
        joined = _year_first(text, start) if following in YEAR_JOINTS else None
        return joined or _name_year(text, start, words)
    joined = _year_last(text, start, words) if following in JOINTS else None
    found = joined or _name_day(text, start, words)
    if found is None and (following.isalpha() or following in DAY_JOINTS):
        found = _day_name(text, start, words)
    return found


def _year_first(text: str, start: int) -> WrittenDate | None:
    found = p.YEAR_FIRST.match(text, start) or p.EAST_ASIAN.match(text, start)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.group("year", "month", "day"))
    return _checked(WrittenDate(start, found.end(), year, month, day))


def _year_last(text: str, start: int, words: DateWords) -> WrittenDate | None:
    """Day and month in digits before the year; just the year when their order is open."""
    found = p.YEAR_LAST.match(text, start)
    if found is None:
        return None
    first, second, year = (int(part) for part in found.group("first", "second", "year"))
    if year < 100:
        if found["sep"] != ".":
            return None
        year += 2000
    if second > 12:
        first, second = second, first
    elif not (words.is_day_first or first > 12 or first == second):
        return WrittenDate(start, found.end(), year)
    return _checked(WrittenDate(start, found.end(), year, second, first))


def _name_year(text: str, start: int, words: DateWords) -> WrittenDate | None:
    name_start, month = _month_before(text, start, words)
    found = p.JUST_YEAR.match(text, start) if month else None
    return WrittenDate(name_start, found.end(), int(found["year"]), month) if found else None


def _name_day(text: str, start: int, words: DateWords) -> WrittenDate | None:
    name_start, month = _month_before(text, start, words)
    found = p.DAY_AFTER_NAME.match(text, start) if month else None
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return _checked(WrittenDate(name_start, found.end(), year, month, int(found["day"])))


def _day_name(text: str, start: int, words: DateWords) -> WrittenDate | None:
    found = p.DAY_NAME.match(text, start)
    month = words.months.get(found["name"]) if found else None
    if found is None or month is None:
        return None
    year = int(found["year"]) if found["year"] else None
    end = found.end() if year else found.end("name")
    return _checked(WrittenDate(start, end, year, month, int(found["day"])))


def _month_before(text: str, at: int, words: DateWords) -> tuple[int, int | None]:
    if text[at - 1 : at] not in BLANKS:
        return at, None
    start, name = word_before(text, at)
    if name in LINKS:
        start, name = word_before(text, start)
    return _name_at(start, name, words.months) if name else (at, None)


def word_before(text: str, at: int) -> tuple[int, str]:
    """The word that ends right before the space at `at`, with its start; '' when there is none."""
    if text[at - 1 : at] not in BLANKS:
        return at, ""
    end = at
    floor = max(0, at - LOOK_BACK)
    while end > floor and text[end - 1] in BLANKS:
        end -= 1
    if text[end - 1 : end] in POINTS:
        end -= 1
    start = end
    while start > floor and text[start - 1].isalpha():
        start -= 1
    return start, text[start:end]


def _look_back(pattern: re.Pattern[str], text: str, at: int) -> tuple[int, re.Match[str]] | None:
    """The pattern just before `at`, with where it begins in the text."""
    offset = max(0, at - LOOK_BACK)
    found = pattern.search(text[offset:at])
    return (offset + found.start(), found) if found else None


def _name_at(start: int, name: str, names: Mapping[str, int]) -> tuple[int, int | None]:
    """Where a known name begins, which may be glued to the end of another word."""
    if name in names:
        return start, names[name]
    tail = None if name.islower() else p.CAMEL_TAIL.search(name)
    if tail is None:
        return start, None
    return start + tail.start(), names.get(tail.group())


def _checked(found: WrittenDate) -> WrittenDate | None:
    """The date if the calendar has it; without a year, 29 February counts as possible."""
    month, day = found.month or 0, found.day or 0
    if not 1 <= month <= 12 or day < 1:
        return None
    return found if day <= calendar.monthrange(found.year or 2000, month)[1] else None


def _with_weekday(text: str, found: WrittenDate, words: DateWords, done: int) -> WrittenDate:
    before = _look_back(p.WEEKDAY_BEFORE, text, found.start)
    if before is None or found.day is None:
        return found
    start, weekday = _name_at(before[0], before[1]["name"], words.weekdays)
    bracket, end = before[1]["bracket"], found.end
    if weekday is None or start < done or (bracket and text[end : end + 1] != ")"):
        return found
    return found._replace(start=start, end=end + len(bracket), weekday=weekday)


def _with_time(text: str, found: WrittenDate, done: int) -> WrittenDate:
    if found.on is None:
        return found
    after = p.TIME_AFTER.match(text, found.end)
    if after and (after["half"] or after["minute"]) and (after["sep"] != "." or _says_time(after)):
        clock = _clock(after)
        if clock:
            return found._replace(end=after.end(), hour=clock[0], minute=clock[1])
    before = _look_back(p.TIME_BEFORE, text, found.start)
    clock = _clock(before[1]) if before and before[0] >= done else None
    if before is None or clock is None:
        return found
    return found._replace(start=before[0], hour=clock[0], minute=clock[1])


def _says_time(found: re.Match[str]) -> bool:
    return bool(found["half"] or found["zone"])


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None
