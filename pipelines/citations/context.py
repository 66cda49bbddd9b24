"""Decides what the words around a mention tell: countries, measures, other bodies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.citations.lexicon import Lexicon, MeasureName
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage
from pipelines.citations.phrases import Occurrences

PARAGRAPH_REACH = 600
LIFTING_REACH = 40
LIFTED = "sanctions lifted"


@dataclass(frozen=True)
class Surroundings:
    """What stretches of one passage name."""

    passage: Passage
    lexicon: Lexicon
    is_un_page: bool

    @cached_property
    def _countries(self) -> Occurrences[tuple[str, ...]]:
        return Occurrences(self.lexicon.countries, self.passage.text)

    @cached_property
    def _capitals(self) -> Occurrences[tuple[str, ...]]:
        return Occurrences(self.lexicon.capitals, self.passage.text)

    @cached_property
    def _measures(self) -> Occurrences[MeasureName]:
        return Occurrences(self.lexicon.measures, self.passage.text)

    @cached_property
    def _restrictions(self) -> Occurrences[str]:
        return Occurrences(self.lexicon.restrictions, self.passage.text)

    @cached_property
    def _liftings(self) -> Occurrences[str]:
        return Occurrences(self.lexicon.liftings, self.passage.text)

    @cached_property
    def _sanctions(self) -> Occurrences[str]:
        return Occurrences(self.lexicon.sanctions, self.passage.text)

    @cached_property
    def _warnings(self) -> tuple[Occurrences[str], ...]:
        indexes = (self.lexicon.other_bodies, self.lexicon.other_senses)
        return tuple(Occurrences(index, self.passage.text) for index in indexes)

    def countries_in(self, start: int, end: int) -> frozenset[str]:
        """Countries that passage.text[start:end] names."""
        found = self._countries.within(start, end)
        return frozenset(code for codes in found for code in codes)

    def capitals_in(self, start: int, end: int) -> frozenset[str]:
        """Countries that passage.text[start:end] names by their capitals."""
        found = self._capitals.within(start, end)
        return frozenset(code for codes in found for code in codes)

    def measures_in(self, start: int, end: int, *, restricted: bool = False) -> tuple[str, ...]:
        """Measures that passage.text[start:end] names, in order, each once.

        `restricted` tells that the words stand behind a word of restriction, as they else must
        to make a measure of `weapons`. What is lifted is no measure, but the lifting is one.
        """
        restricted = restricted or any(True for _ in self._restrictions.within(start, end))
        liftings = [last for _, last, _ in self._liftings.places(start, end)]
        measures: list[str] = []
        for first, _, name in self._measures.places(start, end):
            if name.needs_restriction and not restricted:
                continue
            is_sanction = not self.lexicon.sanction_measures.isdisjoint(name.measures)
            is_lifted = is_sanction and _is_behind(first, liftings)
            measures.extend((LIFTED,) if is_lifted else name.measures)
        if self._names_lifting(start, end, liftings):
            measures.append(LIFTED)
        return tuple(dict.fromkeys(measures))

    def names_sanctions(self, start: int, end: int) -> bool:
        """Whether the stretch speaks of sanctions without saying which."""
        return any(True for _ in self._sanctions.within(start, end))

    def _names_lifting(self, start: int, end: int, liftings: Sequence[int]) -> bool:
        if not liftings:
            return False
        places = self._sanctions.places(start, end)
        return any(_is_behind(first, liftings) for first, _, _ in places)

    def is_elsewhere(self, start: int, end: int) -> bool:
        """Whether the stretch speaks of another body, or of another sense of the word."""
        return any(True for warning in self._warnings for _ in warning.within(start, end))


def _is_behind(place: int, ends: Sequence[int]) -> bool:
    """Whether one of these ends lies shortly before the place."""
    number = bisect_right(ends, place)
    return number > 0 and place - ends[number - 1] <= LIFTING_REACH


@dataclass(frozen=True)
class Context:
    """The sentence of a mention, read when asked."""

    surroundings: Surroundings
    mention: Mention

    @property
    def text(self) -> str:
        """The folded text of the passage."""
        return self.surroundings.passage.text

    @property
    def lexicon(self) -> Lexicon:
        """The words of citations."""
        return self.surroundings.lexicon

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the sentence begins and ends."""
        return self.surroundings.passage.sentence(self.mention.start, self.mention.end)

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries of the sentence, else of the sentences before it, else by their capitals."""
        return next(self.country_readings(), frozenset())

    def country_readings(self) -> Iterator[frozenset[str]]:
        """The countries that the mention may be about, those told nearest and by name first."""
        start, end = self.span
        earlier = max(0, start - PARAGRAPH_REACH)
        readings = (
            self.surroundings.countries_in(start, end),
            self.surroundings.countries_in(earlier, end),
            self.surroundings.capitals_in(start, end),
            self.surroundings.capitals_in(earlier, end),
        )
        return (named for named in dict.fromkeys(readings) if named)

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that the sentence names, in order."""
        return self.surroundings.measures_in(*self.span)

    @property
    def names_sanctions(self) -> bool:
        """Whether the sentence speaks of sanctions."""
        return self.surroundings.names_sanctions(*self.span)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the sentence speaks of another body, or of another sense of the word."""
        return self.surroundings.is_elsewhere(*self.span)
