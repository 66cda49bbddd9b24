"""Decides what the words around a mention tell: countries, measures, other bodies."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from pipelines.citations.lexicon import Lexicon
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage

PARAGRAPH_REACH = 600


@dataclass(frozen=True)
class Surroundings:
    """What stretches of one passage name; each stretch is read once, however many mentions."""

    passage: Passage
    lexicon: Lexicon
    is_un_page: bool
    _countries: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _measures: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    _elsewhere: dict[tuple[int, int], bool] = field(default_factory=dict)

    def countries_in(self, start: int, end: int) -> frozenset[str]:
        """Countries that passage.text[start:end] names."""
        if (start, end) not in self._countries:
            found = self.lexicon.countries.find(self.passage.text, start, end)
            self._countries[start, end] = frozenset(code for codes in found for code in codes)
        return self._countries[start, end]

    def measures_in(self, start: int, end: int) -> tuple[str, ...]:
        """Measures that passage.text[start:end] names, in order, each once."""
        if (start, end) not in self._measures:
            found = self.lexicon.measures.find(self.passage.text, start, end)
            self._measures[start, end] = tuple(dict.fromkeys(found))
        return self._measures[start, end]

    def is_elsewhere(self, start: int, end: int) -> bool:
        """Whether the stretch speaks of another body, or of another sense of the word."""
        if (start, end) not in self._elsewhere:
            warnings = (self.lexicon.other_bodies, self.lexicon.other_senses)
            self._elsewhere[start, end] = any(
                True for index in warnings for _ in index.find(self.passage.text, start, end)
            )
        return self._elsewhere[start, end]


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
        capitals = self.lexicon.capitals.find(self.text, start, end)
        return frozenset(code for codes in capitals for code in codes)

    @property
    def measures(self) -> tuple[str, ...]:
        """Measures that the sentence names, in order."""
        return self.surroundings.measures_in(*self.span)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the sentence speaks of another body, or of another sense of the word."""
        return self.surroundings.is_elsewhere(*self.span)
