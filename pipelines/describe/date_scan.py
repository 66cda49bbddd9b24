"""Decides where a text writes a date with digits, and which day, month, year and time it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.describe.date_forms import (
    read_after_name,
    read_before_name,
    read_digits,
    read_year_first,
)
from pipelines.describe.date_times import beside
from pipelines.describe.date_words import DateWords
from pipelines.describe.written_date import WrittenDate

NUMBER = re.compile(r"[0-9]{1,5}")
CENTURIES = ("19", "20")
FOREIGN_DIGITS = re.compile(r"[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]")
LATIN_DIGITS = {
    zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)
}


def scan_dates(text: str, words: DateWords) -> Iterator[WrittenDate]:
    """The dates that have a number in them, from left to right, none overlapping another."""
    if words.has_own_digits and FOREIGN_DIGITS.search(text):
        text = text.translate(LATIN_DIGITS)
    done = 0
    for number in words.numbers.finditer(text):
        if number.start() < done:
            continue
        found = _read_date(text, number.start(), number.lastgroup, words)
        if found is None or found.start < done:
            continue
        if found.day is not None or found.pair:
            found = beside(text, found, words, done)
        done = found.end
        yield found


def _read_date(text: str, start: int, form: str | None, words: DateWords) -> WrittenDate | None:
    """The date at a number; digits glued to those of a day are a time or a count."""
    number = NUMBER.match(text, start)
    digits = number.group() if number else ""
    if len(digits) > 2:
        if len(digits) != 4 or not digits.startswith(CENTURIES):
            return None
        return read_year_first(text, start, words) or read_after_name(text, start, words)
    found = read_digits(text, start, words) if form == "digits" else None
    if found is None and form != "before":
        found = read_after_name(text, start, words)
    return found or read_before_name(text, start, words)
