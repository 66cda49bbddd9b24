"""Decides what phrases with a number say: 'three days ago', 'vor zwei Wochen'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.describe.relative_words import Phrase

LOOK_BACK = 40
NUMBER = r"(?P<number>\d{1,3}|[^\W\d_]{1,14}(?:[ -][^\W\d_]{1,10})?)"
BEHIND = re.compile(rf"(?<![^\W_])(?<!\d[.,-]){NUMBER}[ \xa0](?P<noun>[^\W\d_]{{2,14}})[ \xa0]\Z")
AHEAD = re.compile(rf"[ \xa0]{NUMBER}[ \xa0](?P<noun>[^\W\d_]{{2,14}})(?![^\W_])")


class Counted(NamedTuple):
    """Where such a phrase stands, and how many units away it points."""

    start: int
    end: int
    unit: str
    shift: int


def read_counted(
    text: str, start: int, stop: int, phrases: Sequence[Phrase], counts: Mapping[str, int]
) -> Counted | None:
    """The phrase around its trigger; its unit is vague when the number is none ('several')."""
    for is_behind in {phrase.is_behind for phrase in phrases}:
        offset = max(0, start - LOOK_BACK)
        found = BEHIND.search(text[offset:start]) if is_behind else AHEAD.match(text, stop)
        if found is None:
            continue
        noun = found["noun"].lower()
        phrase = next((p for p in phrases if p.is_behind == is_behind and p.counted == noun), None)
        number, unused = _count(found["number"].lower(), counts)
        if phrase and number is not None:
            first, last = (
                (offset + found.start() + unused, stop) if is_behind else (start, found.end())
            )
            return _shifted(first, last, phrase, number)
    return None


def _shifted(start: int, end: int, phrase: Phrase, number: int) -> Counted:
    if number == 0 or phrase.shift == 0:
        return Counted(start, end, "vague", 0)
    return Counted(start, end, phrase.unit, phrase.shift * number)


def _count(words: str, counts: Mapping[str, int]) -> tuple[int | None, int]:
    """The number, and how many characters of the words stand before it ('about three')."""
    if words.isdigit():
        return int(words), 0
    if words in counts:
        return counts[words], 0
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    return counts.get(words[cut:]), cut
