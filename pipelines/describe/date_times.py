"""Decides which weekday and which time of day belong to a date, because they stand beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.describe import date_patterns as p
from pipelines.describe.date_words import DateWords
from pipelines.describe.written_date import WrittenDate

LOOK_BACK = 36
MOST_BETWEEN = 4
LONGEST_TIME = 20
BRACKETS = ("(", "（")


def beside(text: str, found: WrittenDate, words: DateWords, done: int) -> WrittenDate:
    """The date with the time and the weekday beside it; `done` is where one before may begin."""
    start, end, clock = _time(text, found, done)
    start, end, weekday = _weekday(text, start, end, words, done)
    if weekday is None and clock is None:
        return found
    hour, minute = clock or (None, None)
    return found._replace(start=start, end=end, hour=hour, minute=minute, weekday=weekday)


def _time(text: str, found: WrittenDate, done: int) -> tuple[int, int, tuple[int, int] | None]:
    """The span with the time after or before the date, and that time."""
    if found.year is None:
        return found.start, found.end, None
    after = p.TIME_AFTER.match(text, found.end)
    if after and (after["half"] or after["minute"]) and (after["sep"] != "." or _says_time(after)):
        clock = _clock(after)
        if clock:
            return found.start, after.end(), clock
    offset = max(0, found.start - LOOK_BACK)
    near = text[offset : found.start]
    before = p.TIME_BEFORE.search(near) if ":" in near[-LONGEST_TIME:] else None
    clock = _clock(before) if before and offset + before.start() >= done else None
    if before is None or clock is None:
        return found.start, found.end, None
    return offset + before.start(), found.end, clock


def _weekday(
    text: str, start: int, end: int, words: DateWords, done: int
) -> tuple[int, int, int | None]:
    """The span with the weekday before the date or in brackets after it, and that weekday."""
    if text[end : end + 2].lstrip()[:1] in BRACKETS:
        after = p.WEEKDAY_AFTER.match(text, end)
        if after and after["name"] in words.weekdays:
            return start, after.end(), words.weekdays[after["name"]]
    near = text[max(done, start - LOOK_BACK) : start]
    bare = near.rstrip(" \xa0,.(")
    name = bare[max(bare.rfind(" "), bare.rfind("\n")) + 1 :]
    if not name or len(near) - len(bare) > MOST_BETWEEN:
        return start, end, None
    at, weekday = known_name(start - len(near) + len(bare) - len(name), name, words.weekdays)
    is_bracketed = "(" in near[len(bare) :]
    if weekday is None or (is_bracketed and text[end : end + 1] != ")"):
        return start, end, None
    return at, end + is_bracketed, weekday


def known_name(start: int, name: str, names: Mapping[str, int]) -> tuple[int, int | None]:
    """Where a known name begins, which may be glued to the end of another word."""
    if name in names:
        return start, names[name]
    is_glued = not name[1:].islower() and not name.islower()
    tail = p.CAMEL_TAIL.search(name) if is_glued else None
    if tail is None:
        return start, None
    return start + tail.start(), names.get(tail.group())


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
