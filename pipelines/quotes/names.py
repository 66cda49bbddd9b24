"""Decides which full name of the page a short form stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipelines.quotes.lexicon import Lexicon

_UPPER = "".join(chr(code) for code in range(0x41, 0x2000) if chr(code).isupper())
NAME_RUN = re.compile(
    rf"[{_UPPER}][\w'’&.-]{{0,40}}+(?:[ \u00a0]{{1,2}}(?:[^\W\d_A-Z]{{1,3}}+ ){{0,2}}"
    rf"(?:[^\W\d_A-Z]{{1,3}}+[-'’])?[{_UPPER}][\w'’&.-]{{0,40}}+){{1,14}}"
)
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
SUFFIXES = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii", "iv"})
LONGEST_NAME = 5
KEPT_WORDS = frozenset({"of", "the"})
MOST_NAMESAKES = 50
MOST_PLACES = 200
FAR_BEFORE, FAR_AFTER = 1500, 400
RUNS_KEPT = 1 << 14

_Part = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Person:
    """A full name as the page writes it, where it first stands, and its gender if told."""

    name: str
    parts: tuple[str, ...]
    place: int
    gender: str


class _Found(NamedTuple):
    """A full name in a run of names, and what its titles tell."""

    shift: int
    name: str
    parts: tuple[str, ...]
    gender: str
    is_titled: bool


class Names:
    """The full names of persons on one page, found by family name, given name or prefix."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Index the persons by their first and last part."""
        self.people: dict[tuple[str, ...], Person] = {}
        self.places: dict[tuple[str, ...], list[int]] = {}
        self.by_part: dict[str, list[tuple[str, ...]]] = {}
        self.by_middle: dict[str, list[tuple[str, ...]]] = {}
        self.fullest: dict[tuple[str, ...], Person] = {}
        self.fitting: dict[tuple[tuple[str, ...], str], list[tuple[str, ...]]] = {}
        for person in people:
            known = self.people.get(person.parts)
            if known is None:
                self.people[person.parts] = person
                self.places[person.parts] = []
                for part in {person.parts[0], family_name(person.parts)}:
                    self.by_part.setdefault(part, []).append(person.parts)
                for part in person.parts[1:-1]:
                    self.by_middle.setdefault(part, []).append(person.parts)
            elif person.gender and not known.gender:
                self.people[person.parts] = Person(
                    known.name, known.parts, known.place, person.gender
                )
            if len(self.places[person.parts]) < MOST_PLACES:
                self.places[person.parts].append(person.place)
        self.surnames = frozenset(family_name(parts) for parts in self.people)
        self.order: dict[str, list[tuple[int, Person]]] = {}
        for parts, places in self.places.items():
            known = self.people[parts]
            self.order.setdefault(known.gender, []).extend((place, known) for place in places)
        for named in self.order.values():
            named.sort(key=itemgetter(0))

    def full(self, parts: Sequence[str], place: int, gender: str = "") -> Person | None:
        """The person whom these lower-case name parts mean at this place of the page."""
        own = tuple(parts)
        if not own:
            return None
        fitting = self.fitting.get((own, gender))
        if fitting is None:
            fitting = self.fitting[own, gender] = self._fitting(own, gender)
        if not fitting:
            return self.people.get(own)
        key = fitting[0]
        if len(fitting) > 1:
            key = min(fitting, key=lambda one: (self._distance(one, place), -len(one)))
        fullest = self.fullest.get(key)
        if fullest is None:
            fullest = self.fullest[key] = self._fullest(key)
        return fullest

    def near(self, place: int, gender: str) -> Person | None:
        """The person of this or no known gender named last before the place, else next after it."""
        return self._nearest(place, gender) or self._nearest(place, "")

    def _nearest(self, place: int, gender: str) -> Person | None:
        named = self.order.get(gender, ())
        i = bisect_right(named, place, key=itemgetter(0))
        if i and place - named[i - 1][0] <= FAR_BEFORE:
            return named[i - 1][1]
        if i < len(named) and named[i][0] - place <= FAR_AFTER:
            return named[i][1]
        return None

    def _fitting(self, own: tuple[str, ...], gender: str) -> list[tuple[str, ...]]:
        """The full names that these parts can stand for; by family name before given name."""
        keys = self.by_part.get(family_name(own), ()) or self.by_part.get(own[0], ())
        if not keys and len(own) == 1:
            keys = self.by_middle.get(own[0], ())
            return list(keys) if len(keys) == 1 else []
        fitting = [
            key
            for key in keys[:MOST_NAMESAKES]
            if self._fits(own, key) and _agree(gender, self.people[key].gender)
        ]
        if len(own) == 1:
            return [key for key in fitting if family_name(key) == own[0]] or fitting
        if len(own[0].rstrip(".")) == 1:
            spelled = [key for key in fitting if len(key[0].rstrip(".")) > 1]
            return spelled if len(spelled) == 1 else fitting
        return [key for key in fitting if key[-len(own) :] == own != key] or fitting

    def _fits(self, own: tuple[str, ...], full: tuple[str, ...]) -> bool:
        if len(own) == 1:
            return own[0] in (full[0], family_name(full))
        if len(full) < len(own) or family_name(own) != family_name(full):
            return False
        if full[-len(own) :] == own:
            return True
        return own[0] == full[0] or (len(own[0]) <= 2 and full[0].startswith(own[0][0]))

    def _fullest(self, key: tuple[str, ...]) -> Person:
        same = [
            other
            for other in self.by_part.get(key[0], ())[:MOST_NAMESAKES]
            if other[0] == key[0] and family_name(other) == family_name(key)
        ]
        same = same or [key]
        return self.people[max(same, key=lambda other: (len(other), -self.people[other].place))]

    def _distance(self, key: tuple[str, ...], place: int) -> tuple[int, int]:
        places = self.places[key]
        number = bisect_right(places, place)
        return (0, place - places[number - 1]) if number else (1, places[0] - place)


