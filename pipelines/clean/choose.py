"""Decides which lines of a flattened page are the article: one run of prose, less its furniture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.clean.furniture import Phrase
from pipelines.clean.lines import Line
from pipelines.clean.score import ends_sentence, prose_score

# A line pulls the run towards itself by its words when it is likelier prose than this.
EVEN = 0.55
MOST_WEIGHT = 60
# What is known as furniture will be dropped anyway, so it hardly parts what stands around it.
FURNITURE_WEIGHT = 6
FURNITURE = -6.0
BEHIND_CLOSING = {"related": 2.0, "comment_form": 4.0}
CONTINUED, FEWEST_CONTINUED_WORDS = 1.5, 6
FEWEST_SENTENCE_WORDS, LEAST_SHARE_OF_SENTENCES = 3, 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """The run as a half-open range of lines, and for each line its probability."""

    first: int
    last: int
    probabilities: tuple[float, ...]


def choose_run(
    lines: Sequence[Line],
    phrases: Sequence[Phrase | None],
    is_furniture: Sequence[bool],
) -> Choice:
    """The contiguous run of lines that gathers most prose; empty when no line is prose."""
    odds = [
        FURNITURE if furniture else prose_score(line) + raised
        for line, furniture, raised in zip(lines, is_furniture, _continued(lines), strict=True)
    ]
    odds = _less_behind_closing(lines, phrases, odds)
    probabilities = tuple(1 / (1 + math.exp(-odd)) for odd in odds)
    gains = [
        (probability - EVEN) * (1 + min(line.words, FURNITURE_WEIGHT if known else MOST_WEIGHT))
        for line, known, probability in zip(lines, is_furniture, probabilities, strict=True)
    ]
    first, last = _best_run(gains)
    if first == last:
        first, last = _short_text(lines, is_furniture)
    return Choice(first, last, probabilities)


def _continued(lines: Sequence[Line]) -> list[float]:
    """What is added to the scores of lines of a text that was wrapped inside its sentences."""
    raised = [0.0] * len(lines)
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        if not following.text[0].islower() or following.line_no != line.line_no + 1:
            continue
        if line.words >= FEWEST_CONTINUED_WORDS and not ends_sentence(line.text):
            raised[place] += CONTINUED
            raised[place + 1] += CONTINUED
    return raised


def _less_behind_closing(
    lines: Sequence[Line], phrases: Sequence[Phrase | None], odds: Sequence[float]
) -> list[float]:
    """The odds, lower behind a line that closes the article: one with most prose before it."""
    prose = [
        min(line.words, MOST_WEIGHT) if odd > 0 else 0
        for line, odd in zip(lines, odds, strict=True)
    ]
    half, before, less = sum(prose) / 2, 0, 0.0
    lowered = []
    for phrase, odd, weight in zip(phrases, odds, prose, strict=True):
        if phrase is not None and phrase.closes_article and before >= half:
            less = max(less, BEHIND_CLOSING.get(phrase.label, 0.0))
        before += weight
        lowered.append(odd - less)
    return lowered


def _best_run(gains: Sequence[float]) -> tuple[int, int]:
    best, first, last = 0.0, 0, 0
    total, begin = 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, begin = 0.0, place
        total += gain
        if total > best:
            best, first, last = total, begin, place + 1
    return first, last


def _short_text(lines: Sequence[Line], is_furniture: Sequence[bool]) -> tuple[int, int]:
    """The run of a page that is little more than a short sentence or two, else an empty run."""
    sentences = [
        place
        for place, line in enumerate(lines)
        if not is_furniture[place]
        and line.words >= FEWEST_SENTENCE_WORDS
        and ends_sentence(line.text)
    ]
    words = sum(lines[place].words for place in sentences)
    if not sentences or words < LEAST_SHARE_OF_SENTENCES * sum(line.words for line in lines):
        return 0, 0
    return sentences[0], sentences[-1] + 1
