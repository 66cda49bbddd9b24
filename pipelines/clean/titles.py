"""Decides which line in front of the body is the article's headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.clean.lines import Line, fold
from pipelines.clean.sentences import ends_sentence
from pipelines.clean.shapes import is_stamp

WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]")
FEWEST_WORDS, MOST_WORDS = 3, 30
# How many lines in front of the body are looked at, and how many of the body.
REACH, BODY_LINES, BODY_REACH = 40, 12, 2_000
LEAST_SCORE = 1.0
MOST_PROSE_WORDS = 20
BELOW_HEADLINES = frozenset(("byline", "caption", "credit", "stamp"))

# By hand: a headline's words come again in the body, the line often comes twice.
SHARED_WORDS, TWICE, PER_WORD, MOST_PAID_WORDS = 2.0, 0.5, 0.08, 10
SENTENCE, PER_LINE_AWAY, ABOVE_BYLINE = -1.2, -0.02, 0.8


def find_title(lines: Sequence[Line], known: Sequence[str | None], first: int) -> int | None:
    """The place of the headline, or None.

    `known` are the labels of lines that something else explains; `first` is the place of the
    first line of prose, which is the headline itself when it is short and what follows is
    what stands between headlines and bodies.
    """
    body = "\n".join(line.folded for line in lines[first : first + BODY_LINES])[:BODY_REACH]
    body_words = set(WORD.findall(body))
    counts = Counter([line.folded for line in lines])
    scores = {
        place: _score(lines[place], body_words, counts[lines[place].folded])
        + (ABOVE_BYLINE if _is_below_headline(lines, known, place + 1) else 0.0)
        + PER_LINE_AWAY * (first - place)
        for place in range(max(0, first - REACH), first)
        if known[place] is None and FEWEST_WORDS <= lines[place].words <= MOST_WORDS
    }
    best = max(scores, key=lambda place: (scores[place], -place), default=first)
    if scores and scores[best] >= LEAST_SCORE:
        return next(place for place in scores if lines[place].folded == lines[best].folded)
    if known[first] is None and lines[first].words <= MOST_PROSE_WORDS:
        return first if _is_below_headline(lines, known, first + 1) else None
    return None


def _is_below_headline(lines: Sequence[Line], known: Sequence[str | None], place: int) -> bool:
    """Whether the line is what stands between headlines and bodies."""
    if place >= len(lines):
        return False
    return known[place] in BELOW_HEADLINES or (known[place] is None and is_stamp(lines[place]))


def told_title(lines: Sequence[Line], title: str | None) -> int | None:
    """The place of the longest line that the title begins with which the HTML page gives itself."""
    folded = " ".join(fold(title or "").split())
    found = [
        (line.words, -place)
        for place, line in enumerate(lines)
        if line.words >= FEWEST_WORDS and folded.startswith(line.folded)
    ]
    return -max(found)[1] if found else None


def _score(line: Line, body_words: set[str], count: int) -> float:
    words = WORD.findall(line.folded)
    if not words or is_stamp(line):
        return 0.0
    score = SHARED_WORDS * sum(map(body_words.__contains__, words)) / len(words)
    score += PER_WORD * min(line.words, MOST_PAID_WORDS) + TWICE * (count > 1)
    return score + (SENTENCE if ends_sentence(line.text) else 0.0)
