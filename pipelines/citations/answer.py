"""Decides of what kind a mention is and which resolutions it gets, or that it is none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.citations.accept import is_of_un
from pipelines.citations.authority import Authority
from pipelines.citations.context import Context
from pipelines.citations.implicit import find_name, resolve_dated, resolve_imposed
from pipelines.citations.resolve import Resolved, resolve_number, resolve_row

NAMED, DESCRIBED, IMPOSED, GENERIC, DRAFT = 0.85, 0.8, 0.75, 0.8, 0.7
ABOUT = re.compile(
    r"\s(?:on|against|over|concerning|regarding|targeting|about)\s(?:the\s)?(?:[A-Z][\w.'-]{0,30}\s?){1,4}"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A mention with its kind and what it means: one entry a resolution, one when unresolved."""

    context: Context
    start: int
    end: int
    kind: str
    resolved: Sequence[Resolved]
    measures: tuple[str, ...] = ()

    def target(self, found: Resolved) -> str | None:
        """The one country that both the text and the resolution are about."""
        if found.row:
            named = found.row.targets & self.context.countries
        else:
            named = self._named_after() if found.symbol is None else frozenset()
        return next(iter(named)) if len(named) == 1 else None

    def measures_of(self, found: Resolved) -> tuple[str, ...]:
        """The measures that the text names and the resolution takes."""
        if found.row is None:
            return self.measures
        named = self.measures or self.context.measures
        return tuple(measure for measure in named if measure in found.row.measures)

    def _named_after(self) -> frozenset[str]:
        about = ABOUT.match(self.context.text, self.end)
        if about is None:
            return frozenset()
        return self.context.surroundings.countries_in(about.start(), about.end())


def answer_mention(
    context: Context, authority: Authority, published_on: date | None
) -> Answer | None:
    """What the mention means; None when it does not cite a UN resolution."""
    mention = context.mention
    if mention.form == "phrase":
        return _answer_phrase(context, authority, published_on)
    if mention.is_draft:
        if not is_of_un(context, authority):
            return None
        return _answer(context, "draft", Resolved(mention.body, confidence=DRAFT))
    found = resolve_number(context, authority, published_on)
    return _answer(context, "explicit", found) if found else None


def _answer(context: Context, kind: str, *resolved: Resolved) -> Answer:
    return Answer(context, context.mention.start, context.mention.end, kind, resolved)


def _answer_phrase(
    context: Context, authority: Authority, published_on: date | None
) -> Answer | None:
    mention = context.mention
    is_un = _is_un_phrase(context)
    if mention.is_doubtful or (not is_un and context.is_elsewhere):
        return None
    if mention.is_draft:
        is_draft = is_un or (context.surroundings.is_un_page and not _is_anaphor(context))
        found = Resolved(mention.body, confidence=DRAFT)
        return _answer(context, "draft", found) if is_draft else None
    implicit = _answer_named(context, authority, published_on) or _answer_dated(
        context, authority, published_on
    )
    if implicit or not is_un or _is_anaphor(context):
        return implicit
    rows, measures = resolve_imposed(context, authority, published_on)
    if rows:
        found_rows = [resolve_row(row, "description", IMPOSED) for row in rows]
        return Answer(context, mention.start, mention.end, "implicit", found_rows, measures)
    return _answer(context, "generic", Resolved(mention.body, confidence=GENERIC))


def _answer_named(
    context: Context, authority: Authority, published_on: date | None
) -> Answer | None:
    named = find_name(context, authority)
    if named is None or (published_on and named.row.year > published_on.year):
        return None
    is_of_un = bool(context.mention.organ) or (
        context.surroundings.is_un_page and named.before.article == "the"
    )
    if not named.when and (not is_of_un or context.mention.is_fresh):
        return None
    start = min(named.before.start, context.mention.start)
    found = resolve_row(named.row, "alias", NAMED)
    return Answer(context, start, context.mention.end, "implicit", [found])


def _answer_dated(
    context: Context, authority: Authority, published_on: date | None
) -> Answer | None:
    row = resolve_dated(context, authority, published_on)
    if row is None or context.mention.is_plural:
        return None
    return _answer(context, "implicit", resolve_row(row, "description", DESCRIBED))


def _is_un_phrase(context: Context) -> bool:
    """Whether an organ of the UN is named, and not somebody's council or assembly."""
    mention, organ = context.mention, context.mention.organ
    if organ is None or organ.role == "initials":
        return False
    if not mention.is_attached and context.is_elsewhere:
        return False
    if organ.role == "council":
        return not context.is_elsewhere and (
            context.surroundings.is_un_page or bool(context.countries)
        )
    return True


def _is_anaphor(context: Context) -> bool:
    mention = context.mention
    is_bare = not mention.is_attached or mention.organ is None
    return is_bare and mention.article in context.lexicon.words["anaphor"]
