"""Decides which lines list the languages that a page can be had in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.clean.lines import Line, fold
from pipelines.references import References

TABLE = "language_names"
LANGUAGE_LIST = "language_list"
BETWEEN = re.compile(r"[|/·•,()\t]+")
MOST_WORDS = 120
# So many names near each other are a list; one or two may be a menu's or a sentence's.
FEWEST_NAMES, NEAR = 3, 3
START = 2


@lru_cache(maxsize=4)
def language_names(references: References) -> frozenset[str]:
    """The names of languages in themselves, folded."""
    return frozenset(fold(row["name"]) for row in references.rows(TABLE))


def language_lists(lines: Sequence[Line], names: frozenset[str]) -> list[int]:
    """The places of lines that are made of names of languages, where several stand together."""
    starts = _starts(names)
    counts = {
        place: count
        for place, line in enumerate(lines)
        if line.folded[:START] in starts
        and line.words <= MOST_WORDS
        and (count := _count_names(line.folded, names))
    }
    found: list[int] = []
    run: list[int] = []
    for place in counts:
        if run and place - run[-1] > NEAR:
            found += _if_list(run, counts)
            run = []
        run.append(place)
    return found + _if_list(run, counts)


@lru_cache(maxsize=4)
def _starts(names: frozenset[str]) -> frozenset[str]:
    """The first characters of all names, by which most lines are told at a glance."""
    return frozenset(name[:START] for name in names)


def _if_list(run: list[int], counts: dict[int, int]) -> list[int]:
    return run if sum(counts[place] for place in run) >= FEWEST_NAMES else []


def _count_names(folded: str, names: frozenset[str]) -> int:
    """How many languages the line names; 0 when it has anything else."""
    if folded in names:
        return 1
    parts = [part.strip() for part in BETWEEN.split(folded)] if BETWEEN.search(folded) else []
    parts = [part for part in parts if part] or folded.split()
    return len(parts) if all(part in names for part in parts) else 0
