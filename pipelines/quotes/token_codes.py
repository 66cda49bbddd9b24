"""Decides which properties of a token are packed into one number, for looking at many tokens at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.trees import Array

TOKEN_KINDS = ("word", "name", "number", "punct", "poss", "quote")
FUNCTIONS = (
    *("auxiliary", "adverb", "determiner", "modifier", "preposition", "particle"),
    "conjunction",
)
SENSES = (
    *("say", "claim", "ask", "answer", "write", "manner"),
    *("judge", "order", "agree", "deny", "plan", "report"),
)
FIRST_WORDS = ("as", "by", "with", "in", "on", "at", "about", "for", "of", "against", "not", "no")
WORD_SETS = {
    "is_comma": {","},
    "is_colon": {":"},
    "is_the": {"the"},
    "is_to": {"to"},
    "is_said": {"said", "say", "says", "saying"},
    "is_tell": {"told", "tell", "tells", "telling"},
    "is_be": {"is", "was", "are", "were", "be", "been", "being"},
    "is_negation": {"not", "never", "no", "didn't", "don't", "doesn't", "won't", "hasn't"},
    "is_modal": {"would", "could", "should", "will", "can", "may", "might", "must"},
    "begins_clause": {"that", "to", "he", "she", "it", "they", "we", "i", ":"},
}
ENDINGS = {"is_ing": ("ing",), "is_s": ("s",), "is_ed": ("ed",)}
# Each property with its width in bits; a place in a list counts from 1, so that 0 is none.
WIDTHS = {
    "kind": 3,
    "function": 3,
    "sense": 4,
    "first_word": 4,
    "is_pronoun": 1,
    "is_opener": 1,
    "ends": 1,
    **dict.fromkeys((*WORD_SETS, *ENDINGS), 1),
}
SHIFTS = dict(zip(WIDTHS, np.cumsum([0, *WIDTHS.values()]).tolist(), strict=False))


def encode(
    low: str,
    kind: str,
    function: str | None,
    sense: str | None,
    *,
    is_pronoun: bool = False,
    is_opener: bool = False,
    ends: bool = False,
) -> int:
    """The properties of a token as a number; `low` is its text in lower case."""
    values: dict[str, int] = {
        "kind": _place(TOKEN_KINDS, kind),
        "function": _place(FUNCTIONS, function),
        "sense": _place(SENSES, sense),
        "first_word": _place(FIRST_WORDS, low),
        "is_pronoun": is_pronoun,
        "is_opener": is_opener,
        "ends": ends,
        **{name: low in words for name, words in WORD_SETS.items()},
        **{name: low.endswith(endings) for name, endings in ENDINGS.items()},
    }
    return sum(value << SHIFTS[name] for name, value in values.items())


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) + 1 if name in names else 0


def decode(codes: Array, name: str) -> Array:
    """One property of many tokens."""
    values: Array = (codes >> SHIFTS[name]) & ((1 << WIDTHS[name]) - 1)
    return values
