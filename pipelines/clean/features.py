"""Decides what is measured of each line by itself: its size, letters, words, marks and ending."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipelines.clean.characters import KIND, KINDS, Array
from pipelines.clean.grid import Grid

Features = dict[str, Array]

LONG_WORD, SHORT_WORD, YEAR_DIGITS = 5, 3, 4
PROSE_WORDS = 12
# Logarithms are looked up, rounded, so that every machine has the same.
MOST_LOGGED = 1 << 14
LOGARITHMS = np.round(np.log2(1 + np.arange(MOST_LOGGED)) * 32).astype(np.float32) / 32
COUNTED = {
    "comma": 10,
    "stop": 20,
    "colon": 6,
    "quote": 6,
    "dash": 6,
    "bracket": 6,
    "bullet": 6,
    "symbol": 6,
    "owner": 6,
    "at": 6,
    "slash": 6,
    "other": 6,
}
SIGN_STARTS = [
    KIND[name] for name in ("bullet", "symbol", "dash", "slash", "at", "owner", "bracket")
]
ELLIPSIS, QUESTIONS, EXCLAMATION, FULL_STOP = 0x2026, (0x3F, 0xFF1F), 0x21, 0x2E
CHARACTERS_PER_WORD = 2


def logarithm(counts: Array) -> Array:
    """The binary logarithm of one more than each count, rounded, the largest counts as equal."""
    return LOGARITHMS[np.minimum(counts, MOST_LOGGED - 1).astype(np.int64)]


def measure_lines(grid: Grid) -> Features:
    """Features of each line by itself; `words` and `is_prose` are whole numbers for other uses."""
    kinds = _count_kinds(grid)
    found = _sizes(grid, kinds) | _marks(grid, kinds) | _edges(grid)
    found |= _word_shapes(grid, found["words"])
    found["is_prose"] = (found["words"] >= PROSE_WORDS) & (
        found["ends_sentence"] | (found["inner_stops"] > 0)
    )
    return found


def _count_kinds(grid: Grid) -> Mapping[str, Array]:
    """How many characters of each kind every line has."""
    size = len(KINDS)
    flat = np.bincount(grid.line_of * size + grid.kinds, minlength=grid.lines * size)
    table = flat.reshape(grid.lines, size)
    return {name: table[:, number] for name, number in KIND.items()}


def _sizes(grid: Grid, kinds: Mapping[str, Array]) -> Features:
    length = grid.end - grid.start
    words = grid.word_count - kinds["unspaced"] // CHARACTERS_PER_WORD
    letters = np.maximum(kinds["lower"] + kinds["upper"] + kinds["uncased"] + kinds["unspaced"], 1)
    return {
        "words": words,
        "log_words": logarithm(words),
        "log_length": logarithm(length),
        "letters_per_word": letters / np.maximum(words, 1),
        "upper_share": kinds["upper"] / letters,
        "uncased_share": (kinds["uncased"] + kinds["unspaced"]) / letters,
        "unspaced_share": kinds["unspaced"] / letters,
        "digit_share": kinds["digit"] / np.maximum(length, 1),
        "log_digits": logarithm(kinds["digit"]),
    }


def _marks(grid: Grid, kinds: Mapping[str, Array]) -> Features:
    words = np.maximum(grid.word_count, 1)
    found: Features = {f"{name}s": np.minimum(kinds[name], most) for name, most in COUNTED.items()}
    parts = 1 + kinds["comma"] + kinds["stop"] + kinds["colon"] + kinds["dash"]
    found["commas_per_word"] = kinds["comma"] / words
    found["stops_per_word"] = kinds["stop"] / words
    found["words_per_mark"] = words / parts
    now, following = grid.kinds[:-1], grid.kinds[1:]
    inner = (now == KIND["stop"]) & (following == KIND["space"])
    inner[np.minimum(grid.end, len(inner)) - 1] = False
    found["inner_stops"] = np.minimum(grid.count(np.flatnonzero(inner)), 15)
    glued = (now == KIND["lower"]) & (following == KIND["upper"])
    found["glued"] = np.minimum(grid.count(np.flatnonzero(glued)), 8)
    found["glued_share"] = found["glued"] / words
    digit = grid.kinds == KIND["digit"]
    times = digit[:-2] & (grid.kinds[1:-1] == KIND["colon"]) & digit[2:]
    found["times"] = np.minimum(grid.count(np.flatnonzero(times)), 3)
    return found


def _edges(grid: Grid) -> Features:
    """How the line begins and ends."""
    final, before = grid.end - 1, np.maximum(grid.end - 2, grid.start)
    first, last = grid.kinds[grid.start], grid.kinds[final]
    closed = (last == KIND["quote"]) | (last == KIND["bracket"])
    end = np.where(closed, grid.kinds[before], last)
    codes = grid.codes[final]
    third = grid.codes[np.maximum(grid.end - 3, grid.start)]
    dots = (codes == FULL_STOP) & (grid.codes[before] == FULL_STOP) & (third == FULL_STOP)
    return {
        "ends_sentence": end == KIND["stop"],
        "ends_closed": closed,
        "ends_open": (codes == ELLIPSIS) | dots,
        "ends_question": (codes == QUESTIONS[0]) | (codes == QUESTIONS[1]),
        "ends_exclaiming": codes == EXCLAMATION,
        "ends_colon": last == KIND["colon"],
        "ends_comma": last == KIND["comma"],
        "starts_upper": first == KIND["upper"],
        "starts_lower": first == KIND["lower"],
        "starts_digit": first == KIND["digit"],
        "starts_quote": first == KIND["quote"],
        "starts_sign": np.isin(first, SIGN_STARTS),
    }


def _word_shapes(grid: Grid, words: Array) -> Features:
    """Shares of words by capitals and length."""
    size = grid.word_end - grid.word_start
    first = grid.kinds[grid.word_start]
    of_all = np.maximum(words, 1)
    upper = np.zeros(len(grid.kinds) + 1, np.int64)
    np.cumsum(grid.kinds == KIND["upper"], out=upper[1:])
    uppers = upper[grid.word_end] - upper[grid.word_start]
    lower = first == KIND["lower"]
    years = (first == KIND["digit"]) & (size == YEAR_DIGITS)
    longest = np.zeros(grid.lines, np.int64)
    filled = grid.word_count > 0
    if filled.any():
        longest[filled] = np.maximum.reduceat(size, grid.first_word[filled])

    def count(which: Array) -> Array:
        return np.bincount(grid.word_line[which], minlength=grid.lines)

    return {
        "capital_share": count(first == KIND["upper"]) / of_all,
        "small_share": count(lower) / of_all,
        "short_small_share": count(lower & (size <= SHORT_WORD)) / of_all,
        "all_capital_share": count((size > 1) & (uppers == size)) / of_all,
        "years": np.minimum(count(years), 3),
        "longest_word": np.minimum(longest, 40),
    }
