"""Decides how a phrase of several words is known again in a text: longest first, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

PIECE = re.compile(r"[^\W_]+")
Value = TypeVar("Value")


def pieces(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of a text, casefolded."""
    return tuple(piece.casefold() for piece in PIECE.findall(text))


class PhraseIndex(Generic[Value]):
    """Phrases with a value each; finds those that stand in a text.

    With `cased`, a phrase written in capitals only matches itself (`US` is not `us`), and one
    that begins with a capital does not match a word in small letters (`Turkey`, `turkey`).
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, cased: bool = False) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._forms: dict[tuple[str, ...], str] = {}
        self._cased = cased
        for phrase, value in phrases:
            key = pieces(phrase)
            if key and key not in self._values:
                self._values[key] = value
                self._forms[key] = "".join(PIECE.findall(phrase))
        self._longest = _longest_by_first(self._values)

    def words(self) -> frozenset[str]:
        """All words of all phrases, casefolded."""
        return frozenset(word for key in self._values for word in key)

    def __contains__(self, phrase: str) -> bool:
        return pieces(phrase) in self._values

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Value]:
        """The values of the phrases in text[start:end], in order, without overlaps."""
        words = [m.group() for m in PIECE.finditer(text, start, len(text) if end is None else end)]
        low = [word.casefold() for word in words]
        place = 0
        while place < len(words):
            taken = 1
            for size in range(self._longest.get(low[place], 0), 0, -1):
                key = tuple(low[place : place + size])
                if key in self._values and self._fits(key, words[place : place + size]):
                    yield self._values[key]
                    taken = size
                    break
            place += taken

    def _fits(self, key: tuple[str, ...], words: list[str]) -> bool:
        form = self._forms[key]
        if not self._cased or not form[0].isupper():
            return True
        return "".join(words) == form if form.isupper() else not words[0][0].islower()


def _longest_by_first(keys: Mapping[tuple[str, ...], object]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in keys:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest
