"""Decides which words of a page tell its event: rare ones that stand in the title or often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2

from pipelines.compare.words import Word

MOST_TERMS = 16
LEAST_WEIGHT = 1.0
# The first words of an article tell its event, the rest also what came before.
LEAD = 120
IN_TITLE, IN_LEAD = 1.6, 1.3


def event_terms(title: Sequence[Word], body: Sequence[Word]) -> list[str]:
    """The page's most telling words in folded form, one of each stem, the most telling first."""
    texts: dict[str, str] = {}
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    for word in (*title, *body):
        if word.weight >= LEAST_WEIGHT and not word.stem.isdecimal():
            counts[word.stem] = counts.get(word.stem, 0) + 1
            weights.setdefault(word.stem, word.weight)
            texts.setdefault(word.stem, word.text)
    in_title, in_lead = _stems(title), _stems(body[:LEAD])
    scored = {
        stem: weight
        * (1 + log2(counts[stem]) / 4)
        * (IN_TITLE if stem in in_title else IN_LEAD if stem in in_lead else 1)
        for stem, weight in weights.items()
    }
    best = sorted(scored, key=lambda stem: (-scored[stem], stem))
    return [texts[stem] for stem in best[:MOST_TERMS]]


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words)
