"""Decides which quotation marks belong together, and what a mark without its partner encloses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

TAG_VERBS = "said|says|added|told|wrote|asked|tweeted"
TAG = rf"(?: (?:he|she|they|(?:[A-Z][\w'’.-]{{1,30}} ){{1,3}}?) ?(?:{TAG_VERBS})\b)"
TAG_AFTER_LOST_CLOSER = re.compile(rf"[,?!](?={TAG})")
TAG_AFTER_LOST_OPENER = re.compile(TAG)
# A single sign that closes speech, or first one that opens it.
SINGLE_CLOSER = re.compile(r"(?<![^\W_])['‘](?=[^\W_])|(?<=[,.?!])(['’])(?=\s)")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
LONGEST_DAMAGED = 1500
LONGEST_OPEN_PARAGRAPH = 4000
LONGEST_SEARCH = 2000


class Mark(NamedTuple):
    """A quotation mark with what its neighbours tell: open, close or either."""

    start: int
    end: int
    sign: str
    side: str
    is_inch: bool = False


class Span(NamedTuple):
    """Words between marks, marks excluded; `outer_*` includes the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    is_closed: bool = True
    is_nested: bool = False


def pair_marks(text: str, marks: Sequence[Mark], start: int, end: int) -> list[Span]:
    """The spans of one paragraph, in order, from its double marks."""
    pairs = _match(marks)
    spans = _without_opener(text, marks[0], start)
    outer_end = -1
    for number, (opened, closed) in enumerate(pairs):
        if closed is not None:
            is_nested = opened.start < outer_end
            spans.append(Span(opened.end, closed.start, opened.start, closed.end, True, is_nested))
            outer_end = max(outer_end, closed.end)
        elif number + 1 < len(pairs):
            following = pairs[number + 1][0].start
            spans += without_closer(text, opened, following, LONGEST_DAMAGED)
        else:
            limit = LONGEST_OPEN_PARAGRAPH if opened.start == start else LONGEST_DAMAGED
            spans += without_closer(text, opened, end, limit)
    return [kept for span in spans if (kept := trim_span(text, span))]


def _match(marks: Sequence[Mark]) -> list[tuple[Mark, Mark | None]]:
    """The openers in order, each with its closer; of two openers the later one closes first."""
    pairs: list[tuple[Mark, Mark | None]] = []
    opened: list[tuple[int, int]] = []
    for i, mark in enumerate(marks):
        side = mark.side
        if side == "open" or (side == "either" and not opened):
            opened.append((i, len(pairs)))
            pairs.append((mark, None))
        elif opened and not (mark.is_inch and _closes_later(marks, i)):
            last, number = opened.pop()
            # Where others lie within, the closer may be a stray one: it must not be far away.
            if i == last + 1 or mark.start - marks[last].end <= LONGEST_DAMAGED:
                pairs[number] = (marks[last], mark)
    return pairs


def _closes_later(marks: Sequence[Mark], i: int) -> bool:
    return i + 1 < len(marks) and marks[i + 1].side == "close" and not marks[i + 1].is_inch


def _without_opener(text: str, mark: Mark, start: int) -> list[Span]:
    """The words before a closing mark that a tag follows, when the paragraph has no opening one."""
    if mark.side != "close" or mark.is_inch or mark.start - start > LONGEST_DAMAGED:
        return []
    if text[mark.start - 1] not in ",?!" or not TAG_AFTER_LOST_OPENER.match(text, mark.end):
        return []
    first = start + (text[start] in "'‘‚`")
    return [Span(first, mark.start, start, mark.end)]


def without_closer(text: str, opened: Mark, limit: int, longest: int) -> list[Span]:
    """The words of a quote whose closing mark was lost: up to a tag, else up to the limit.

    A single mark instead of it closes where none opens before.
    """
    last = min(limit, opened.end + LONGEST_SEARCH)
    found = TAG_AFTER_LOST_CLOSER.search(text, opened.end, last)
    single = SINGLE_CLOSER.search(text, opened.end, found.end() if found else last)
    if single and single.group(1):
        return [Span(opened.end, single.start(), opened.start, single.end())]
    if found:
        limit = found.end()
    elif limit - opened.end > longest:
        return []
    return [Span(opened.end, limit, opened.start, limit, is_closed=False)]


def trim_span(text: str, span: Span) -> Span | None:
    """The span without white space at its edges; None when no letter or digit is in it."""
    a, z = span.start, span.end
    if a < z and text[a].isalnum() and not text[z - 1].isspace():
        return span
    while a < z and text[a].isspace():
        a += 1
    while z > a and text[z - 1].isspace():
        z -= 1
    if not LETTER_OR_DIGIT.search(text, a, min(z, a + 200)):
        return None
    return span._replace(start=a, end=z) if (a, z) != (span.start, span.end) else span
