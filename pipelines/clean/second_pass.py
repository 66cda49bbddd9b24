"""Decides what the scores of all lines of a page tell of each one: the second pass's features."""

from __future__ import annotations

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.context import distances, running_total, shift, sums_around
from pipelines.clean.features import Features, logarithm
from pipelines.clean.grid import Grid

# Scores are rounded to whole parts of this, so that sums are exact.
UNIT = 1 << 12
EVEN = UNIT // 2
STEPS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
WIDTHS = (3, 6, 12, 30)
SURE = {"likely": 0.7, "sure": 0.9}
MOST_WORDS = 60


def measure_scores(grid: Grid, words: Array, scores: Array) -> Features:
    """Features from the first pass's probabilities: neighbours', windows', and the best run's."""
    whole = np.round(scores * UNIT).astype(np.int64)
    weight = np.minimum(words, MOST_WORDS) + 1
    found: Features = {"score": whole / UNIT}
    for step in STEPS:
        found[f"score@{step}"] = shift(grid, found["score"], step)
    for width in WIDTHS:
        weighted = sums_around(grid, whole * weight, width)
        weights = sums_around(grid, weight, width)
        plain = sums_around(grid, whole, width)
        for side, by_word, of, by_line in zip("<>", weighted, weights, plain, strict=True):
            found[f"score_of_words{side}{width}"] = by_word / np.maximum(of * UNIT, 1)
            found[f"score{side}{width}"] = by_line / (width * UNIT)
    found |= _mass(grid, words, whole)
    for name, least in SURE.items():
        before, behind = distances(grid, whole > least * UNIT)
        found |= {f"{name}_before": before, f"{name}_behind": behind}
    return found | _best_runs(grid, (whole - EVEN) * weight)


def _mass(grid: Grid, words: Array, whole: Array) -> Features:
    """How much of the page's likely text stands before and behind the line."""
    place = np.arange(grid.lines)
    total = running_total(np.where(whole > EVEN, words * whole, 0) // UNIT)
    all_words = total[grid.last] - total[grid.first]
    before = total[place] - total[grid.first]
    behind = total[grid.last] - total[place + 1]
    return {
        "text_before": before / np.maximum(all_words, 1),
        "text_behind": behind / np.maximum(all_words, 1),
        "log_text": logarithm(all_words),
        "log_text_before": logarithm(before),
        "log_text_behind": logarithm(behind),
    }


def _best_runs(grid: Grid, gains: Array) -> Features:
    """Where the line stands to the page's contiguous run of greatest gain."""
    inside = np.zeros(grid.lines, bool)
    from_first, from_last = np.zeros(grid.lines, np.int64), np.zeros(grid.lines, np.int64)
    firsts = np.flatnonzero(np.arange(grid.lines) == grid.first)
    total = running_total(gains)
    for begin in firsts:
        end = grid.last[begin]
        sums = total[begin : end + 1]
        run_end = int(np.argmax(sums - np.minimum.accumulate(sums)))
        run_first = int(np.argmin(sums[: run_end + 1]))
        inside[begin + run_first : begin + run_end] = True
        places = np.arange(end - begin)
        from_first[begin:end] = places - run_first
        from_last[begin:end] = places - run_end
    return {
        "is_in_run": inside,
        "from_run_first": np.sign(from_first) * logarithm(np.abs(from_first)),
        "from_run_last": np.sign(from_last) * logarithm(np.abs(from_last)),
    }
