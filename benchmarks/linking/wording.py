"""Decides what a kind of wording is: a function that rewrites the sentences of a quote as outlets do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.linking.dice import Dice

Rewrite = Callable[[list[str], Dice], list[str]]
Change = Callable[[str, Dice], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the sentences of a row are rewritten: as many come out as go in.

    `weight` is how often it is drawn; a cut leaves out words, a fragment leaves a few.
    """

    rewrite: Rewrite
    weight: int = 2
    is_cut: bool = False
    is_fragment: bool = False


class Registry(dict[str, Wording]):
    """Kinds of wording by name."""

    def add_row(
        self, name: str, weight: int = 2, *, is_cut: bool = False, is_fragment: bool = False
    ) -> Callable[[Rewrite], Rewrite]:
        """Register a function of all sentences of a row."""

        def register(rewrite: Rewrite) -> Rewrite:
            self[name] = Wording(rewrite, weight, is_cut, is_fragment)
            return rewrite

        return register

    def add(
        self, name: str, weight: int = 2, *, is_cut: bool = False
    ) -> Callable[[Change], Change]:
        """Register a function of one sentence, which goes over every sentence of a row."""

        def register(change: Change) -> Change:
            def rewrite(sentences: list[str], dice: Dice) -> list[str]:
                return [change(sentence, dice) for sentence in sentences]

            self[name] = Wording(rewrite, weight, is_cut)
            return change

        return register
