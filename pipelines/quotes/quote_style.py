"""Decides whether a page quotes in double or in single marks, and what that makes of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from pipelines.quotes.marks import read_marks
from pipelines.quotes.pairs import TAG_VERBS, Mark, Span, pair_marks
from pipelines.quotes.single_marks import pair_single_marks

SPEECH_ENDS = frozenset(",.?!…")
BEFORE_TAG = frozenset(",?!")
TAG = re.compile(
    rf" (?:(?:he|she|they|I|we|(?:[A-Z][\w'’.-]{{1,30}} ){{1,3}}?) ?)?(?:{TAG_VERBS})\b"
)


class _Paragraph(NamedTuple):
    """A paragraph with its spans in double marks and its single signs."""

    start: int
    end: int
    doubles: list[Span]
    signs: list[Mark]


def spans_by_style(
    text: str, places: Iterable[tuple[int, int]], elisions: Set[str]
) -> list[list[Span]]:
    """The spans of each paragraph in order, those inside others flagged.

    In a page of single marks all of them count, in another one those inside double marks and
    those with a tag. `elisions` are the words that an apostrophe begins.
    """
    paragraphs = []
    for start, end in places:
        marks, signs = read_marks(text, start, end)
        doubles = pair_marks(text, marks, start, end) if marks else []
        paragraphs.append(_Paragraph(start, end, doubles, signs))
    singles = [
        _outer_singles(text, one, elisions) if len(one.signs) > 1 else [] for one in paragraphs
    ]
    if not _is_single_style(text, paragraphs, singles):
        return [
            _in_double_style(text, one, found, elisions) if len(one.signs) > 1 else one.doubles
            for one, found in zip(paragraphs, singles, strict=True)
        ]
    if any(_is_tagged(text, span) for found in singles for span in found):
        singles = [
            pair_single_marks(text, one.signs, one.start, one.end, elisions, keeps_unclosed=True)
            for one in paragraphs
        ]
    return [
        _nest([*found, *(span for span in one.doubles if span.is_closed or not found)])
        for one, found in zip(paragraphs, singles, strict=True)
    ]


def _outer_singles(text: str, paragraph: _Paragraph, elisions: Set[str]) -> list[Span]:
    """The spans in single marks, if one of the signs stands outside double marks."""
    start, end, doubles, signs = paragraph
    if doubles and not _has_outer_sign(signs, doubles):
        return []
    return pair_single_marks(text, signs, start, end, elisions)


def _has_outer_sign(signs: Iterable[Mark], doubles: Sequence[Span]) -> bool:
    number = 0
    for sign in signs:
        while number < len(doubles) and doubles[number].outer_end <= sign.start:
            number += 1
        if number == len(doubles) or sign.start < doubles[number].outer_start:
            return True
    return False


def _in_double_style(
    text: str, paragraph: _Paragraph, singles: Iterable[Span], elisions: Set[str]
) -> list[Span]:
    """The spans in double marks, those in single marks inside them, and those with a tag."""
    _, _, doubles, signs = paragraph
    spans = [
        *doubles,
        *(span for span in _outside(singles, doubles) if _has_verb_of_speech(text, span)),
    ]
    number = 0
    for span in doubles:
        if span.is_nested:
            continue
        while number < len(signs) and signs[number].start < span.start:
            number += 1
        first = number
        while number < len(signs) and signs[number].start < span.end:
            number += 1
        if number - first > 1:
            spans += pair_single_marks(text, signs[first:number], span.start, span.end, elisions)
    return _nest(spans) if len(spans) > len(doubles) else doubles


def _is_single_style(
    text: str, paragraphs: Sequence[_Paragraph], singles: Sequence[Sequence[Span]]
) -> bool:
    """Whether more speech stands in single marks than in double ones, and some of it with a tag."""
    if not any(singles):
        return False
    if not any(one.doubles for one in paragraphs):
        return True
    tags = in_single = in_double = phrases = 0
    for one, found in zip(paragraphs, singles, strict=True):
        if found:
            outer = _outside(found, one.doubles)
            in_single += sum(_ends_like_speech(text, span) for span in outer)
            tags += sum(_is_tagged(text, span) for span in outer)
        for span in _outside(one.doubles, found):
            phrases += span.is_closed and " " in text[span.start : span.end]
            in_double += span.is_closed and _ends_like_speech(text, span)
    return in_single > in_double and tags >= (2 if phrases else 1)


def _outside(spans: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """The spans that do not stand in one of the others; both in order."""
    kept = []
    number = 0
    for span in spans:
        while number < len(others) and others[number].outer_end < span.outer_end:
            number += 1
        if number == len(others) or others[number].outer_start > span.outer_start:
            kept.append(span)
    return kept


def _ends_like_speech(text: str, span: Span) -> bool:
    return text[span.end - 1] in SPEECH_ENDS or text.startswith(",", span.outer_end)


def _is_tagged(text: str, span: Span) -> bool:
    """Whether the sentence goes on behind the comma or stop that the quote ends with."""
    place = _place_of_tag(text, span)
    return place >= 0 and (text[place + 1 : place + 2].islower() or bool(TAG.match(text, place)))


def _has_verb_of_speech(text: str, span: Span) -> bool:
    place = _place_of_tag(text, span)
    return place >= 0 and bool(TAG.match(text, place))


def _place_of_tag(text: str, span: Span) -> int:
    """Where a tag can begin behind the quote; -1 when it ends without a sign of one."""
    has_comma = text.startswith(",", span.outer_end)
    if not span.is_closed or not (has_comma or text[span.end - 1] in BEFORE_TAG):
        return -1
    return span.outer_end + has_comma


def _nest(spans: list[Span]) -> list[Span]:
    """The spans in order; one inside another is flagged, one that crosses another is left out."""
    spans.sort(key=lambda span: (span.outer_start, -span.outer_end))
    kept: list[Span] = []
    outer_end = -1
    for span in spans:
        if span.outer_start >= outer_end:
            kept.append(span._replace(is_nested=False) if span.is_nested else span)
            outer_end = span.outer_end
        elif span.outer_end <= outer_end:
            kept.append(span if span.is_nested else span._replace(is_nested=True))
    return kept
