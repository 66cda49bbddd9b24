"""Decides what is measured of somebody who could have said a quote."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.quotes.candidates import Candidate, Place
from pipelines.quotes.pairs import Span

PATTERNS = (
    *("tag_after", "inverted", "according_after", "signature", "tag_before", "according_before"),
    *("label", "clause_subject", "tag_late", "according_late", "continuation", "reopened"),
    *("quote_before", "sentence_before", "lead_in", "paragraph_before", "next_sentence"),
    "next_tag",
)
TAGS = frozenset({"tag_after", "inverted", "according_after", "tag_before", "tag_late", "label"})
LINKS = ("plain", "insertion", "coordinated", "clause")
SENSES = (
    "say",
    "claim",
    "ask",
    "answer",
    "write",
    "manner",
    "judge",
    "order",
    "agree",
    "deny",
    "plan",
    "report",
)
FORMS = ("named", "nominal", "pronoun")
KINDS = ("person", "organisation", "group", "document")
MOST, MOST_BETWEEN = 40, 80
# Shorter quotes are not annotated as such: nothing is learned from their length.
FEWEST_WORDS = 3

FEATURES = (
    *(f"pattern_{pattern}" for pattern in PATTERNS),
    *(f"link_{link}" for link in LINKS),
    *(f"sense_{sense}" for sense in SENSES),
    *(f"form_{form}" for form in FORMS),
    *(f"kind_{kind}" for kind in KINDS),
    *("gap", "sentences_between", "mid_sentence", "has_cue", "cue_ing"),
    *("words", "has_role", "gendered", "weak_pronoun", "is_object", "is_possessive"),
    *("distance", "is_before", "first_in_sentence", "mentions_between", "quotes_between"),
    *(
        "quote_words",
        "starts_big",
        "ends_comma",
        "ends_stop",
        "is_closed",
        "capitals",
        "after_quote",
    ),
    *("opens_paragraph", "ends_paragraph", "opens_sentence", "quote_number", "quotes_in_paragraph"),
    *("candidates", "place_among", "same_mention", "tags_here", "tag_follows"),
    *("last_near", "next_tagged", "passage_gap"),
)
BLANK = dict.fromkeys(FEATURES, 0.0)


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
) -> list[list[float]]:
    """The FEATURES of each candidate of a quote."""
    if not candidates:
        return []
    same = Counter(map(_key, candidates))
    base = BLANK | _of_quote(quote, text)
    base["candidates"] = len(candidates)
    base["tags_here"] = sum(one.pattern in TAGS for one in candidates)
    rows = []
    for number, one in enumerate(candidates):
        row = base.copy()
        row.update(_of_way(one))
        if one.mention is not None:
            row.update(_of_mention(one, quote.place))
        row["place_among"] = number
        row["same_mention"] = same[_key(one)]
        rows.append(list(row.values())[: len(FEATURES)])
    return rows


def _key(one: Candidate) -> tuple[int, int]:
    if one.mention is None or one.passage is None:
        return -1, -1
    return one.passage.number, one.mention.first


def _of_way(one: Candidate) -> dict[str, float]:
    return {
        f"pattern_{one.pattern}": 1.0,
        f"link_{one.link}": 1.0,
        f"sense_{one.sense}": 1.0,
        "gap": min(one.gap, MOST),
        "sentences_between": one.sentences_between,
        "mid_sentence": one.is_mid_sentence,
        "has_cue": one.cue is not None,
    }


def _of_mention(one: Candidate, place: Place) -> dict[str, float]:
    mention, passage = one.mention, one.passage
    if mention is None or passage is None:
        return {}
    tokens = passage.clauses.tokens
    row = {
        f"form_{mention.form}": 1.0,
        f"kind_{mention.kind}": 1.0,
        "words": mention.last - mention.first,
        "has_role": mention.role_last >= 0,
        "gendered": bool(mention.gender),
        "weak_pronoun": mention.head in ("it", "who", "they", "we", "you", "i"),
        "is_object": mention.is_object,
        "is_possessive": mention.is_possessive,
        "cue_ing": one.cue is not None and tokens[one.cue].low.endswith("ing"),
    }
    if passage is place.passage:
        before = mention.last <= place.token
        low, high = (mention.last, place.token) if before else (place.token + 1, mention.first)
        high = min(high, low + MOST_BETWEEN)
        between = tokens[low:high]
        row |= {
            "is_before": before,
            "distance": min(high - low, MOST),
            "first_in_sentence": _is_in_order(passage.clauses.starts, mention.first),
            "mentions_between": sum(i in passage.clauses.by_first for i in range(low, high)),
            "quotes_between": sum(token.kind == "quote" for token in between),
        }
    else:
        row |= {
            "is_before": 1.0,
            "distance": MOST,
            "passage_gap": place.passage.number - passage.number,
            "first_in_sentence": _is_in_order(passage.clauses.starts, mention.first),
        }
    return row


def _is_in_order(numbers: Sequence[int], number: int) -> bool:
    """Whether a sorted sequence has the number."""
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def _share_of_capitals(words: str) -> float:
    """The share of the longer words that are written with a capital, as in titles."""
    longer = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.0


def _of_quote(quote: QuotePlace, text: str) -> dict[str, float]:
    place, span, number, quotes, last = quote
    tokens, token = place.passage.clauses.tokens, place.token
    words = text[span.start : min(span.end, span.start + 300)]
    after = tokens[token + 1].low if token + 1 < len(tokens) else ""
    near = last is not None and last.passage is place.passage
    return {
        "quote_words": max(FEWEST_WORDS, words.count(" ") + 1),
        "starts_big": words[:1].isupper(),
        "ends_comma": text[span.end - 1 : span.end] == "," or after == ",",
        "ends_stop": text[span.end - 1 : span.end] in tuple(".?!…"),
        "is_closed": span.is_closed,
        "capitals": _share_of_capitals(words),
        "after_quote": any(one.kind == "quote" for one in tokens[max(0, token - 3) : token]),
        "opens_paragraph": token == 0,
        "ends_paragraph": token == len(tokens) - 1,
        "opens_sentence": token == place.sentence_start,
        "quote_number": number,
        "quotes_in_paragraph": quotes,
        "tag_follows": bool(after) and after not in ".,?!" and not after[0].isupper(),
        "last_near": (token - last.token if near and last else MOST),
        "next_tagged": token + 1 < len(tokens)
        and any(t.sense for t in tokens[token + 1 : token + 5]),
    }
