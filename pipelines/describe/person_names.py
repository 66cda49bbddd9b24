"""Decides which words of a byline are the names of persons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipelines.describe.outlet_index import outlet_index
from pipelines.references import References

TOKEN = re.compile(r"[^\W\d_]{1,30}(?:['’.-][^\W\d_]{1,30}){0,4}\.?")
SPACES = re.compile(r"[ \t\xa0\u202f]{1,3}")
COMMA = re.compile(r"[ \t\xa0]{0,3},[ \t\xa0]{1,3}")
CAMEL = re.compile(
    r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bLa)(?<!\bLe)(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])"
)
MAX_TOKENS = 5
LONGEST_ABBREVIATION = 3
MAX_NAMES = 12


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names from one place on, and where the last of them ends; `end` is 0 without names."""

    names: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that bind, end or forbid a name in a byline."""

    stops: Mapping[str, str]
    joiners: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    references: References


@lru_cache(maxsize=8)
def name_words(references: References) -> NameWords:
    """The lists of words that reading names needs."""
    stops = {row["word"]: "organisation" for row in references.rows("organisation_words")}
    stops |= {row["word"]: "role" for row in references.rows("role_words")}
    stops |= {row["word"]: row["kind"] for row in references.rows("byline_stops")}
    return NameWords(
        stops=MappingProxyType(stops),
        joiners=frozenset(
            row["phrase"] for row in references.rows("byline_words") if row["role"] == "and"
        ),
        particles=frozenset(row["word"] for row in references.rows("name_particles")),
        given=frozenset(row["name"] for row in references.rows("given_names")),
        references=references,
    )


def read_names(text: str, start: int, words: NameWords) -> NamesRead:
    """Read 'A B, C D and E F' from `start`; stops before the first thing that is not a name."""
    names: list[str] = []
    end, at, shouted = 0, start, False
    while len(names) < MAX_NAMES:
        name, name_end = _read_name(text, at, words)
        if not name or (names and text[at:name_end].isupper() and not shouted):
            break
        shouted = text[at:name_end].isupper()
        names.append(name)
        end = name_end
        joined = _after_joiner(text, name_end, words)
        if joined is None:
            break
        at = joined
    return NamesRead(tuple(dict.fromkeys(names)), end)


def is_given_name(name: str, words: NameWords) -> bool:
    """Whether the first word of a name is a known given name."""
    return name.split()[0].casefold() in words.given


def _read_name(text: str, at: int, words: NameWords) -> tuple[str | None, int]:
    """One name of two to five words; nothing when an organisation's word stands in it."""
    tokens: list[str] = []
    end = at
    while len(tokens) <= MAX_TOKENS:
        found = TOKEN.match(text, at)
        if found is None:
            break
        word = found.group()
        glued = CAMEL.search(word)
        if glued:
            word = word[: glued.start()]
        kind = words.stops.get(word.casefold().rstrip("."))
        if len(tokens) >= 2 and word in words.joiners:
            break
        if kind == "organisation":
            return None, end
        if kind or not (word[0].isupper() or (tokens and word in words.particles)):
            break
        tokens.append(word)
        end = at + len(word)
        if word.endswith(".") and len(word) > LONGEST_ABBREVIATION:
            tokens[-1], end = word[:-1], end - 1
            break
        space = SPACES.match(text, end)
        if space is None:
            break
        at = space.end()
    return _as_name(tokens, words), end


def _as_name(tokens: list[str], words: NameWords) -> str | None:
    while tokens and tokens[-1] in words.particles:
        tokens.pop()
    if not 2 <= len(tokens) <= MAX_TOKENS or len(tokens[-1].strip(".")) < 2:
        return None
    name = " ".join(tokens)
    if outlet_index(words.references).named(name):
        return None
    return name.title() if name.isupper() else name


def _after_joiner(text: str, at: int, words: NameWords) -> int | None:
    comma = COMMA.match(text, at)
    if comma:
        at = comma.end()
    else:
        space = SPACES.match(text, at)
        if space is None:
            return None
        at = space.end()
    end = at
    while end < len(text) and end - at < 6 and not text[end].isspace():
        end += 1
    if text[at:end].lower() in words.joiners:
        space = SPACES.match(text, end)
        return space.end() if space else None
    return at if comma else None
