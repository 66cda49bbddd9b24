"""Linking has floors on an invented corpus, with the wordings that it is known by and with others."""

from __future__ import annotations

import pytest

from benchmarks.linking.corpus import make_corpus
from benchmarks.linking.kinds import KINDS
from benchmarks.linking.run import run
from benchmarks.linking.score import score_links

pytestmark = pytest.mark.flow
FLOORS = {
    "default": {
        "utterances, sentences": 0.945,
        "speakers, named": 0.97,
        "duplicates, pairs": 0.98,
        "stories": 0.92,
    },
    "held_out": {"utterances, sentences": 0.9, "speakers, named": 0.96, "duplicates, pairs": 0.98},
}


@pytest.mark.parametrize("kinds", FLOORS)
def test_figures_hold(kinds: str) -> None:
    corpus = make_corpus(1500, 3, KINDS[kinds])
    scores = score_links(corpus, run(corpus)).scores
    found = {name: scores[name].f1 for name in FLOORS[kinds]}
    assert {name: f1 for name, f1 in found.items() if f1 < FLOORS[kinds][name]} == {}
