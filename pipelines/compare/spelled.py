"""Decides which figure a number in words stands for: "seven hundred and ninety" is 790."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

AND = "and"
HUNDRED, THOUSAND = 100, 1000
# Longer numbers are written in words by nobody, and what is read stays short.
MOST_TOKENS = 24


def join_numbers(tokens: Sequence[str], values: Mapping[str, int]) -> list[str]:
    """The lower-case tokens of a text with each number in words as one token of figures.

    `values` has the number of each word. Figures count with the words behind them that multiply:
    "5 million" is "5000000".
    """
    joined: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        value = values.get(token)
        if value is None and _multiplies(tokens, place + 1, values):
            value = int(token) if token.isdecimal() and token.isascii() else None
        if value is None:
            joined.append(token)
            place += 1
            continue
        value, place = _read_number(tokens, place, value, values)
        joined.append(str(value))
    return joined


def _multiplies(tokens: Sequence[str], place: int, values: Mapping[str, int]) -> bool:
    return place < len(tokens) and values.get(tokens[place], 0) >= THOUSAND


def _read_number(
    tokens: Sequence[str], start: int, first: int, values: Mapping[str, int]
) -> tuple[int, int]:
    """The number that begins at `start`, and where the tokens after it begin."""
    is_scale = first >= THOUSAND
    total, part, least = (first, 0, first) if is_scale else (0, first, None)
    place = start + 1
    while place < min(len(tokens), start + MOST_TOKENS):
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
