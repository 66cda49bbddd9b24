"""Decides which figure a number in words stands for: "seven hundred and ninety" is 790."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pipelines.compare.columns import Coded

AND = "and"
HUNDRED, THOUSAND = 100, 1000
# Longer numbers are written in words by nobody, and what is read stays short.
MOST_TOKENS = 24
# Longer figures tell no number that a word multiplies.
MOST_FIGURES = 18


def find_numbers(tokens: Coded[str], values: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Where numbers in words begin and end in texts of lower-case tokens, and their figures.

    `values` has the number of each word. Figures count with the words behind them that multiply:
    "5 million" is "5000000".
    """
    starts = tokens.bounds()
    done = 0
    for place in np.flatnonzero(tokens.flag(values.__contains__)).tolist():
        first, end = starts[tokens.texts[place]], starts[tokens.texts[place] + 1]
        for start in _may_start(tokens, place, first, values):
            if start >= done:
                read = tokens.read(start, min(end, start + MOST_TOKENS + 1))
                value, length = _read_number(read, values)
                done = start + length
                yield start, done, str(value)


def _may_start(
    tokens: Coded[str], place: int, first: int, values: Mapping[str, int]
) -> Sequence[int]:
    """Where a number with the word at `place` may begin: there, or at figures that it multiplies."""
    if place > first:
        before, word = tokens.read(place - 1, place + 1)
        is_figures = before.isdecimal() and before.isascii() and len(before) <= MOST_FIGURES
        if values[word] >= THOUSAND and is_figures:
            return place - 1, place
    return (place,)


def _read_number(tokens: Sequence[str], values: Mapping[str, int]) -> tuple[int, int]:
    """The number that tokens begin with, and how many it has of them."""
    value = values.get(tokens[0])
    first = int(tokens[0]) if value is None else value
    is_scale = first >= THOUSAND
    total, part, least = (first, 0, first) if is_scale else (0, first, None)
    place = 1
    while place < min(len(tokens), MOST_TOKENS):
        skipped = tokens[place] == AND and (part >= HUNDRED or (total > 0 and part == 0))
        value = values.get(tokens[place + skipped]) if place + skipped < len(tokens) else None
        if value is None or (skipped and value >= HUNDRED):
            break
        if value >= THOUSAND:
            if not part or (least is not None and value >= least):
                break
            total, part, least = total + part * value, 0, value
        elif value == HUNDRED:
            if not 0 < part < HUNDRED:
                break
            part *= HUNDRED
        elif _fits_behind(part, value, is_begun=total > 0):
            part += value
        else:
            break
        place += 1 + skipped
    return total + part, place


def _fits_behind(part: int, value: int, *, is_begun: bool) -> bool:
    """Whether a number below a hundred goes on with one: forty-one, six hundred forty, 1,000 + 5."""
    if part == 0:
        return is_begun and value > 0
    tens = part % HUNDRED
    return value > 0 and (tens == 0 or (tens >= 20 and tens % 10 == 0 and value < 10))
