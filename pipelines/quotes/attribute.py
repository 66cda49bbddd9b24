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
)
from pipelines.quotes.marks import Span
from pipelines.quotes.scoring import best

INHERITS = frozenset({"continuation", "reopened", "quote_before"})
TAG_PATTERNS = frozenset(
    {"tag_after", "inverted", "according_after", "tag_before", "according_before", "label"}
)


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
    part_no: int


def attribute(passages: Sequence[Passage]) -> list[Attribution]:
    """The attributions of all quotes, in order."""
    done: list[Attribution] = []
    before: Passage | None = None
    for passage in passages:
        tokens = passage.clauses.tokens
        for i in [i for i, token in enumerate(tokens) if token.kind == "quote"]:
            place = place_of(passage, i)
            last = done[-1] if done else None
            chosen = best(_candidates(place, last, before))
            done.append(_attribution(passage.spans[tokens[i].span_no], place, chosen, last))
        before = passage
    return done


def _candidates(
    place: Place, last: Attribution | None, before: Passage | None
) -> Iterator[tuple[str, Iterator[Candidate]]]:
    """The candidates way by way, each with the surest pattern that it can find."""
    yield "tag_after", tags_after(place)
    yield "tag_before", tags_before(place)
    yield "tag_late", tags_late(place)
    yield "continuation", _inherited(place, last)
    yield "sentence_before", _unquoted_before(place)
    if place.sentence == 0 and before and before.number == place.passage.number - 1:
        yield "lead_in", paragraph_before(before)
    yield "next_sentence", next_sentence(place)


def _unquoted_before(place: Place) -> Iterator[Candidate]:
    if not _follows_quote(place):
        yield from sentence_before(place)


def _follows_quote(place: Place) -> bool:
    """Whether the sentence before contains a quote."""
    if not place.sentence:
        return False
    tokens = place.passage.clauses.tokens
    start = max(place.passage.clauses.starts[place.sentence - 1], place.sentence_start - 80)
    return any(token.kind == "quote" for token in tokens[start : place.sentence_start])


def _inherited(place: Place, last: Attribution | None) -> Iterator[Candidate]:
    """The speaker of the quote before, in this paragraph or the one before."""
    if last is None or last.origin is None:
        return
    passage = place.passage
    if last.place.passage is passage:
        between = max(0, place.sentence - last.place.sentence - 1)
        if between <= 3:
            yield Candidate(
                "continuation",
                sentences_between=between,
                is_mid_sentence=is_mid_sentence(place),
            )
    elif last.place.passage.number == passage.number - 1:
        if passage.reopens and place.token == 0:
            yield Candidate("reopened")
        else:
            yield Candidate(
                "quote_before",
                sentences_between=place.sentence,
                is_mid_sentence=is_mid_sentence(place),
            )


def _attribution(
    span: Span, place: Place, chosen: tuple[Candidate, float] | None, last: Attribution | None
) -> Attribution:
    if chosen is None:
        return Attribution(span, place, None, 0.0, None, span.start, 1)
    candidate, score = chosen
    if candidate.pattern in INHERITS and last is not None:
        score = min(score, last.score)
        return Attribution(
            span, place, candidate, score, last.origin, last.first_start, last.part_no + 1
        )
    if last is not None and _same_tag(candidate, last.origin):
        return Attribution(
            span, place, candidate, score, candidate, last.first_start, last.part_no + 1
        )
    return Attribution(span, place, candidate, score, candidate, span.start, 1)


def _same_tag(one: Candidate, other: Candidate | None) -> bool:
    if other is None or one.mention is None or one.passage is not other.passage:
        return False
    return one.mention == other.mention and one.cue == other.cue
