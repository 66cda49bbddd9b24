"""Decides which words before the noun belong to the mention: organ, date, article, qualities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.citations.lexicon import Lexicon, Organ

WORD = re.compile(r"\S+")
WINDOW = 110
LONGEST_PHRASE = 6
YEAR_WORD = re.compile(r"((?:19[4-9]|20\d)\d)('s)?")
DAY_WORD = re.compile(r"\d{1,2}")
STOPS = frozenset(',;:!?)]"')
OPENERS = "\"'(["


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is told."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(slots=True)
class Before:
    """What the words before the noun tell; `start` is where the mention begins with them.

    `noun_modifier` is the word before the noun, `organ_before` the one before the organ,
    `last_word` the one before the mention (casefolded); `lead_start` is where the organ
    begins (with its article when possessive), `year_start` a year as in `2017's Resolution`.
    """

    start: int
    organ: Organ | None = None
    organ_before: str = ""
    lead_start: int | None = None
    article: str = ""
    is_fresh: bool = False
    is_draft: bool = False
    when: When | None = None
    year_start: int | None = None
    last_word: str = ""
    noun_modifier: str = ""


class _Word(NamedTuple):
    start: int
    text: str

    @property
    def low(self) -> str:
        return self.text.casefold()


def read_before(text: str, noun_start: int, lexicon: Lexicon) -> Before:
    """Walk left from the noun over what belongs to it, at most WINDOW characters."""
    return _Walk(text, noun_start, lexicon).run()


class _Walk:
    def __init__(self, text: str, noun_start: int, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = _words_before(text, noun_start)
        self.place = len(self.words)
        self.found = Before(start=noun_start)
        self.found.noun_modifier = self.words[-1].low if self.words else ""
        self.is_closed = False

    def run(self) -> Before:
        steps = (self._organ, self._year, self._month_or_day, self._article, self._quality)
        while self.place and not self.is_closed:
            if not any(step() for step in steps):
                break
            self.found.start = self.words[self.place].start
        if self.place:
            self.found.last_word = self.words[self.place - 1].low.strip(OPENERS)
        return self.found

    def _organ(self) -> bool:
        if self.found.organ is not None:
            return False
        for size in range(min(LONGEST_PHRASE, self.place), 0, -1):
            phrase = " ".join(word.text for word in self.words[self.place - size : self.place])
            bare, possessive = _without_possessive(phrase)
            organ = self.lexicon.organs.get(bare)
            if organ and organ.role != "fused":
                self._take_organ(organ, size, possessive=possessive)
                return True
        return False

    def _take_organ(self, organ: Organ, size: int, *, possessive: bool) -> None:
        self.place -= size
        found, before = self.found, self.words[: self.place]
        found.organ = organ
        found.lead_start = self.words[self.place].start
        found.organ_before = before[-1].text if before else ""
        if possessive and found.organ_before.casefold() == "the":
            found.lead_start = before[-1].start
            found.organ_before = before[-2].text if len(before) > 1 else ""

    def _year(self) -> bool:
        year = YEAR_WORD.fullmatch(self.words[self.place - 1].text)
        if not year or self.found.when:
            return False
        self.place -= 1
        self.found.when = When(int(year.group(1)))
        if year.group(2):
            self.found.year_start = self.words[self.place].start
        return True

    def _month_or_day(self) -> bool:
        found, word = self.found, self.words[self.place - 1]
        if not found.when or found.when.day:
            return False
        if found.when.month is None and (month := self.lexicon.months.get(word.low.strip(".,"))):
            found.when = When(found.when.year, month)
        elif found.when.month and DAY_WORD.fullmatch(word.text.rstrip(",")):
            found.when = When(found.when.year, found.when.month, int(word.text.rstrip(",")))
        else:
            return False
        self.place -= 1
        return True

    def _article(self) -> bool:
        low = self.words[self.place - 1].low
        if low not in self.lexicon.words["article"] and low not in self.lexicon.words["anaphor"]:
            return False
        self.place -= 1
        self.found.article = low
        self.found.is_fresh |= low in self.lexicon.words["fresh"]
        self.is_closed = True
        return True

    def _quality(self) -> bool:
        for size in range(min(4, self.place), 0, -1):
            words = self.words[self.place - size : self.place]
            phrase = " ".join(word.low for word in words)
            is_draft = phrase in self.lexicon.words["draft"]
            if not is_draft and not self._is_quality(phrase, words[0].text):
                continue
            self.place -= size
            self.found.is_fresh |= phrase in self.lexicon.words["fresh"]
            self.found.is_draft |= is_draft
            return True
        return False

    def _is_quality(self, phrase: str, first: str) -> bool:
        words = self.lexicon.words
        if phrase in words["quality"] or phrase.rpartition("-")[2] in words["quality_ending"]:
            return True
        return first[0].isupper() and phrase in self.lexicon.countries


def _words_before(text: str, stop: int) -> list[_Word]:
    first = max(0, stop - WINDOW)
    found = [_Word(m.start(), m.group()) for m in WORD.finditer(text, first, stop)]
    if found and first and not text[first - 1].isspace():
        found = found[1:]
    for place in range(len(found) - 1, -1, -1):
        word = found[place]
        if word.text[-1] in STOPS and not DAY_WORD.match(word.text):
            return found[place + 1 :]
        if word.text[0] in OPENERS:
            bare = word.text.lstrip(OPENERS)
            opened = [_Word(word.start + len(word.text) - len(bare), bare)] if bare else []
            return opened + found[place + 1 :]
    return found


def _without_possessive(phrase: str) -> tuple[str, bool]:
    bare = phrase.removesuffix("'s").removesuffix("'")
    return bare, bare != phrase
