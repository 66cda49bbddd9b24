"""Decides which lines of a page are those of a given article, in its order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.clean.lines import Line, fold

TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|\w+")
LINE_BREAK = "\n"
GRAM = 4
# A common start of lines may stand in many places; the first few are tried.
MOST_PLACES = 8
LEAST_SHARE = 0.5


class _Match(NamedTuple):
    place: int
    first: int
    last: int
    weight: float


def lines_of_article(lines: Sequence[Line], article: str) -> list[float]:
    """For each line the share of it that is the article's, 0 for one out of the article's order.

    Each line is looked up in the article; where it stands at several places, and where a teaser
    repeats a line of the article, the heaviest chain of matches in the same order decides.
    """
    index = _Index(article)
    matches = [match for place, line in enumerate(lines) for match in index.find(place, line)]
    shares = [0.0] * len(lines)
    for match in _heaviest_chain(matches):
        shares[match.place] = match.weight / max(1, match.last - match.first)
    return shares


class _Index:
    """The article's words with the places of their first grams, and its whole lines."""

    def __init__(self, article: str) -> None:
        self.words: list[str] = []
        self.grams: dict[tuple[str, ...], list[int]] = {}
        self.lines: dict[tuple[str, ...], list[int]] = {}
        for text in fold(article).split(LINE_BREAK):
            for part in {text, *text.split("|")} if "|" in text else {text}:
                words = tuple(TOKEN.findall(part))
                self.lines.setdefault(words, []).append(len(self.words))
            self.words += TOKEN.findall(text)
        for start in range(len(self.words) - GRAM + 1):
            gram = tuple(self.words[start : start + GRAM])
            places = self.grams.setdefault(gram, [])
            if len(places) < MOST_PLACES:
                places.append(start)

    def find(self, place: int, line: Line) -> list[_Match]:
        words = TOKEN.findall(line.folded)
        if not words:
            return []
        if len(words) < GRAM:
            starts = self.lines.get(tuple(words), [])[:MOST_PLACES]
            return [_Match(place, start, start + len(words), len(words)) for start in starts]
        starts = self._starts(words)
        return [match for start in starts if (match := self._match(place, words, start))]

    def _starts(self, words: list[str]) -> list[int]:
        """Where the line may begin in the article, told by its first gram that stands there."""
        for offset in range(max(1, len(words) // 2 - GRAM)):
            starts = self.grams.get(tuple(words[offset : offset + GRAM]))
            if starts:
                return [start - offset for start in starts]
        return []

    def _match(self, place: int, words: list[str], start: int) -> _Match | None:
        first, last = max(0, start), min(len(self.words), start + len(words))
        shared = len(set(words) & set(self.words[first:last]))
        share = shared / len(set(words))
        if share < LEAST_SHARE:
            return None
        return _Match(place, first, last, share * (last - first))


def _heaviest_chain(matches: Sequence[_Match]) -> list[_Match]:
    """The matches of greatest weight whose places and whose stretches both only go forward.

    For each end of a stretch the best chain so far is kept, ends and weights both growing.
    """
    ends: list[int] = [0]
    tops: list[tuple[float, int]] = [(0.0, -1)]
    before: list[int] = []
    waiting: list[tuple[int, float, int]] = []
    current = -1
    for number, match in enumerate(matches):
        if match.place != current:
            _settle(ends, tops, waiting)
            waiting, current = [], match.place
        weight, previous = tops[bisect_right(ends, match.first) - 1]
        before.append(previous)
        waiting.append((match.last, weight + match.weight, number))
    _settle(ends, tops, waiting)
    chain = []
    number = tops[-1][1]
    while number >= 0:
        chain.append(matches[number])
        number = before[number]
    return chain[::-1]


def _settle(
    ends: list[int], tops: list[tuple[float, int]], waiting: Sequence[tuple[int, float, int]]
) -> None:
    for end, weight, number in waiting:
        at = bisect_right(ends, end)
        if tops[at - 1][0] >= weight:
            continue
        following = at
        while following < len(ends) and tops[following][0] <= weight:
            following += 1
        same = at - 1 if ends[at - 1] == end else at
        ends[same:following] = [end]
        tops[same:following] = [(weight, number)]
