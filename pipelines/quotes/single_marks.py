"""Decides which single marks are quotation marks, not apostrophes, and which words they enclose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from pipelines.quotes.pairs import (
    LONGEST_DAMAGED,
    TAG_AFTER_LOST_CLOSER,
    Mark,
    Span,
    trim_span,
    without_closer,
)

# East Asian letters stand next to a mark without a space.
ASIAN_LETTER = re.compile(r"[\u1100-\u11ff\u2e80-\uffef]")
WORD = re.compile(r"[^\W_]{1,30}")
YEARS = re.compile(r"\d\ds?(?!\w)")
BEFORE_OPENER = frozenset('([{—–-/:;>…“"«„»「『（：¿¡')
NOT_AFTER_OPENER = frozenset(".,;:!?)]}”»」』。，、；：！？）")
AFTER_CLOSER = frozenset('.,;:!?)]}—–-/…”"»“«<」』。，、；：！？）')
BEFORE_SPEECH = frozenset(",:：")
BEFORE_SENTENCE = frozenset(".,:?!…’'\"”")
SPEECH_ENDS = frozenset(",.?!…—–。，！？")
# A mark with one of these behind it is hardly an apostrophe.
CLAUSE_ENDS = frozenset('.,;:!?)]}…”"»<」』。，、；：！？）\n')
# Behind these letters it often is one: the voters' choice, goin' home.
BEFORE_APOSTROPHE = frozenset("sSxzno")
EDGE = "\n"


class Closer(NamedTuple):
    """A single mark that may close; it surely does behind the end of a clause."""

    mark: Mark
    ends_speech: bool
    is_doubtful: bool


class Opener(NamedTuple):
    """A single mark that opens, with all that may close it before the next opener.

    A doubtful one is an apostrophe unless the end of speech closes it.
    """

    mark: Mark
    begins_speech: bool
    is_doubtful: bool
    closers: list[Closer]


def pair_single_marks(
    text: str,
    marks: Sequence[Mark],
    start: int,
    end: int,
    elisions: Set[str],
    *,
    keeps_unclosed: bool = False,
) -> list[Span]:
    """The spans in single marks of text[start:end], in order, none inside another.

    `elisions` are the words that begin with an apostrophe. A mark that is never closed counts
    only at the start of a sentence or of speech, and only where `keeps_unclosed`.
    """
    spans: list[Span] = []
    opened: Opener | None = None
    last = start
    within = 0
    for opener in _openers(text, marks, start, end, elisions):
        if opened is not None:
            cut = TAG_AFTER_LOST_CLOSER.search(text, last, opener.mark.start)
            is_far = opener.mark.start - opened.mark.end > LONGEST_DAMAGED
            if cut is not None and opened.begins_speech and not is_far:
                spans.append(_span(opened.mark, cut.end(), cut.end(), is_closed=False))
            if cut is not None or is_far or not opened.begins_speech:
                opened = None
        last = opener.mark.end
        within = 0 if opened is None else within + 1
        opened = opened or opener
        closer = _choose(opened, opener.closers, within)
        if closer is not None:
            spans.append(_span(opened.mark, closer.start, closer.end))
            opened = None
    if keeps_unclosed and opened and _can_stay_open(text, opened, start):
        spans += without_closer(text, opened.mark, end, LONGEST_DAMAGED)
    return [kept for span in spans if (kept := trim_span(text, span))]


def _span(opened: Mark, end: int, outer_end: int, *, is_closed: bool = True) -> Span:
    return Span(opened.end, end, opened.start, outer_end, is_closed)


def _choose(opened: Opener, closers: Sequence[Closer], within: int) -> Mark | None:
    """What closes: the end of speech before the end of a word, that before what may elide."""
    place = opened.mark.end
    near = [one for one in closers if one.mark.start - place <= LONGEST_DAMAGED]
    if within and len(near) > 1:
        del near[: min(within, len(near) - 1)]
    chosen = next((one for one in near if one.ends_speech), None)
    if chosen is None and near and not opened.is_doubtful:
        chosen = next((one for one in near if not one.is_doubtful), near[0])
    return chosen.mark if chosen else None


def _openers(
    text: str, marks: Iterable[Mark], start: int, end: int, elisions: Set[str]
) -> Iterator[Opener]:
    opener: Opener | None = None
    elided_end = -1
    for mark in marks:
        if mark.start == elided_end:
            continue
        before = text[mark.start - 1] if mark.start > start else EDGE
        after = text[mark.end] if mark.end < end else EDGE
        side = _side(before, after, mark.sign)
        if side == "open":
            begins = before == EDGE or _is_after_comma(text, mark.start, start)
            elided_end = _end_of_elision(text, mark, after, elisions)
            if elided_end >= 0 and not begins:
                continue
            if opener is not None:
                yield opener
            opener = Opener(mark, begins or after.isupper(), elided_end >= 0, [])
        elif side == "close" and opener is not None:
            ends_speech = before in SPEECH_ENDS
            is_doubtful = before in BEFORE_APOSTROPHE and after not in CLAUSE_ENDS
            opener.closers.append(Closer(mark, ends_speech, is_doubtful))
    if opener is not None:
        yield opener


def _side(before: str, after: str, sign: str) -> str:
    if sign == "‚":
        return "open"
    starts = before.isspace() or before in BEFORE_OPENER
    ends = after.isspace() or after in AFTER_CLOSER
    if (
        starts
        and not after.isspace()
        and after not in NOT_AFTER_OPENER
        and not (ends and sign == "’")
    ):
        return "open"
    if ends and not before.isspace():
        return "close"
    if sign in "‹›" or ASIAN_LETTER.match(before) or ASIAN_LETTER.match(after):
        return "open" if sign in "‘‹" else "close"
    return "none"


def _is_after_comma(text: str, place: int, start: int) -> bool:
    """Whether a comma or colon and a space stand before, as before speech."""
    return place - 2 >= start and text[place - 1].isspace() and text[place - 2] in BEFORE_SPEECH


def _can_stay_open(text: str, opener: Opener, start: int) -> bool:
    """Whether a quote can begin here that the next paragraph goes on with."""
    place = opener.mark.start
    if opener.is_doubtful or place == start:
        return not opener.is_doubtful
    return opener.begins_speech and place - 2 >= start and text[place - 2] in BEFORE_SENTENCE


def _end_of_elision(text: str, mark: Mark, after: str, elisions: Set[str]) -> int:
    """Where the word ends that an apostrophe may begin; -1 when the mark surely opens a quote."""
    if mark.sign in "‹›‚`":
        return -1
    if after.isdigit():
        years = YEARS.match(text, mark.end)
        return years.end() if years else -1
    word = WORD.match(text, mark.end)
    if word is None:
        return -1
    is_elision = word.group().lower() in elisions
    return word.end() if is_elision or (mark.sign == "’" and not after.isupper()) else -1
