"""Decides which kinds of wording a run has: the usual ones, those held out, or all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from benchmarks.linking.held_out_wording import HELD_OUT
from benchmarks.linking.retranslated import RETRANSLATED
from benchmarks.linking.usual_wording import COMMON
from benchmarks.linking.wording import Registry, Wording

USUAL = Registry(COMMON | RETRANSLATED)
KINDS: Mapping[str, Collection[str]] = {
    "default": [*USUAL],
    "held_out": [*HELD_OUT],
    "all": [*USUAL, *HELD_OUT],
}


def list_draws(names: Collection[str]) -> list[tuple[str, Wording]]:
    """The kinds of these names, each as often as it weighs; KeyError for a name that none has."""
    known = USUAL | HELD_OUT
    return [(name, known[name]) for name in sorted(names) for _ in range(known[name].weight)]
