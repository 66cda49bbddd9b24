"""Decides what the words around a mention tell: countries, measures, other bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipelines.citations.lexicon import Lexicon
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage
from pipelines.citations.phrases import Occurrences

PARAGRAPH_REACH = 600


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
    def _measures(self) -> Occurrences[str]:
        return Occurrences(self.lexicon.measures, self.passage.text)

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

    def measures_in(self, start: int, end: int) -> tuple[str, ...]:
        """Measures that passage.text[start:end] names, in order, each once."""
        return tuple(dict.fromkeys(self._measures.within(start, end)))

    def is_elsewhere(self, start: int, end: int) -> bool:
        """Whether the stretch speaks of another body, or of another sense of the word."""
        return any(True for warning in self._warnings for _ in warning.within(start, end))


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
        start, end = self.span
        for first in (start, max(0, start - PARAGRAPH_REACH)):
            if named := self.surroundings.countries_in(first, end):
                return named
        return self.surroundings.capitals_in(start, end)

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that the sentence names, in order."""
        return self.surroundings.measures_in(*self.span)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the sentence speaks of another body, or of another sense of the word."""
        return self.surroundings.is_elsewhere(*self.span)
