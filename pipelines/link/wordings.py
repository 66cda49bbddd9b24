"""Decides how a page's wording of an utterance is told against the canonical one, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from pipelines.compare.words import plain

DROPPED, ADDED = "[-{}-]", "{{+{}+}}"
MARKS = "\"'“”‘’«»„‚‹›()[]{}.,;:!?…-–—"


class Wording(NamedTuple):
    """A page's wording with marks for the eye, and the words that differ; columns as in `quote_sentences`."""

    wording: str
    dropped: list[str]
    added: list[str]


class _Step(NamedTuple):
    """Words of the canonical text and what stands in their place, the same ones if `is_equal`."""

    is_equal: bool
    old: Sequence[str]
    new: Sequence[str]


def compare_wordings(canonical: str, text: str) -> Wording:
    """The canonical text as the other has it: [-dropped-], {+added+}, the rest as the other writes it.

    Case, diacritics and marks around a word are no changes. The words dropped and added are
    listed without such marks; a text that holds [- or {+ of its own cannot change the lists.
    """
    if canonical == text:
        return Wording(text, [], [])
    steps = list(_steps(canonical.split(), text.split()))
    changes = [step for step in steps if not step.is_equal]
    return Wording(
        " ".join(_mark(steps)),
        _bare(word for step in changes for word in step.old),
        _bare(word for step in changes for word in step.new),
    )


def _steps(here: Sequence[str], there: Sequence[str]) -> Iterator[_Step]:
    """The steps by which the most words stay; between two that are equal one with all that differs."""
    opcodes = Indel.opcodes(_folded(here), _folded(there))
    for is_equal, run in groupby(opcodes, lambda one: one.tag == "equal"):
        parts = list(run)
        first, last = parts[0], parts[-1]
        old = here[first.src_start : last.src_end]
        yield _Step(is_equal, old, there[first.dest_start : last.dest_end])


def _folded(words: Sequence[str]) -> list[str]:
    return [_fold(word) for word in words]


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    return plain(word).strip(MARKS)


def _mark(steps: Iterable[_Step]) -> Iterator[str]:
    for step in steps:
        if step.is_equal:
            yield " ".join(step.new)
            continue
        if step.old:
            yield DROPPED.format(" ".join(step.old))
        if step.new:
            yield ADDED.format(" ".join(step.new))


def _bare(words: Iterable[str]) -> list[str]:
    """The words without the marks around them; a mark that stands alone is no word."""
    return [bare for word in words if (bare := word.strip(MARKS))]
