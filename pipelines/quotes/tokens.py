"""Decides which tokens a paragraph has outside its quotation marks, and where sentences begin."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.pairs import Span
from pipelines.quotes.words import END_SIGNS, LONGEST_SHORT, Token, read_chunk, read_short_chunk


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
        tokens.append(Token("quote", "", length, span_no=number, ends=True))
        places.append(span.outer_start)
        place = span.outer_end
    _add_words(tokens, places, text[place:end], place, words)
    return tokens, places


def _add_words(
    tokens: list[Token], places: list[int], text: str, place: int, words: Lexicon
) -> None:
    for chunk in text.split(" "):
        if chunk:
            read = read_short_chunk if len(chunk) <= LONGEST_SHORT else read_chunk
            for shift, token in read(chunk, words):
                tokens.append(token)
                places.append(place + shift)
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
            after = tokens[j + 1].low if j + 1 < len(tokens) else "."
            return after in (".", ",", ":") or words.function_words.get(after) == "preposition"
    return False
