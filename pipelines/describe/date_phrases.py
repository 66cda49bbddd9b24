"""Decides where an article tells a date in words: weekdays, months, years, 'last week'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.describe.date_scan import word_before
from pipelines.describe.date_words import DateWords, RelativePhrase

PART_OF_NUMBER = re.compile(r"\d|[.,/-]\d|%|s\b")
YEAR_RANGE = re.compile(r"(?<!\d)(?:19|20)\d\d[ ]?[-–—/][ ]?(?:19|20)\d\d(?!\d)")
NUMBER_JOINTS = tuple(".,/-")
NEXT_WORD = re.compile(r"[ \xa0]([^\W\d_]{3,13})(?![^\W_])")


class DatePhrase(NamedTuple):
    """A date in words: `unit` is day, week, weekend, month, year, weekday or named_month.

    `number` is the weekday, month or year meant, `last_number` the end of a range of years;
    `shift` counts units from the publication, and with a named weekday or month says 'last' (-1)
    or 'next' (1).
    """

    start: int
    end: int
    unit: str
    number: int = 0
    shift: int = 0
    last_number: int = 0


def scan_phrases(text: str, start: int, end: int, words: DateWords) -> Iterator[DatePhrase]:
    """The dates in words between two places of the text, from left to right, none overlapping."""
    done = start
    for token in words.triggers.finditer(text, start, end):
        at = token.start()
        if at < done or text[at - 1 : at].isalnum():
            continue
        found = _read_phrase(text, at, token.group(), end, words)
        if found and found.start >= done:
            done = found.end
            yield found


def _read_phrase(text: str, start: int, word: str, end: int, words: DateWords) -> DatePhrase | None:
    if word[0].isdigit():
        return _year(text, start, word, words)
    if text[start + len(word) : start + len(word) + 1].isalnum():
        return None
    for entry in words.phrases.get(word, ()):
        found = _relative(text, start, end, entry, words)
        if found:
            return found
    stop = start + len(word)
    if word in words.full_weekdays:
        return _turned(text, DatePhrase(start, stop, "weekday", words.full_weekdays[word]), words)
    if word in words.full_months:
        named = _turned(
            text, DatePhrase(start, stop, "named_month", words.full_months[word]), words
        )
        is_sure = named.shift or word in words.clear_months or _has_cue(text, start, words)
        return named if is_sure else None
    return None


def _relative(
    text: str, start: int, end: int, entry: RelativePhrase, words: DateWords
) -> DatePhrase | None:
    stop = start + len(entry.phrase)
    is_whole = not text[stop : stop + 1].isalnum()
    if stop > end or not is_whole or text[start:stop].lower() != entry.phrase:
        return None
    if entry.unit == "name_before":
        return None
    if entry.unit != "name_after":
        return DatePhrase(start, stop, entry.unit, shift=entry.shift)
    following = NEXT_WORD.match(text, stop, end)
    name = following.group(1) if following else ""
    for unit, names in (("weekday", words.full_weekdays), ("named_month", words.full_months)):
        if following and name in names:
            return DatePhrase(start, following.end(), unit, names[name], entry.shift)
    return None


def _turned(text: str, found: DatePhrase, words: DateWords) -> DatePhrase:
    """The same phrase with 'dernier' or 'pasado' after the name taken in."""
    following = NEXT_WORD.match(text, found.end)
    for entry in words.phrases.get(following.group(1), ()) if following else ():
        if following and entry.unit == "name_before" and entry.phrase == following.group(1):
            return DatePhrase(found.start, following.end(), found.unit, found.number, entry.shift)
    return found


def _year(text: str, start: int, word: str, words: DateWords) -> DatePhrase | None:
    span = YEAR_RANGE.match(text, start)
    if span:
        last = int(text[span.end() - 4 : span.end()])
        return DatePhrase(start, span.end(), "year", int(word), 0, max(last, int(word)))
    if text[start - 1 : start] in NUMBER_JOINTS or PART_OF_NUMBER.match(text, start + 4):
        return None
    bracketed = text[start - 1 : start] == "(" and text[start + 4 : start + 5] == ")"
    if bracketed or _has_cue(text, start, words):
        return DatePhrase(start, start + 4, "year", int(word))
    return None


def _has_cue(text: str, start: int, words: DateWords) -> bool:
    return word_before(text, start)[1].lower() in words.cues
