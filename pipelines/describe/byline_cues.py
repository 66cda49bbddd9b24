"""Decides where words stand that announce the persons who wrote or translated an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.describe.layout import Layout, Line
from pipelines.references import References


class Cues(NamedTuple):
    """Which words announce whom: of authors or translators, in a page's language and English."""

    references: References
    role: str
    language: str | None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the words, at a place where they may stand."""
        return _cue_pattern(*self)


@lru_cache(maxsize=128)
def _cue_pattern(references: References, role: str, language: str | None) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, _phrases(references, role, language)))
    lead = (
        r"(?:\A|(?<=[|•·–—,;/(])[ ]?|(?<=[ ]-)[ ]|(?-i:(?<=[0-9a-z)])(?=[A-Z]))|(?<=\d)[ ]"
        r"|(?-i:(?<=[a-z)…])[ ](?=[A-Z]))|(?<=[ ]was)[ ])"
    )
    end = r"[ ]?[:|][ ]{0,3}|[ \xa0]{1,3}|\Z|(?-i:(?<=[a-z])(?=[A-ZÀ-Þ][a-zß-ÿ]))"
    return re.compile(rf"{lead}(?P<cue>{listed})(?:{end})", re.IGNORECASE)


def lines_with_cues(layout: Layout, lines: Sequence[Line], cues: Cues) -> frozenset[int]:
    """The numbers of those lines, given in order, that may hold a cue.

    A search for each phrase in all of them at once is far quicker than the pattern on each line.
    """
    found: set[int] = set()
    phrases = _shortest_phrases(cues.references, cues.role, cues.language)
    for run in _runs(lines):
        first, end = run[0].start, run[-1].end
        folded = layout.text[first:end].lower()
        if len(folded) == end - first:
            _note_lines(run, sorted(_places(folded, phrases)), found)
        else:  # some letter has two in lower case: the places would be wrong
            found.update(line.number for line in run)
    return frozenset(found)


def _runs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines in groups of neighbours."""
    first = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place].number != lines[place - 1].number + 1:
            yield lines[first:place]
            first = place


def _places(folded: str, phrases: Sequence[str]) -> Iterator[int]:
    for phrase in phrases:
        at = folded.find(phrase)
        while at >= 0:
            yield at
            at = folded.find(phrase, at + 1)


def _note_lines(run: Sequence[Line], places: Sequence[int], found: set[int]) -> None:
    """Add the numbers of the lines that hold one of these places, both in order."""
    number, first = 0, run[0].start
    for place in places:
        while run[number].end - first <= place:
            number += 1
        found.add(run[number].number)


@lru_cache(maxsize=128)
def _phrases(references: References, role: str, language: str | None) -> tuple[str, ...]:
    """The phrases of a language and English; of all where it is unknown or has none, longest first."""
    rows = [row for row in references.rows("byline_words") if row["role"] == role]
    known = {row["language"] for row in rows}
    spoken = {language, "en"} if language in known else known
    phrases = {row["phrase"] for row in rows if row["language"] in spoken}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=128)
def _shortest_phrases(references: References, role: str, language: str | None) -> tuple[str, ...]:
    """The phrases without those that contain another one, and so are found with it."""
    phrases = [phrase.lower() for phrase in _phrases(references, role, language)]
    return tuple(p for p in phrases if not any(other != p and other in p for other in phrases))
