"""Decides how much a word tells: little when everybody uses it, much when it is rare.

The frequencies are those of the language, not of the lake, so that what a sentence weighs does
not change when pages are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import log10

import wordfreq

# On the Zipf scale (the logarithm of occurrences in a billion words): a word as common as this
# weighs next to nothing, and none weighs more than the heaviest.
COMMON = 6.2
LEAST, MOST = 0.05, 3.2
# A figure tells much, whichever it is: tables of frequencies know only its length.
FIGURE = 2.0
# Words that reverse a sentence weigh more than their frequency says.
NEGATION = 0.6
FALLBACK = "en"


@lru_cache(maxsize=256)
def language_table(language: str | None) -> str:
    """The language whose table of frequencies weighs words: English where it has none itself."""
    known = wordfreq.available_languages("small")
    return language if language is not None and language in known else FALLBACK


def word_frequencies(language: str | None) -> Mapping[str, float]:
    """Shares of words in a language, those of English where the language has no table.

    Source: wordfreq (https://github.com/rspeer/wordfreq).
    """
    return wordfreq.get_frequency_dict(language_table(language), "best")


def weigh_word(word: str, language: str | None) -> float:
    """How much a folded word that reverses nothing tells, from `LEAST` to `MOST`."""
    if word.isdecimal():
        return FIGURE
    share = word_frequencies(language).get(word, 0.0)
    if share <= 0:
        return MOST
    return min(MOST, max(LEAST, COMMON - 9 - log10(share)))
