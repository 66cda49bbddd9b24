"""Decides which citation before it a text means by `the resolution`, `that text`, `these resolutions`.

A singular inherits when all citations shortly before it are of one resolution, a plural the set
that the last sentence cites. A text that is only a draft, in general, or unknown is never
inherited, nor does anything reach across it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.citations.answer import Answer
from pipelines.citations.context import Context
from pipelines.citations.lexicon import Lexicon
from pipelines.citations.mention import Mention
from pipelines.citations.passages import Passage
from pipelines.citations.resolve import Resolved

REACH, TEXT_REACH = 600, 250
SHARE = 0.8
TEXT = "text"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A mention before: where it ends on the page, its sentence, and the resolutions, if known."""

    end: int
    sentence: tuple[int, int]
    resolved: tuple[Resolved, ...]
    is_plural: bool


class Trail:
    """The mentions of a page up to a place, which later ones may refer back to."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._earlier: list[_Earlier] = []

    def reaches(self, place: int) -> bool:
        """Whether a text at this place of the page may still be meant by `that text`."""
        return bool(self._earlier) and self._earlier[-1].end >= place - TEXT_REACH

    def add(self, context: Context, answer: Answer | None) -> None:
        """Remember a mention; without known resolutions it is one that nothing reaches across."""
        known = (r for r in answer.resolved if r.symbol) if answer else ()
        self._remember(context, tuple(known))

    def inherit(self, context: Context) -> Answer | None:
        """What a mention that refers back means, None when that is not sure."""
        mention = context.mention
        if not _refers_back(context):
            return None
        reach = TEXT_REACH if mention.form == TEXT else REACH
        start, _ = context.surroundings.passage.raw_span(mention.start, mention.end)
        near = self._near(start - reach)
        found = _set_of(near) if mention.is_plural else _one_of(near)
        if not found or (mention.when and any(r.year != mention.when.year for r in found)):
            return None
        self._remember(context, tuple(found))
        inherited = [
            replace(r, method="anaphor", confidence=round(r.confidence * SHARE, 3)) for r in found
        ]
        return Answer(context, mention.start, mention.end, "implicit", inherited)

    def _remember(self, context: Context, found: tuple[Resolved, ...]) -> None:
        passage, mention = context.surroundings.passage, context.mention
        _, end = passage.raw_span(mention.start, mention.end)
        sentence = (passage.start, context.span[0])
        self._earlier.append(_Earlier(end, sentence, found, mention.is_plural))

    def _near(self, first: int) -> Sequence[_Earlier]:
        place = len(self._earlier)
        while place and self._earlier[place - 1].end >= first:
            place -= 1
        return self._earlier[place:]


def find_texts(passage: Passage, lexicon: Lexicon, taken: Sequence[Mention]) -> list[Mention]:
    """Where `that text` or `the measure` may mean a resolution, outside the mentions taken."""
    found = []
    ends = iter([*((m.start, m.end) for m in taken), (len(passage.text), len(passage.text))])
    start, end = next(ends)
    for head in _patterns(lexicon).text.finditer(passage.text):
        while end <= head.start():
            start, end = next(ends)
        if head.end() <= start:
            found.append(_text_mention(head))
    return found


def _text_mention(head: re.Match[str]) -> Mention:
    return Mention(
        start=head.start(),
        end=head.end(),
        form=TEXT,
        noun_start=head.start("noun"),
        noun_end=head.end(),
        is_attached=False,
        is_definite=True,
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    text: re.Pattern[str]
    elsewhere: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    definite, noun, follower, unreal, belongs = (
        rf"(?i:{lexicon.alternation(role)})"
        for role in ("definite", "text_noun", "text_follower", "unreal", "belongs")
    )
    return _Patterns(
        text=re.compile(rf"(?<!\w){definite}\s(?P<noun>{noun})(?=[.,;]|\s{follower}(?!\w))"),
        elsewhere=re.compile(rf"-|\s{{1,3}}(?:{unreal}|{belongs})(?!\w)"),
    )


def _refers_back(context: Context) -> bool:
    """Whether the mention is one of something known, and neither wished for nor another body's."""
    mention = context.mention
    if not mention.is_definite or mention.is_draft or context.is_elsewhere:
        return False
    return _patterns(context.lexicon).elsewhere.match(context.text, mention.end) is None


def _one_of(near: Sequence[_Earlier]) -> Sequence[Resolved]:
    """The one resolution that all of these mean, empty when they differ or one is unknown.

    Resolutions in general are passed over: `the resolution` cannot mean them.
    """
    if not near or not near[-1].resolved:
        return ()
    meant = [earlier for earlier in near if earlier.resolved or not earlier.is_plural]
    symbols = {tuple(r.symbol for r in earlier.resolved) for earlier in meant}
    return meant[-1].resolved if len(symbols) == 1 and len(meant[-1].resolved) == 1 else ()


def _set_of(near: Sequence[_Earlier]) -> Sequence[Resolved]:
    """The set that the last sentence cites, else all that are near; empty when one is unknown."""
    if not near:
        return ()
    last = [earlier for earlier in near if earlier.sentence == near[-1].sentence]
    for group in (last, near):
        found = {r.symbol: r for earlier in group for r in earlier.resolved}
        if len(found) > 1:
            return tuple(found.values()) if all(e.resolved for e in group) else ()
    return ()
