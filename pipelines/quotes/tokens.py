"""Decides where the words of a paragraph begin and end outside its quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.marks import Span

WORD = re.compile(
    r"([^\W\d_]++)(?![\w'’&.-])"  # a plain word
    r"|([^\W\d_](?:[\w'’&-]|\.(?=[^\W\d_]))*+\.?)"  # with apostrophe, hyphen or full stop
    r"|(\d(?:[\w%-]|[,.:](?=\w))*+)"  # a number
    r"|--|[^\w\s]"
)
PLAIN_WORD, COMPOUND, NUMBER = 1, 2, 3
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
LONGEST_WORD = 60
STRAIGHT = str.maketrans("’", "'")
END_SIGNS = frozenset(".!?…")


class Token(NamedTuple):
    """A token of a paragraph; kind is word, name, number, punct, poss or quote.

    A quote stands as one token; `span_no` says which. `is_upper`: capitals only.
    """

    start: int
    end: int
    kind: str
    low: str
    span_no: int = -1
    is_upper: bool = False


def tokenize(text: str, start: int, end: int, spans: Sequence[Span], words: Lexicon) -> list[Token]:
    """The tokens of text[start:end], each of the spans as a single one."""
    tokens: list[Token] = []
    place = start
    for number, span in enumerate(spans):
        _add_words(tokens, text, place, span.outer_start, words)
        tokens.append(Token(span.outer_start, span.outer_end, "quote", "", number))
        place = span.outer_end
    _add_words(tokens, text, place, end, words)
    return tokens


def _add_words(tokens: list[Token], text: str, start: int, end: int, words: Lexicon) -> None:
    add, new = tokens.append, tuple.__new__
    for found in WORD.finditer(text, start, end):
        word = found.group()
        a = found.start()
        z = a + len(word)
        form = found.lastindex
        if form == PLAIN_WORD:
            low = word.lower()
            if low == word:
                add(new(Token, (a, z, "word", low, -1, False)))
            else:
                kind = "name" if word[0].isupper() else "word"
                add(new(Token, (a, z, kind, low, -1, word.isupper())))
        elif form == COMPOUND:
            _add_compound(tokens, word, a, words)
        else:
            add(new(Token, (a, z, "number" if form == NUMBER else "punct", word, -1, False)))


def _add_compound(tokens: list[Token], word: str, start: int, words: Lexicon) -> None:
    """A word with apostrophes, hyphens or full stops: possessive and sentence end split off."""
    ends = word.endswith(".") and not (word.lower() in words.honorifics or INITIALS.fullmatch(word))
    bare = word[:-1] if ends else word
    possessive = POSSESSIVE.search(bare, max(1, len(bare) - 3))
    stem = bare[: possessive.start()] if possessive else bare
    if stem:
        kind = "name" if stem[0].isupper() else "word"
        low = stem[:LONGEST_WORD].lower().translate(STRAIGHT)
        is_upper = kind == "name" and stem.isupper()
        tokens.append(Token(start, start + len(stem), kind, low, -1, is_upper))
    if possessive:
        tokens.append(Token(start + len(stem), start + len(bare), "poss", "'s"))
    if ends:
        tokens.append(Token(start + len(bare), start + len(word), "punct", "."))


def sentence_starts(text: str, tokens: Sequence[Token], words: Lexicon) -> list[int]:
    """Where sentences begin, as token numbers; the first is 0."""
    starts = [0]
    for i in range(len(tokens) - 1):
        token, following = tokens[i], tokens[i + 1]
        if token.kind == "punct":
            ends = token.low in END_SIGNS and following.kind != "word"
            if ends and following.kind == "punct":
                ends = following.low in "([‘'-—–"
        elif token.kind == "quote":
            ends = _quote_ends_sentence(text, tokens, i, words)
        else:
            ends = False
        if ends:
            starts.append(i + 1)
    return starts


def _quote_ends_sentence(text: str, tokens: Sequence[Token], i: int, words: Lexicon) -> bool:
    last = text[tokens[i].start : tokens[i].end].rstrip("\"“”„«»'’」』 \u00a0")[-1:]
    following = tokens[i + 1]
    if last not in END_SIGNS:
        return following.kind == "quote" and last not in ",;:-—–" and last.isalnum() is False
    if following.kind == "quote":
        return True
    if following.kind != "name":
        return False
    if last == ".":
        return not _is_tag(tokens, i + 1, words, 2)
    return not _is_tag(tokens, i + 1, words, 5)


def _is_tag(tokens: Sequence[Token], i: int, words: Lexicon, reach: int) -> bool:
    """Whether a name or pronoun and then a finite cue that ends its clause begin here."""
    for j in range(i + 1, min(i + 1 + reach, len(tokens))):
        token = tokens[j]
        if token.kind == "punct" and token.low != ",":
            return False
        if token.kind == "word" and token.low in words.cues:
            after = tokens[j + 1].low if j + 1 < len(tokens) else "."
            return after in (".", ",", ":") or words.function_words.get(after) == "preposition"
    return False
