"""Decides which words of a byline are the names of persons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipelines.describe.outlet_index import outlet_index
from pipelines.references import References

TOKEN = re.compile(r"[^\W\d_]{1,30}(?:['’.-][^\W\d_]{1,30}){0,4}\.?")
SPACES = re.compile(r"[ \t\xa0\u202f]{1,3}")
COMMA = re.compile(r"[ \t\xa0]{0,3},[ \t\xa0]{1,3}")
CAMEL = re.compile(
    r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bDi)(?<!\bDu)(?<!\bLa)(?<!\bLe)(?<!\bVan)(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])"
)
# Degrees and orders behind a name: "Ann Lee, Ph.D., MBA".
CREDENTIAL = re.compile(
    r"[ \xa0]?,[ \xa0]?(?:Ph\.?D\.?|M\.D\.|Jr\.?|[A-Z][A-Z.-]{1,6})®?(?=[ ]?(?:[,;|()&•·–-]|and\b|\Z))"
)
NOTE = re.compile(r"\d(?=[ ]?[,&])")
MAX_TOKENS = 5
LONGEST_ABBREVIATION, LONGEST_PARTICLE = 3, 8
# German roles are written in one word: Wirtschaftsredakteurin.
ROLE_ENDS = ("redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporterin")
SHORTEST_SINGLE = 3
MAX_NAMES, MAX_CREDENTIALS, MAX_TITLES = 16, 6, 3


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names from one place on, and where the first begins and the last ends; 0 without names."""

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that bind, end or forbid a name in a byline."""

    stops: Mapping[str, str]
    joiners: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    cues: frozenset[str]
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
        cues=frozenset(
            row["phrase"].split()[0]
            for row in references.rows("byline_words")
            if row["role"] in ("author", "translator")
        ),
        titles=frozenset(row["form"].rstrip(".") for row in references.rows("honorifics")),
        references=references,
    )


def read_names(
    text: str, start: int, words: NameWords, *, may_be_single: bool = False
) -> NamesRead:
    """Read 'A B, C D and E F' from `start`; stops before the first thing that is not a name.

    Forms of address before a name and degrees behind it are no part of it. With `may_be_single`
    one capitalised word alone is read too.
    """
    names: list[str] = []
    first = end = 0
    at, shouted = start, False
    while len(names) < MAX_NAMES:
        begin = _behind_titles(text, at, words)
        name, name_end = _read_name(text, begin, words)
        if name is None and begin > at:
            begin = at
            name, name_end = _read_name(text, at, words)
        at = begin
        if not name or (names and text[at:name_end].isupper() and not shouted):
            break
        if names and at == end and name.split()[0].casefold() not in words.given:
            break
        shouted = text[at:name_end].isupper()
        first = at if not names else first
        names.append(name)
        end = name_end
        joined = _after_joiner(text, _behind_credentials(text, name_end), words)
        if joined is None:
            break
        at = joined
    if not names and may_be_single:
        return _read_single(text, _behind_titles(text, start, words), words)
    return NamesRead(tuple(dict.fromkeys(names)), first, end)


def _behind_titles(text: str, at: int, words: NameWords) -> int:
    for _ in range(MAX_TITLES):
        found = TOKEN.match(text, at)
        if found is None or found.group().rstrip(".") not in words.titles:
            break
        space = SPACES.match(text, found.end())
        if space is None:
            break
        at = space.end()
    return at


def _behind_credentials(text: str, at: int) -> int:
    for _ in range(MAX_CREDENTIALS):
        found = CREDENTIAL.match(text, at)
        if found is None:
            break
        at = found.end()
    return at


def _read_single(text: str, at: int, words: NameWords) -> NamesRead:
    """One capitalised word that stands alone, with nothing but a mark or a number behind it."""
    found = TOKEN.match(text, at)
    name = found.group() if found else ""
    behind = text[at + len(name) :].lstrip()
    if len(name) < SHORTEST_SINGLE or not name[0].isupper() or behind[:1].isalpha():
        return NamesRead((), 0, 0)
    if words.stops.get(name.casefold()) or outlet_index(words.references).named(name):
        return NamesRead((), 0, 0)
    return NamesRead((name.title() if name.isupper() else name,), at, at + len(name))


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
        if len(tokens) >= 2 and (word in words.joiners or word == tokens[0]):
            break
        space = SPACES.match(text, at + len(word))
        following = text[space.end() : space.end() + LONGEST_PARTICLE] if space else ""
        kind = _kind_of(word, tokens, following.partition(" ")[0], words)
        if kind == "organisation":
            return None, end
        if kind or not (word[0].isupper() or (tokens and word in words.particles)):
            break
        tokens.append(word)
        end = at + len(word)
        if word.endswith(".") and "." not in word[:-1] and len(word) > LONGEST_ABBREVIATION:
            tokens[-1], end = word[:-1], end - 1
            break
        if space is None:
            break
        at = space.end()
    return _as_name(tokens, words), end


def _kind_of(word: str, tokens: Sequence[str], following: str, words: NameWords) -> str | None:
    """What forbids the word in a name at this place; None when it may stand there.

    April, Jan and June are given names too, and Baron and Bishop are family names.
    """
    folded = word.casefold().rstrip(".")
    if not tokens and folded in words.cues:
        return "organisation"
    kind = words.stops.get(folded)
    if kind is None and folded.endswith(ROLE_ENDS):
        return "role"
    goes_on = following[:1].isupper() or following in words.particles
    if not word[0].isupper() or len(tokens) > 1:
        return kind
    if not tokens:
        return None if goes_on and (kind == "month" or word in words.titles) else kind
    is_name = kind == "role" and (goes_on or tokens[0].casefold() in words.given)
    return None if is_name else kind


def _as_name(tokens: list[str], words: NameWords) -> str | None:
    while tokens and tokens[-1] in words.particles:
        tokens.pop()
    if not 2 <= len(tokens) <= MAX_TOKENS or len(tokens[-1].strip(".")) < 2:
        return None
    name = " ".join(tokens)
    index = outlet_index(words.references)
    if index.named(name) or (tokens[0].isupper() and index.named(tokens[0])):
        return None
    return name.title() if name.isupper() else name


def _after_joiner(text: str, at: int, words: NameWords) -> int | None:
    """Where the next name may begin: behind a comma or 'and', or glued to the one before."""
    if text[at - 1 : at].islower() and text[at : at + 1].isupper():
        return at
    note = NOTE.match(text, at)
    at = note.end() if note else at
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
