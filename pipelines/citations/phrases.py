"""Decides how a phrase of several words is known again in a text: longest first, word by word.

A text is read cell by cell, each cell once and only when asked for, so that the many mentions of
a dense text, each with its own stretch of words around it, do not read the same words again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

PIECE = re.compile(r"[^\W_]+")
CELL, AHEAD = 500, 150
Value = TypeVar("Value")


def pieces(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of a text, casefolded."""
    return tuple(piece.casefold() for piece in PIECE.findall(text))


class PhraseIndex(Generic[Value]):
    """Phrases with a value each; finds those that stand in a text.

    With `cased`, a phrase written in capitals only matches itself (`US` is not `us`), and the
    first capital of another does not match a small letter (`Turkey`, `turkey`; `the North`).
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, cased: bool = False) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._forms: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._cased = cased
        for phrase, value in phrases:
            key = pieces(phrase)
            if key and key not in self._values:
                self._values[key] = value
                self._forms[key] = tuple(PIECE.findall(phrase))
        self._longest = _longest_by_first(self._values)

    def words(self) -> frozenset[str]:
        """All words of all phrases, casefolded."""
        return frozenset(word for key in self._values for word in key)

    def __contains__(self, phrase: str) -> bool:
        return pieces(phrase) in self._values

    def begin_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Where phrases begin in text[start:end], where they end, their values: longest first."""
        found = list(PIECE.finditer(text, max(0, start - 1), min(len(text), end + AHEAD)))
        low = [word.group().casefold() for word in found]
        for place, first in enumerate(low):
            if first not in self._longest or not start <= found[place].start() < end:
                continue
            for size in range(min(self._longest[first], len(low) - place), 0, -1):
                key = tuple(low[place : place + size])
                if key in self._values and self._fits(key, found[place : place + size]):
                    last = found[place + size - 1].end()
                    yield found[place].start(), last, self._values[key]

    def _fits(self, key: tuple[str, ...], found: Sequence[re.Match[str]]) -> bool:
        if not self._cased:
            return True
        form, words = self._forms[key], tuple(word.group() for word in found)
        if "".join(form).isupper():
            return words == form
        named = next((place for place, word in enumerate(form) if word[0].isupper()), None)
        return named is None or not words[named][0].islower()


class Occurrences(Generic[Value]):
    """The phrases of an index in one text."""

    def __init__(self, index: PhraseIndex[Value], text: str) -> None:
        self._index = index
        self._text = text
        self._cells: dict[int, list[tuple[int, int, Value]]] = {}

    def within(self, start: int, end: int) -> Iterator[Value]:
        """The values of the phrases in text[start:end], in order, without overlaps."""
        return (value for _, _, value in self.places(start, end))

    def places(self, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Where these phrases begin and end, and their values."""
        for number in range(start // CELL, -(-end // CELL)):
            if number not in self._cells:
                cell = number * CELL
                self._cells[number] = list(self._index.begin_in(self._text, cell, cell + CELL))
            for first, last, value in self._cells[number]:
                if start <= first and last <= end:
                    yield first, last, value
                    start = last


def _longest_by_first(keys: Mapping[tuple[str, ...], object]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in keys:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest
