"""Decides which day markup, a flattener's prefix or the page's address tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from pipelines.describe.date_order import settle_orders
from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import DateWords
from pipelines.describe.evidence import Published
from pipelines.describe.written_date import WrittenDate, calendar_day

PREFIX = re.compile(r"\A\s{0,8}date (\d{4}-\d\d-\d\d) ")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|\Z)")
URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(?=[^/\d])")
DIGITS = re.compile(r"((?:19|20)\d\d)[-/]?(\d\d)?(?:(\d\d)(?:T?\d{4,6}Z?)?)?\Z")
SECONDS = re.compile(r"\d{10}(?:\d{3})?\Z")
LONGEST_HINT = 80


def read_hint(
    value: str | None,
    dates: Sequence[WrittenDate],
    latest: date,
    locale: str | None,
    words: DateWords,
) -> Published | None:
    """The date of a meta tag or of JSON-LD; the page's own dates tell an open order."""
    text = (value or "").strip()[:LONGEST_HINT]
    if SECONDS.match(text):
        return Published(datetime.fromtimestamp(int(text[:10]), UTC).date(), "meta")
    found = next((w for w in scan_dates(text, words) if w.year), None)
    if found is None:
        return _from_digits(text)
    written = settle_orders([found, *dates], latest, locale)[0]
    if written.on is None:
        return _from_parts(written.year, written.month, None)
    is_midnight = written.hour == 0 and written.minute == 0
    return Published(written.on, "meta", None if is_midnight else written.at)


def read_prefix(text: str) -> Published | None:
    """The day of a ' date YYYY-MM-DD ' prefix."""
    found = PREFIX.match(text)
    if found is None:
        return None
    day = calendar_day(*(int(part) for part in found[1].split("-")))
    return Published(day, "prefix", None, found.start(1), found.end(1)) if day else None


def prefix_start(text: str) -> int | None:
    """Where the date of a ' date YYYY-MM-DD ' prefix begins, if the text has one."""
    found = PREFIX.match(text)
    return found.start(1) if found else None


def read_url(url: str | None) -> Published | None:
    """The day in the page's address, else the month."""
    found = URL_DATE.search(url or "")
    day = calendar_day(*(int(part) for part in found.groups())) if found else None
    if day:
        return Published(day, "url")
    found = URL_MONTH.search(url or "")
    first = calendar_day(int(found[1]), int(found[2]), 1) if found else None
    return Published(first, "url", precision="month") if first else None


def _from_digits(text: str) -> Published | None:
    """20310506, 2031-05, 2031."""
    found = DIGITS.match(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return _from_parts(year, month, day)


def _from_parts(year: int | None, month: int | None, day: int | None) -> Published | None:
    first = calendar_day(year or 0, 1 if month is None else month, 1 if day is None else day)
    if first is None:
        return None
    precision = "year" if month is None else "month" if day is None else "day"
    return Published(first, "meta", precision=precision)
