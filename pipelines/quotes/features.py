"""Decides what is measured of somebody who could have said a quote."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipelines.quotes.candidates import Candidate, Passage, Place
from pipelines.quotes.mentions import Mention
from pipelines.quotes.pairs import Span
from pipelines.quotes.token_codes import SENSES
from pipelines.trees import Array

PATTERNS = (
    *("tag_after", "inverted", "according_after", "signature", "tag_before", "according_before"),
    *("label", "clause_subject", "tag_late", "according_late", "continuation", "reopened"),
    *("quote_before", "sentence_before", "lead_in", "paragraph_before", "next_sentence"),
    "next_tag",
)
TAGS = frozenset({"tag_after", "inverted", "according_after", "tag_before", "tag_late", "label"})
LINKS = ("plain", "insertion", "coordinated", "clause")
FORMS = ("named", "nominal", "pronoun")
KINDS = ("person", "organisation", "group", "document")
WEAK = frozenset({"it", "who", "they", "we", "you", "i"})
END_SIGNS = frozenset(".?!…")
MOST, MOST_BETWEEN = 40, 80
# Shorter quotes are not annotated as such: nothing is learned from their length.
FEWEST_WORDS = 3

# What is one of several is measured as its place in the list, and asked for as "is it this one?".
CODED = (
    ("pattern", PATTERNS),
    ("link", LINKS),
    ("sense", SENSES),
    ("form", FORMS),
    ("kind", KINDS),
)
OF_WAY = ("gap", "sentences_between", "mid_sentence", "has_cue", "place_among", "same_mention")
OF_MENTION = (
    *("cue_ing", "words", "has_role", "gendered", "weak_pronoun", "is_object", "is_possessive"),
    *("distance", "is_before", "first_in_sentence", "mentions_between", "quotes_between"),
    "passage_gap",
)
OF_QUOTE = (
    *("quote_words", "starts_big", "ends_comma", "ends_stop", "is_closed", "capitals"),
    *("after_quote", "opens_paragraph", "ends_paragraph", "opens_sentence", "quote_number"),
    *("quotes_in_paragraph", "candidates", "tags_here", "tag_follows", "last_near", "next_tagged"),
)
NUMBERS = (*OF_WAY, *OF_MENTION, *OF_QUOTE)
FEATURES = (*(f"{name}_{value}" for name, values in CODED for value in values), *NUMBERS)
PATTERN_NO, LINK_NO, SENSE_NO, FORM_NO, KIND_NO = (
    {value: number for number, value in enumerate(values)} for _, values in CODED
)
NONE = -1
NO_MENTION = (NONE, NONE, *(0.0 for _ in OF_MENTION))


class QuotePlace(NamedTuple):
    """Where a quote stands, for measuring: `number` is its place among the `quotes` of its paragraph.

    `last` is where the quote before stands.
    """

    place: Place
    span: Span
    number: int
    quotes: int
    last: Place | None


def measure_candidates(
    quote: QuotePlace, text: str, candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """What is measured of each candidate of a quote, as `feature_matrix` takes it."""
    if not candidates:
        return []
    same = Counter(map(_key, candidates))
    tags = sum(one.pattern in TAGS for one in candidates)
    of_quote = _of_quote(quote, text, len(candidates), tags)
    return [
        (
            PATTERN_NO[one.pattern],
            LINK_NO.get(one.link, NONE),
            SENSE_NO.get(one.sense, NONE),
            *_of_mention(one, quote.place),
            min(one.gap, MOST),
            one.sentences_between,
            one.is_mid_sentence,
            one.cue is not None,
            number,
            same[_key(one)],
            *of_quote,
        )
        for number, one in enumerate(candidates)
    ]


# How a row of `measure_candidates` is laid out.
MEASURED = (*(name for name, _ in CODED), *OF_MENTION, *OF_WAY, *OF_QUOTE)


def feature_matrix(rows: Sequence[Sequence[float]]) -> Array:
    """The FEATURES of candidates as they were measured, a row for each."""
    size = len(MEASURED)
    values = np.fromiter(chain.from_iterable(rows), np.float32, len(rows) * size)
    columns = dict(zip(MEASURED, values.reshape(len(rows), size).T, strict=True))
    parts = [columns[name] == number for name, options in CODED for number in range(len(options))]
    return np.stack([*parts, *(columns[name] for name in NUMBERS)], axis=1).astype(np.float32)


def _key(one: Candidate) -> tuple[int, int]:
    if one.mention is None or one.passage is None:
        return -1, -1
    return one.passage.number, one.mention.first


def _of_mention(one: Candidate, place: Place) -> tuple[float, ...]:
    """Form and kind of the mention, and the numbers of OF_MENTION."""
    mention, passage = one.mention, one.passage
    if mention is None or passage is None:
        return NO_MENTION
    tokens = passage.clauses.tokens
    return (
        FORM_NO[mention.form],
        KIND_NO.get(mention.kind or "", NONE),
        one.cue is not None and tokens[one.cue].low.endswith("ing"),
        mention.last - mention.first,
        mention.role_last >= 0,
        bool(mention.gender),
        mention.head in WEAK,
        mention.is_object,
        mention.is_possessive,
        *_distance(mention, passage, place),
    )


def _distance(mention: Mention, passage: Passage, place: Place) -> tuple[float, ...]:
    """How far the mention is from the quote, on which side, first or not, what stands between."""
    clauses = passage.clauses
    is_first = _is_in_order(clauses.starts, mention.first)
    if passage is not place.passage:
        return MOST, 1.0, is_first, 0.0, 0.0, place.passage.number - passage.number
    before = mention.last <= place.token
    low, high = (mention.last, place.token) if before else (place.token + 1, mention.first)
    end = min(high, low + MOST_BETWEEN)
    mentions = clauses.by_first
    between = sum([i in mentions for i in range(low, end)])
    quotes = sum([token.kind == "quote" for token in clauses.tokens[low:end]])
    return min(end - low, MOST), before, is_first, between, quotes, 0.0


def _is_in_order(numbers: Sequence[int], number: int) -> bool:
    """Whether a sorted sequence has the number."""
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def _share_of_capitals(words: str) -> float:
    """The share of the longer words that are written with a capital, as in titles."""
    longer = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.0


def _of_quote(quote: QuotePlace, text: str, candidates: int, tags: int) -> tuple[float, ...]:
    place, span, number, quotes, last = quote
    tokens, token = place.passage.clauses.tokens, place.token
    words = text[span.start : min(span.end, span.start + 300)]
    after = tokens[token + 1].low if token + 1 < len(tokens) else ""
    near = last is not None and last.passage is place.passage
    ending = text[span.end - 1 : span.end]
    return (
        max(FEWEST_WORDS, words.count(" ") + 1),
        words[:1].isupper(),
        ending == "," or after == ",",
        ending in END_SIGNS,
        span.is_closed,
        _share_of_capitals(words),
        any(one.kind == "quote" for one in tokens[max(0, token - 3) : token]),
        token == 0,
        token == len(tokens) - 1,
        token == place.sentence_start,
        number,
        quotes,
        candidates,
        tags,
        bool(after) and after not in ".,?!" and not after[0].isupper(),
        token - last.token if near and last else MOST,
        any(t.sense for t in tokens[token + 1 : token + 5]),
    )
