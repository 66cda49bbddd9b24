"""Decides which tokens a paragraph has outside its quotation marks, and where sentences begin."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.pairs import Span
from pipelines.quotes.token_codes import encode
from pipelines.quotes.words import END_SIGNS, Token, read_chunk, read_phrase

CLAUSE_ENDS = frozenset(".,:")
LONGEST_ADDRESSEE = 6
QUOTE_CODE = encode("", "quote", None, None, ends=True)


def tokenize(
    text: str, start: int, end: int, spans: Sequence[Span], words: Lexicon
) -> tuple[list[Token], list[int]]:
    """The tokens of text[start:end], each of the spans as a single one, and their places."""
    tokens: list[Token] = []
    places: list[int] = []
    place = start
    for number, span in enumerate(spans):
        _add_words(tokens, places, text[place : span.outer_start], place, words)
        length = span.outer_end - span.outer_start
        tokens.append(
            Token("quote", "", length, span_no=number, ends=True, stops=True, code=QUOTE_CODE)
        )
        places.append(span.outer_start)
        place = span.outer_end
    _add_words(tokens, places, text[place:end], place, words)
    return _join_phrases(tokens, places, words)


def _join_phrases(
    tokens: list[Token], places: list[int], words: Lexicon
) -> tuple[list[Token], list[int]]:
    """The tokens with each verb and the particle behind it as one where they are a cue together."""
    pairs = {
        i: read_phrase(token, tokens[i + 1], words)
        for i, token in enumerate(tokens[:-1])
        if token.particles is not None
        and tokens[i + 1].low in token.particles
        and places[i + 1] == places[i] + token.length + 1
    }
    if not pairs:
        return tokens, places
    kept = [i for i in range(len(tokens)) if i - 1 not in pairs]
    return [pairs.get(i, tokens[i]) for i in kept], [places[i] for i in kept]


def _add_words(
    tokens: list[Token], places: list[int], text: str, place: int, words: Lexicon
) -> None:
    known, add_token, add_place = words.chunks.get, tokens.append, places.append
    for chunk in text.split(" "):
        found, shifts = known(chunk) or read_chunk(chunk, words)
        if len(found) == 1:
            add_token(found[0])
            add_place(place + shifts[0])
        else:
            tokens += found
            places += [place + shift for shift in shifts]
        place += len(chunk) + 1


def sentence_starts(
    text: str, tokens: Sequence[Token], places: Sequence[int], words: Lexicon
) -> list[int]:
    """Where sentences begin, as token numbers; the first is 0."""
    starts = [0]
    for i, token in enumerate(tokens[:-1]):
        if not token.ends:
            continue
        following = tokens[i + 1]
        if token.kind == "quote":
            last = _last_sign(text[places[i] : places[i] + token.length])
            ends = _quote_ends_sentence(last, tokens, i, words)
        elif following.kind == "punct":
            ends = following.low in "([‘'-—–"
        else:
            ends = following.kind != "word"
        if ends:
            starts.append(i + 1)
    return starts


def _last_sign(quote: str) -> str:
    """The last character of a quote inside its marks."""
    return quote.rstrip("\"“”„«»'’」』 \u00a0")[-1:]


def _quote_ends_sentence(last: str, tokens: Sequence[Token], i: int, words: Lexicon) -> bool:
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
        if token.kind == "word" and token.sense is not None:
            return _ends_clause(tokens, j + 1) or (
                token.low in words.addressing and _ends_with_addressee(tokens, j + 1)
            )
    return False


def _ends_clause(tokens: Sequence[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].low in CLAUSE_ENDS or tokens[i].function == "preposition"


def _ends_with_addressee(tokens: Sequence[Token], i: int) -> bool:
    """Whether a clause ends after a short phrase: "asked the mayor", "told a room of nurses"."""
    for j in range(i, min(i + LONGEST_ADDRESSEE, len(tokens))):
        token = tokens[j]
        if j > i and _ends_clause(tokens, j):
            return True
        if token.kind not in ("word", "name") or token.sense is not None:
            return False
        if token.function in ("auxiliary", "conjunction"):
            return False
    return i + LONGEST_ADDRESSEE > len(tokens) > i
