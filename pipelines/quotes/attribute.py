"""Decides for every quote of a page who said it, walking from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.quotes.candidates import (
    Candidate,
    Passage,
    Place,
    is_mid_sentence,
    next_sentence,
    paragraph_before,
    place_of,
    sentence_before,
    tags_after,
    tags_before,
    tags_late,
    tags_of_next,
)
from pipelines.quotes.features import QuotePlace, measure_candidates
from pipelines.quotes.pairs import Span

CLOSE_TAGS = frozenset({"tag_after", "inverted"})
NEAR_TAGS, NEAR_GAP = frozenset({"tag_before", "label"}), 2
LEAST_OF_TAG = 0.5
INHERITS = frozenset({"continuation", "reopened", "quote_before"})
TAG_PATTERNS = frozenset(
    {"tag_after", "inverted", "according_after", "tag_before", "according_before", "label"}
)


class QuoteChoices(NamedTuple):
    """A quote with all who could have said it, and a row of features for each."""

    span: Span
    place: Place
    candidates: Sequence[Candidate]
    rows: Sequence[Sequence[float]]


class Attribution(NamedTuple):
    """A quote with the candidate believed most; `candidate` is None when there was none.

    `origin` is the candidate that named the speaker, also for a quote that inherits;
    `first_start` is where the first part of its statement begins.
    """

    span: Span
    place: Place
    candidate: Candidate | None
    score: float
    origin: Candidate | None
    first_start: int


def gather_candidates(text: str, passages: Sequence[Passage]) -> list[QuoteChoices]:
    """All quotes of a page, in order, with their candidates."""
    found: list[QuoteChoices] = []
    before: Passage | None = None
    last: Place | None = None
    for passage in passages:
        if not passage.spans:
            before = passage
            continue
        tokens = passage.clauses.tokens
        quotes = [i for i, token in enumerate(tokens) if token.kind == "quote"]
        for number, i in enumerate(quotes):
            place = place_of(passage, i)
            span = passage.spans[tokens[i].span_no]
            candidates = list(_candidates(place, last, before))
            measured = QuotePlace(place, span, number, len(quotes), last)
            rows = measure_candidates(measured, text, candidates)
            found.append(QuoteChoices(span, place, candidates, rows))
            last = place
        before = passage
    return found


def attribute(quotes: Sequence[QuoteChoices], likely: Sequence[float]) -> list[Attribution]:
    """The attributions of all quotes, in order; `likely` has a probability for each candidate.

    A quote that inherits its speaker is as sure as both together.
    """
    done: list[Attribution] = []
    at = 0
    for quote in quotes:
        scores = likely[at : at + len(quote.candidates)]
        at += len(quote.candidates)
        last = done[-1] if done else None
        done.append(_attribution(quote, scores, last))
    return done


def _candidates(place: Place, last: Place | None, before: Passage | None) -> Iterator[Candidate]:
    """The candidates of all ways to find one; the farther ways only without a tag at the quote."""
    tags = list(tags_after(place))
    yield from tags
    if any(one.pattern in CLOSE_TAGS for one in tags):
        yield from _inherited(place, last)
        return
    tags = list(tags_before(place))
    yield from tags
    yield from tags_late(place)
    yield from tags_of_next(place)
    yield from _inherited(place, last)
    if any(one.pattern in NEAR_TAGS and one.gap <= NEAR_GAP for one in tags):
        return
    if not _follows_quote(place):
        yield from sentence_before(place)
    if place.sentence == 0 and before and before.number == place.passage.number - 1:
        yield from paragraph_before(before)
    yield from next_sentence(place)


def _follows_quote(place: Place) -> bool:
    """Whether the sentence before contains a quote."""
    if not place.sentence:
        return False
    tokens = place.passage.clauses.tokens
    start = max(place.passage.clauses.starts[place.sentence - 1], place.sentence_start - 80)
    return any(token.kind == "quote" for token in tokens[start : place.sentence_start])


def _inherited(place: Place, last: Place | None) -> Iterator[Candidate]:
    """The speaker of the quote before, in this paragraph or the one before."""
    if last is None:
        return
    passage = place.passage
    if last.passage is passage:
        between = max(0, place.sentence - last.sentence - 1)
        if between <= 3:
            yield Candidate(
                "continuation",
                sentences_between=between,
                is_mid_sentence=is_mid_sentence(place),
            )
    elif last.passage.number == passage.number - 1:
        if passage.reopens and place.token == 0:
            yield Candidate("reopened")
        else:
            yield Candidate(
                "quote_before",
                sentences_between=place.sentence,
                is_mid_sentence=is_mid_sentence(place),
            )


def _attribution(
    quote: QuoteChoices, scores: Sequence[float], last: Attribution | None
) -> Attribution:
    span, place = quote.span, quote.place
    ranked = sorted(zip(scores, quote.candidates, strict=True), key=lambda pair: -pair[0])
    for score, candidate in ranked:
        if candidate.pattern in INHERITS:
            if last is None or last.origin is None:
                continue
            score *= last.score
            return Attribution(span, place, candidate, score, last.origin, last.first_start)
        candidate = _tagged(candidate, ranked)
        if last is not None and _same_tag(candidate, last.origin):
            return Attribution(span, place, candidate, score, candidate, last.first_start)
        return Attribution(span, place, candidate, score, candidate, span.start)
    return Attribution(span, place, None, 0.0, None, span.start)


def _tagged(chosen: Candidate, ranked: Sequence[tuple[float, Candidate]]) -> Candidate:
    """The likeliest tag that names the chosen mention too, where that was found without one."""
    if chosen.pattern in TAG_PATTERNS or chosen.cue is not None or chosen.mention is None:
        return chosen
    tags = (
        one
        for score, one in ranked
        if score >= LEAST_OF_TAG
        and one.pattern in TAG_PATTERNS
        and one.passage is chosen.passage
        and one.mention == chosen.mention
    )
    return next(tags, chosen)


def _same_tag(one: Candidate, other: Candidate | None) -> bool:
    if other is None or one.mention is None or one.passage is not other.passage:
        return False
    return one.mention == other.mention and one.cue == other.cue
