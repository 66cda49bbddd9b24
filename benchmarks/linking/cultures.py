"""Decides which names people of a culture have, and how others write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from benchmarks.linking.vocabulary import read_sections


@dataclass(frozen=True, slots=True)
class Culture:
    """Given and family names, the most used first, nicknames, and spellings that differ."""

    is_family_first: bool
    given: Sequence[str]
    families: Sequence[str]
    nicknames: Mapping[str, str]
    spellings: Sequence[tuple[str, str]]


@cache
def read_cultures() -> Mapping[str, Culture]:
    """The cultures by name; rarer family names are composed of syllables."""
    return {name: _read(rows) for name, rows in read_sections("names.txt").items()}


@cache
def family_owners() -> Mapping[str, Culture]:
    """The culture of every family name."""
    return {family: culture for culture in read_cultures().values() for family in culture.families}


def _read(rows: Mapping[str, Sequence[str]]) -> Culture:
    composed = [head + tail for tail in rows["tails"] for head in rows["heads"]]
    return Culture(
        rows["order"] == ("family",),
        rows["given"],
        [*rows["family"], *composed],
        dict(_pairs(rows["nicknames"])),
        _pairs(rows["spellings"]),
    )


def _pairs(entries: Sequence[str]) -> list[tuple[str, str]]:
    return [(entry.partition("/")[0], entry.partition("/")[2]) for entry in entries]
