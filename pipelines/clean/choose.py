"""Decides which lines are kept, given how likely each is a part of the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.lines import Line
from pipelines.clean.sentences import ends_sentence

# What half would be if a lost line cost as much as one too many.
COST = 0.43
FEWEST_SENTENCE_WORDS, LEAST_SHARE_OF_SENTENCES = 3, 0.5
# Probabilities are counted in whole parts of this, so that sums are exact.
UNIT = 1 << 12


def choose_lines(lines: Sequence[Line], known: Sequence[str | None], scores: Array) -> list[bool]:
    """For each line whether it is kept; none when nothing that is likely ends a sentence.

    A line that nothing else explains is kept when its probability exceeds COST times the F1 that
    can be expected at best for the page, counted in words: the rule that makes the expected F1
    greatest (Lipton et al. 2014, arXiv:1402.1892).
    """
    if not lines:
        return []
    words = np.array([line.words for line in lines])
    kept = scores > COST * _best_expected(words, scores)
    chosen = [keep and label is None for keep, label in zip(kept.tolist(), known, strict=True)]
    if not any(map(_is_sentence, compress(lines, chosen))):
        return _short_text(lines, known)
    return chosen


def _is_sentence(line: Line) -> bool:
    """Whether the line ends as a sentence does, and is more than signs."""
    return (
        line.words >= FEWEST_SENTENCE_WORDS
        and ends_sentence(line.text)
        and any(map(str.isalpha, line.text))
    )


def _best_expected(words: Array, scores: Array) -> float:
    """The best F1 to be expected of any choice by score: twice the hits over kept and wanted."""
    whole = np.round(scores * UNIT).astype(np.int64)
    order = np.argsort(-whole, kind="stable")
    size = np.cumsum(words[order] + 1)
    hits = np.cumsum((words[order] + 1) * whole[order])
    if not hits[-1]:
        return 1.0
    return float((2 * hits / (size * UNIT + hits[-1])).max())


def _short_text(lines: Sequence[Line], known: Sequence[str | None]) -> list[bool]:
    """The sentences of a page that is little else, else none."""
    sentences = [
        label is None and _is_sentence(line) for line, label in zip(lines, known, strict=True)
    ]
    words = sum(line.words for line in compress(lines, sentences))
    if not words or words < LEAST_SHARE_OF_SENTENCES * sum(line.words for line in lines):
        return [False] * len(lines)
    return sentences
