"""Decides which lines are furniture by their shape: stamps, bylines, credits, repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.clean.lines import Line
from pipelines.clean.sentences import ends_sentence

YEAR_OR_TIME = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
FIGURES = re.compile(r"\d+")
MOST_STAMP_WORDS, FEWEST_STAMP_DIGITS, MOST_BYLINE_WORDS = 10, 3, 20
OWNER_AT_END = re.compile(r"\S.{10,}©[^©]{2,60}$")
CREDIT_REACH = 120
FEWEST_REPEATED_WORDS, MOST_ADDED_WORDS = 4, 4


def is_stamp(line: Line) -> bool:
    """A short line that is little more than a date or a time."""
    if line.words > MOST_STAMP_WORDS or line.folded.count("0") < FEWEST_STAMP_DIGITS:
        return False
    if YEAR_OR_TIME.search(line.text) is None or ends_sentence(line.text):
        return False
    return len(FIGURES.findall(line.text)) >= 2


def is_name_line(line: Line, cue_words: int) -> bool:
    """Whether the words behind a byline cue look like names: no sentence, few small letters."""
    words = line.text.split()[cue_words:]
    if not words or len(words) > MOST_BYLINE_WORDS:
        return False
    small = sum(word[0].islower() for word in words)
    return 2 * small <= len(words) and not ends_sentence(line.text)


def is_credited(line: Line) -> bool:
    """Whether the line ends with the sign and name of an owner, as captions do."""
    return "©" in line.text and OWNER_AT_END.search(line.text[-CREDIT_REACH:]) is not None


def extended_in_next(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it and a neighbour are one text, once with a few words more.

    So stand captions with and without a credit, and teasers with and without a label.
    """
    doubled = [False] * len(lines)
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        added = following.words - line.words
        if not 0 < added <= MOST_ADDED_WORDS or line.words < FEWEST_REPEATED_WORDS:
            continue
        if following.folded.startswith(line.folded):
            doubled[place] = doubled[place + 1] = True
    return doubled
