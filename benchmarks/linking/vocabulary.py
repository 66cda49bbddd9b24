"""Decides how the word lists are read and how their words are inflected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "lists"
SIBILANT = re.compile(r"(?:s|sh|ch|x|z)$")
CONSONANT_Y = re.compile(r"[^aeiou]y$")
DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")
IRREGULAR = {"child": "children", "crisis": "crises", "means": "means", "midwife": "midwives"}
SILENT_E = re.compile(r"[^eoy]e$")


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb."""

    base: str
    past: str
    participle: str
    ing: str


@dataclass(frozen=True, slots=True)
class Words:
    """Nouns as (singular, plural), verbs and adjectives of a topic.

    `apart` are nouns of which no two mean nearly the same.
    """

    nouns: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    verbs: tuple[Verb, ...]
    adjectives: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()


@cache
def read_lines(name: str) -> list[str]:
    """The lines of a list but its remarks."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def read_table(name: str) -> Mapping[str, tuple[str, ...]]:
    """A list whose lines are a key and its words."""
    rows = (line.split() for line in read_lines(name))
    return {key: tuple(words) for key, *words in rows}


def read_sections(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """A list of [sections] whose lines are a key and its words."""
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in read_lines(name):
        if line.startswith("["):
            rows = sections.setdefault(line.strip("[]"), {})
        else:
            key, *words = line.split()
            rows[key] = tuple(words)
    return sections


def pluralise(noun: str) -> str:
    """The plural of a noun."""
    *before, last = noun.split(" ")
    if last in IRREGULAR:
        return " ".join([*before, IRREGULAR[last]])
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + ("es" if SIBILANT.search(noun) else "s")


def read_verb(entry: str) -> Verb:
    """The forms of a verb written as base, base/past or base/past/participle, particles hyphened."""
    written, *irregular = entry.split("/")
    base, hyphen, particle = written.partition("-")
    tail = (hyphen + particle).replace("-", " ")
    forms = [_spell(form) for form in irregular] or [_regular_past(base) + tail]
    past, participle = forms[0], forms[-1]
    stem = base + base[-1] if DOUBLED.match(base) or base[-1] * 2 + "ed" in past else base
    ing = (base[:-1] if SILENT_E.search(base) else stem) + "ing"
    return Verb(base + tail, past, participle, ing + tail)


def _regular_past(base: str) -> str:
    if CONSONANT_Y.search(base):
        return base[:-1] + "ied"
    if DOUBLED.match(base):
        return base + base[-1] + "ed"
    return base + ("d" if base.endswith("e") else "ed")


@cache
def read_topics() -> Mapping[str, Words]:
    """The words of each topic."""
    return {
        topic: _read_words(rows["nouns"], rows["verbs"])
        for topic, rows in read_sections("topics.txt").items()
    }


@cache
def read_general() -> Words:
    """The words of every topic."""
    rows = _read_general_rows()
    words = _read_words(rows["nouns"], rows["verbs"])
    adjectives, adverbs = (
        tuple(_spell(one) for entry in rows[kind] for one in entry.split("|"))
        for kind in ("adjectives", "adverbs")
    )
    return replace(words, adjectives=adjectives, adverbs=adverbs)


@cache
def read_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Every form of a word with the same form of its near synonyms."""
    synonyms: dict[str, tuple[str, ...]] = {}
    for forms in _groups():
        for form in forms:
            others = tuple(other for other in forms if other != form)
            if others and " " not in form:
                synonyms.setdefault(form, others)
    return synonyms


def _read_general_rows() -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    for line in read_lines("general.txt"):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            rows[kind] = tuple(line.split())
    return rows


def _groups() -> Iterator[tuple[str, ...]]:
    rows = _read_general_rows()
    tables = [*read_sections("topics.txt").values(), rows]
    for kind in ("adjectives", "adverbs", "loose"):
        yield from (tuple(map(_spell, entry.split("|"))) for entry in rows[kind])
    for table in tables:
        for entry in table["nouns"]:
            nouns = tuple(map(_spell, entry.split("|")))
            yield nouns
            yield tuple(map(pluralise, nouns))
        for entry in table["verbs"]:
            verbs = [read_verb(one) for one in entry.split("|")]
            yield tuple(verb.base for verb in verbs)
            yield tuple(verb.past for verb in verbs)
            yield tuple(verb.participle for verb in verbs)
            yield tuple(verb.ing for verb in verbs)


def _read_words(nouns: tuple[str, ...], verbs: tuple[str, ...]) -> Words:
    groups = [[_spell(one) for one in entry.split("|")] for entry in nouns]
    return Words(
        tuple((noun, pluralise(noun)) for group in groups for noun in group),
        tuple((group[0], pluralise(group[0])) for group in groups),
        tuple(read_verb(one) for entry in verbs for one in entry.split("|")),
    )


def _spell(entry: str) -> str:
    return entry.replace("-", " ")
