"""Decides what is measured of a line's surroundings: neighbours, windows, its place on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.features import Features, logarithm
from pipelines.clean.grid import Grid

WINDOWS = (3, 8, 20)
# Fractions are summed as whole numbers, so that sums do not depend on what lies before.
UNIT = 1 << 12
FAR, NOWHERE = 50, -1
NEAR = (-3, -2, -1, 1, 2, 3)
BESIDE = (-1, 1)
NEIGHBOURS = {
    "log_words": NEAR,
    "ends_sentence": NEAR,
    "capital_share": NEAR,
    "is_phrase": NEAR,
    "shared_often": NEAR,
    "small_share": BESIDE,
    "gap": BESIDE,
    "is_seen": BESIDE,
    "commas": BESIDE,
    "inner_stops": BESIDE,
}
WINDOWED = (
    "prose_words",
    "log_words",
    "log_length",
    "log_digits",
    "capital_share",
    "is_phrase",
    "is_seen",
    "is_repeated",
    "ends_sentence",
    "quotes",
    "commas",
    "long_shared",
    "times",
    "starts_lower",
    "gap",
)
WORDING_NEIGHBOURS = (-2, -1, 1, 2)


def shift(grid: Grid, values: Array, step: int) -> Array:
    """For each line the value of the line `step` further on its page, NOWHERE beyond the page."""
    places = np.arange(grid.lines) + step
    inside = (places >= grid.first) & (places < grid.last)
    return np.where(inside, values[np.clip(places, 0, grid.lines - 1)], NOWHERE)


def sums_around(grid: Grid, values: Array, width: int) -> tuple[Array, Array]:
    """For each line the sums of `values`, whole numbers, over up to `width` lines before and behind."""
    total = running_total(values)
    place = np.arange(grid.lines)
    before = total[place] - total[np.maximum(place - width, grid.first)]
    behind = total[np.minimum(place + width + 1, grid.last)] - total[place + 1]
    return before, behind


def running_total(values: Array) -> Array:
    """The sums of all values before each place, one longer than the values."""
    total = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=total[1:])
    return total


def distances(grid: Grid, marked: Array) -> tuple[Array, Array]:
    """For each line how many lines away the last marked line before it is, and the next behind it."""
    place = np.arange(grid.lines)
    before = np.full(grid.lines, -1)
    before[1:] = np.maximum.accumulate(np.where(marked, place, -1))[:-1]
    behind = np.full(grid.lines, grid.lines)
    behind[:-1] = np.minimum.accumulate(np.where(marked, place, grid.lines)[::-1])[::-1][1:]
    last = np.where(before >= grid.first, np.minimum(place - before, FAR), FAR)
    following = np.where(behind < grid.last, np.minimum(behind - place, FAR), FAR)
    return last, following


def measure_context(grid: Grid, own: Mapping[str, Array]) -> Features:
    """Features of place and neighbourhood made from the lines' own ones."""
    values = {**own, "prose_words": np.where(own["is_prose"], own["words"], 0)}
    found = _neighbours(grid, values) | _windows(grid, values) | _place(grid, values)
    found["prose_before"], found["prose_behind"] = distances(grid, own["is_prose"])
    return found


def _neighbours(grid: Grid, values: Mapping[str, Array]) -> Features:
    found = {
        f"{name}@{step}": shift(grid, values[name], step)
        for name, steps in NEIGHBOURS.items()
        for step in steps
    }
    for step in WORDING_NEIGHBOURS:
        found[f"wording@{step}"] = shift(grid, values["wording"], step)
    return found


def _windows(grid: Grid, values: Mapping[str, Array]) -> Features:
    found: Features = {}
    for name in (*WINDOWED, "wording"):
        whole = np.round(values[name] * UNIT).astype(np.int64)
        for width in WINDOWS:
            before, behind = sums_around(grid, whole, width)
            found[f"{name}<{width}"] = before / (width * UNIT)
            found[f"{name}>{width}"] = behind / (width * UNIT)
    return found


def _place(grid: Grid, values: Mapping[str, Array]) -> Features:
    """Where on the page the line stands, counted in lines, in words and in words of prose."""
    place = np.arange(grid.lines)
    lines = grid.last - grid.first
    words, prose = running_total(values["words"]), running_total(values["prose_words"])
    all_words = words[grid.last] - words[grid.first]
    all_prose = prose[grid.last] - prose[grid.first]
    prose_before = prose[place] - prose[grid.first]
    closed = running_total(values["is_closing"])
    return {
        "line_share": (place - grid.first) / lines,
        "log_lines_before": logarithm(place - grid.first),
        "log_lines_behind": logarithm(grid.last - place - 1),
        "log_lines": logarithm(lines),
        "word_share": (words[place] - words[grid.first]) / np.maximum(all_words, 1),
        "log_all_words": logarithm(all_words),
        "prose_share": all_prose / np.maximum(all_words, 1),
        "log_all_prose": logarithm(all_prose),
        "prose_before_share": prose_before / np.maximum(all_prose, 1),
        "log_prose_before": logarithm(prose_before),
        "log_prose_behind": logarithm(prose[grid.last] - prose[place + 1]),
        "closings_before": np.minimum(closed[place] - closed[grid.first], 3),
    }


def stack(features: Mapping[str, Array], names: Sequence[str], lines: Array | None = None) -> Array:
    """The named features as rows of one matrix of 32-bit numbers, a column for each line.

    With `lines` only those at the given places.
    """
    chosen = slice(None) if lines is None else lines
    return np.stack([features[name][chosen].astype(np.float32) for name in names])