def family_name(parts: Sequence[str]) -> str:
    """The last part that is not a suffix like Jr."""
    for part in reversed(parts):
        if part not in SUFFIXES:
            return part
    return parts[-1]


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def find_people(text: str, start: int, end: int, words: Lexicon) -> list[Person]:
    """The full names of persons in text[start:end]."""
    people: list[Person] = []
    for match in NAME_RUN.finditer(text, start, end):
        for found in _people_in(match.group(), words):
            place = match.start() + found.shift
            gender = found.gender
            if not gender and not found.is_titled:
                gender = _role_before(text, start, place, words)
            gender = gender or words.given_names.get(found.parts[0], "")
            people.append(Person(found.name, found.parts, place, gender))
    return people


@lru_cache(maxsize=RUNS_KEPT)
def _people_in(run: str, words: Lexicon) -> tuple[_Found, ...]:
    """The full names in a run of names, which a page or its neighbours often repeat."""
    people = (_person(run, parts, words) for parts in _runs(run, words))
    return tuple(person for person in people if person is not None)


def _runs(text: str, words: Lexicon) -> Iterator[list[_Part]]:
    """The words of a run, cut at small words, sentence ends and possessives."""
    run: list[_Part] = []
    a = 0
    for word in text.replace("\u00a0", " ").split(" "):
        z, low, ends = a + len(word), word.lower(), False
        if not low.isalpha():
            low = low.replace("’", "'").strip("'-&")
            ends = _ends_name(low, words)
            if low.endswith("'s"):
                z, low, ends = z - 2, low[:-2], True
        if words.function_words.get(low, "particle") != "particle" and low not in KEPT_WORDS:
            yield run
            run, a = [], a + len(word) + 1
            continue
        if low:
            run.append((a, z, low))
        a += len(word) + 1
        if ends:
            yield run
            run = []
    yield run


def _ends_name(low: str, words: Lexicon) -> bool:
    """Whether the full stop after this word ends a sentence rather than an abbreviation."""
    if not low.endswith("."):
        return False
    return not (low in words.honorifics or INITIALS.fullmatch(low) or low in SUFFIXES)


def _person(text: str, run: list[_Part], words: Lexicon) -> _Found | None:
    if len(run) < 2:
        return None
    gender, first = _titles(run, words)
    parts = [(a, z, low.rstrip(".") if len(low) > 2 else low) for a, z, low in run[first:]]
    while parts and words.function_words.get(parts[-1][2]) == "particle":
        parts.pop()
    if not 2 <= len(parts) <= LONGEST_NAME or not _is_person(parts, words):
        return None
    a, z = parts[0][0], parts[-1][1]
    if text[z - 1] == "." and parts[-1][2] not in SUFFIXES:
        z -= 1
    return _Found(
        a, " ".join(text[a:z].split()), tuple(low for _, _, low in parts), gender, first > 0
    )


def _titles(run: Sequence[_Part], words: Lexicon) -> tuple[str, int]:
    """The gender that titles tell, and where the name after the last of them begins."""
    gender, first = "", 0
    for i, (_, _, low) in enumerate(run):
        role = words.roles.get(low)
        title = words.honorifics.get(low, role.gender if role else None)
        is_surname = i == len(run) - 1 and i > 0 and _is_before_surname(run[i - 1][2], words)
        if title is not None and not is_surname:
            gender, first = title or gender, i + 1
        elif low in words.not_names or low in KEPT_WORDS or _is_place(run, i, words):
            first = i + 1
    return gender, first


def _is_before_surname(low: str, words: Lexicon) -> bool:
    return low in words.given_names or words.function_words.get(low) == "particle"


def _is_place(run: Sequence[_Part], i: int, words: Lexicon) -> bool:
    """Whether word i ends a department or place and a given name follows: State John Kerry."""
    follows = i + 1 < len(run) and run[i + 1][2] in words.given_names
    return follows and run[i][2] in words.organisations


def _role_before(text: str, start: int, place: int, words: Lexicon) -> str:
    """The gender of the role word right before a name: spokeswoman, congressman."""
    before = text[max(start, place - 20) : place].split()
    role = words.roles.get(before[-1].lower()) if before else None
    return role.gender if role else ""


def _is_person(parts: Sequence[_Part], words: Lexicon) -> bool:
    lows = [low for _, _, low in parts]
    if lows[-1] in words.organisations and lows[0] not in words.given_names:
        return False
    return not any(low in words.not_names or low in words.documents for low in lows)
