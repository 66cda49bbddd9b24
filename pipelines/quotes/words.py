"""Decides what a token is by its text alone; equal texts share the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.quotes.lexicon import PHRASE_OPENERS, Lexicon, Pronoun, Role
from pipelines.quotes.token_codes import encode

WORD = re.compile(
    r"([^\W\d_]++)(?![\w'’&.-])"  # a plain word
    r"|([^\W\d_](?:[\w'’&-]|\.(?=[^\W\d_]))*+\.?)"  # with apostrophe, hyphen or full stop
    r"|(\d(?:[\w%-]|[,.:](?=\w))*+)"  # a number
    r"|--|[^\w\s]"
)
PLAIN_WORD, COMPOUND, NUMBER = 1, 2, 3
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
# Arabic and French names that begin small: al-Harbi, d’Arcy.
SMALL_NAME = re.compile(r"(?:a[ln]|a[rstdz]h?|el|ul|d|l)[-'’][^\W\d_]")
SUFFIXES = frozenset({"jr.", "sr."})
LONGEST_WORD = 60
LONGEST_KEPT = 40
CHUNKS_KEPT = 1 << 15
STRAIGHT = str.maketrans("’", "'")
END_SIGNS = frozenset(".!?…")
NEVER, INSIDE, ALWAYS = 0, 1, 2
NO_CLASSES: frozenset[str] = frozenset()
NAME_CLASSES = frozenset({"party", "place"})
GOES_ON = frozenset({"of", "the"})
NO_PART = frozenset({"auxiliary", "adverb", "preposition", "conjunction"})

Chunk = tuple[tuple["Token", ...], tuple[int, ...]]


@dataclass(slots=True, eq=False)
class Token:
    """A token without its place; never changed, since many places share it.

    `kind` is word, name, number, punct, poss or quote. A quote stands as one token; `span_no`
    says which. `is_upper`: capitals only. `ends`: a sentence may end here. `function`, `sense`
    (of a cue), `role`, `pronoun` are the word lists' entries. `is_head`: it can be the head of
    a phrase that speaks; `is_opener`: a determiner or modifier. `opening` tells whether a phrase
    can begin here: NEVER, INSIDE a sentence but not first in it, or ALWAYS; `leads` whether a
    mention can, and `stops` that no phrase goes on with it. `classes` are those of
    `words_at_quotes`; `is_medium`: the name of a medium can begin here; `particles` are words that
    make a cue of it. `code` packs what is asked of many tokens at once.
    """

    kind: str
    low: str
    length: int
    is_upper: bool = False
    span_no: int = -1
    ends: bool = False
    function: str | None = None
    sense: str | None = None
    role: Role | None = None
    pronoun: Pronoun | None = None
    is_head: bool = False
    is_opener: bool = False
    opening: int = ALWAYS
    leads: bool = False
    classes: frozenset[str] = frozenset()
    stops: bool = False
    is_medium: bool = False
    particles: frozenset[str] | None = None
    code: int = 0


def read_chunk(chunk: str, words: Lexicon) -> Chunk:
    """The tokens of text without spaces, with their places in it; those of short text are kept."""
    known = words.chunks.get(chunk)
    if known is not None:
        return known
    found = _read_chunk(chunk, words)
    read = tuple(token for _, token in found), tuple(shift for shift, _ in found)
    if len(chunk) <= LONGEST_KEPT:
        if len(words.chunks) >= CHUNKS_KEPT:
            words.chunks.clear()
        words.chunks[chunk] = read
    return read


def _read_chunk(chunk: str, words: Lexicon) -> list[tuple[int, Token]]:
    found: list[tuple[int, Token]] = []
    for match in WORD.finditer(chunk):
        word, start, form = match.group(), match.start(), match.lastindex
        if form == COMPOUND:
            found.extend(_read_compound(word, start, words))
        elif form == PLAIN_WORD:
            low = word.lower()
            kind = "word" if low == word else _kind(word)
            found.append((start, _token(kind, low, word, words)))
        else:
            found.append(
                (start, _token("number" if form == NUMBER else "punct", word, word, words))
            )
    return found


def read_phrase(verb: Token, particle: Token, words: Lexicon) -> Token:
    """A verb and its particle as the one cue that they are."""
    low = f"{verb.low} {particle.low}"
    known = words.chunks.get(low)
    if known is None:
        known = words.chunks[low] = (_token("word", low, low, words),), (0,)
    token: Token = known[0][0]
    return token


def _read_compound(word: str, start: int, words: Lexicon) -> list[tuple[int, Token]]:
    """A word with apostrophes, hyphens or full stops: possessive and sentence end split off."""
    found = []
    low = word.lower()
    is_short = low in words.honorifics or _is_ending(low, words) or INITIALS.fullmatch(word)
    ends = word.endswith(".") and not is_short
    bare = word[:-1] if ends else word
    possessive = POSSESSIVE.search(bare, max(1, len(bare) - 3))
    stem = bare[: possessive.start()] if possessive else bare
    if stem:
        low = stem[:LONGEST_WORD].lower().translate(STRAIGHT)
        found.append((start, _token(_kind(stem), low, stem, words)))
    if possessive:
        found.append((start + len(stem), _token("poss", "'s", possessive.group(), words)))
    if ends:
        found.append((start + len(bare), _token("punct", ".", ".", words)))
    return found


def _is_ending(low: str, words: Lexicon) -> bool:
    """Whether this abbreviation ends a name, and may end a sentence with it: Ltd., Jr."""
    return low in SUFFIXES or (low.endswith(".") and low in words.organisations)


def _kind(word: str) -> str:
    if word[0].isupper():
        return "name"
    small = SMALL_NAME.match(word)
    return "name" if small is not None and word[small.end() - 1].isupper() else "word"


def _token(kind: str, low: str, text: str, words: Lexicon) -> Token:
    function = words.function_words.get(low)
    opening = _opening(kind, low, words)
    sense, pronoun = words.cues.get(low), words.pronouns.get(low)
    is_opener, ends = function in PHRASE_OPENERS, _can_end_sentence(kind, low, words)
    return Token(
        kind,
        low,
        len(text),
        is_upper=kind == "name" and text.isupper(),
        ends=ends,
        function=function,
        sense=sense,
        role=words.roles.get(low),
        pronoun=pronoun,
        is_head=words.is_head(low),
        is_opener=is_opener,
        opening=opening,
        classes=words.nearby.get(low, NO_CLASSES),
        is_medium=low.rstrip(".") in words.media_words,
        stops=_stops_phrase(kind, low, function, words),
        particles=words.particles.get(low) if kind == "word" else None,
        leads=low in words.openers or (kind == "name" and opening != NEVER),
        code=encode(
            low,
            kind,
            function,
            sense,
            is_pronoun=pronoun is not None,
            is_opener=is_opener,
            ends=ends,
        ),
    )


def _stops_phrase(kind: str, low: str, function: str | None, words: Lexicon) -> bool:
    """Whether no phrase that mentions a speaker goes on with this word, wherever it stands."""
    if kind == "punct":
        return low != "&"
    if kind == "name":
        is_name = words.not_names.get(low, "party") in NAME_CLASSES
        return function != "particle" and not is_name
    if kind != "word" or low in GOES_ON:
        return False
    return function in NO_PART or (function is None and low in words.pronouns)


def _can_end_sentence(kind: str, low: str, words: Lexicon) -> bool:
    return low in END_SIGNS if kind == "punct" else kind == "name" and _is_ending(low, words)


def _opening(kind: str, low: str, words: Lexicon) -> int:
    if words.function_words.get(low) in PHRASE_OPENERS:
        return ALWAYS
    if kind == "word":
        return ALWAYS if low in words.roles and low not in words.cues else NEVER
    if words.not_names.get(low, "place") != "place":
        return NEVER
    if low in words.function_words:
        return ALWAYS if words.function_words[low] == "particle" else NEVER
    if low in words.roles:
        return ALWAYS
    return INSIDE if low.endswith(("ing", "ly")) or low in words.cues else ALWAYS
