"""Decides where an article tells a date in words: weekdays, months, years, 'last week'."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipelines.describe.counted_phrases import read_counted
from pipelines.describe.date_forms import word_before
from pipelines.describe.date_words import DateWords

PART_OF_NUMBER = re.compile(r"\d|[.,/-]\d|%|[ ]?×")
DECADE = re.compile(r"(?:[’']?s|er)\b")
YEAR_RANGE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d[ ]?[-–—/][ ]?(?:1[89]|20)\d\d(?!\d)")
QUARTER_BEFORE = re.compile(r"\b(?:[QTK](?P<one>[1-4])|(?P<two>[1-4])Q)[ \xa0/-]\Z")
QUARTER_SIGNS = frozenset("1234Q")
NUMBER_JOINTS = tuple(".,/-–")
NEXT_WORD = re.compile(r"[ \xa0]([^\W\d_]{3,13})(?![^\W_])")
REACH = 4


class DatePhrase(NamedTuple):
    """A date in words: `unit` is day, week, …, weekday, named_month, quarter, decade or vague.

    `number` is the weekday, month or year meant, `last_number` the end of a range of years or the
    quarter; `shift` counts units from the publication, and with a named weekday or month says
    'last' (-1) or 'next' (1); `part` is 1, 2, 3 for the early, middle or late part.
    """

    start: int
    end: int
    unit: str
    number: int = 0
    shift: int = 0
    last_number: int = 0
    part: int = 0


def scan_phrases(
    text: str, spans: Sequence[tuple[int, int]], words: DateWords
) -> Iterator[DatePhrase]:
    """The dates in words in some stretches of the text, in order, none overlapping another."""
    starts = list(accumulate((end - start + 1 for start, end in spans), initial=0))
    done = 0
    for token in words.triggers.find("\n".join([text[start:end] for start, end in spans])):
        place = bisect_right(starts, token.start()) - 1
        first, end = spans[place]
        start = token.start() - starts[place] + first
        if start < done:
            continue
        found = _read_phrase(text, start, token.group(), end, words)
        if found and found.start >= max(done, first):
            done = found.end
            yield found


def _read_phrase(text: str, start: int, word: str, end: int, words: DateWords) -> DatePhrase | None:
    stop = start + len(word)
    if word[0].isdigit():
        return _year(text, start, word, words)
    if word in words.full_weekdays:
        found = DatePhrase(start, stop, "weekday", words.full_weekdays[word])
        return _turned(text, found, words)
    if word in words.full_months:
        return _month(text, DatePhrase(start, stop, "named_month", words.full_months[word]), words)
    return _relative(text, start, stop, end, words)


def _relative(text: str, start: int, stop: int, end: int, words: DateWords) -> DatePhrase | None:
    spoken = text[start:stop].replace("\xa0", " ").replace("’", "'")
    phrases = words.phrases.by_trigger.get(spoken, ())
    whole = next((phrase for phrase in phrases if not phrase.counted), None)
    if whole and whole.unit != "name_after":
        return DatePhrase(start, stop, whole.unit, shift=whole.shift)
    named = _name_after(text, start, stop, end, words) if whole else None
    if whole and named:
        return named._replace(shift=whole.shift)
    counted = [phrase for phrase in phrases if phrase.counted]
    place = read_counted(text, start, stop, counted, words.phrases.counts) if counted else None
    if place is None or place.end > end:
        return None
    return DatePhrase(place.start, place.end, place.unit, shift=place.shift)


def _name_after(text: str, start: int, stop: int, end: int, words: DateWords) -> DatePhrase | None:
    following = NEXT_WORD.match(text, stop, end)
    if following is None:
        return None
    name = following.group(1)
    for unit, names in (("weekday", words.full_weekdays), ("named_month", words.full_months)):
        if name in names:
            return DatePhrase(start, following.end(), unit, names[name])
    return None


def _month(text: str, found: DatePhrase, words: DateWords) -> DatePhrase | None:
    """A month's name where it cannot mean anything else."""
    turned = _turned(text, found, words)
    start, before = word_before(text, found.start)
    part = words.phrases.parts.get(before.lower(), 0)
    if part:
        return turned._replace(start=start, part=part)
    name = text[found.start : found.end]
    is_sure = turned.shift or name in words.clear_months or before.lower() in words.cues
    return turned if is_sure else None


def _turned(text: str, found: DatePhrase, words: DateWords) -> DatePhrase:
    """The same phrase with 'dernier' or 'pasado' after the name taken in."""
    following = NEXT_WORD.match(text, found.end) if words.phrases.turns else None
    shift = words.phrases.turns.get(following.group(1), 0) if following else 0
    return found._replace(end=following.end(), shift=shift) if following and shift else found


def _year(text: str, start: int, word: str, words: DateWords) -> DatePhrase | None:
    span = YEAR_RANGE.match(text, start)
    if span:
        last = int(text[span.end() - REACH : span.end()])
        return DatePhrase(start, span.end(), "year", int(word), 0, max(last, int(word)))
    stop = start + REACH
    decade = DECADE.match(text, stop) if word.endswith("0") else None
    if decade and text[start - 1 : start] not in NUMBER_JOINTS:
        return DatePhrase(start, decade.end(), "decade", int(word))
    if PART_OF_NUMBER.match(text, stop) or text[stop : stop + 1].isalpha():
        return None
    return _quarter(text, start, word) or _told_year(text, start, word, words)


def _quarter(text: str, start: int, word: str) -> DatePhrase | None:
    is_near = text[max(0, start - 2) : start - 1] in QUARTER_SIGNS
    found = QUARTER_BEFORE.search(text[max(0, start - REACH) : start]) if is_near else None
    if found is None:
        return None
    number, first = int(found["one"] or found["two"]), start - len(found.group())
    return DatePhrase(first, start + REACH, "quarter", int(word), 0, number)


def _told_year(text: str, start: int, word: str, words: DateWords) -> DatePhrase | None:
    """A year after a word that makes it one, or in brackets; 'mid-' is the one joint allowed."""
    stop, joint = start + REACH, text[start - 1 : start]
    before, name = word_before(text, start)
    part = words.phrases.parts.get(name.lower(), 0)
    if joint in NUMBER_JOINTS and not (part and joint == "-"):
        return None
    if part:
        return DatePhrase(before, stop, "year", int(word), part=part)
    if (joint == "(" and text[stop : stop + 1] == ")") or name.lower() in words.cues:
        return DatePhrase(start, stop, "year", int(word))
    return None
