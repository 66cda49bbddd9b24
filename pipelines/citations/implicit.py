"""Decides which resolutions a description without a number means: all evidence must leave one.

A description resolves by a known name; by its date, target and measure; or, without a date,
by the measure that it says is imposed on a target, which means the first text to impose it. A text that is still wanted or
was just adopted is none of those.
Rows that were not verified are never chosen, nor a row when another fits as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.citations.authority import Authority, Resolution
from pipelines.citations.before import Before, When, read_before
from pipelines.citations.context import Context
from pipelines.citations.lexicon import Lexicon
from pipelines.citations.phrases import PIECE, pieces

NAME_REACH = 80
LONGEST_NAME = 8
LEAST_SHARED, LEAST_IN_MONTH = 2, 1
STEM = 6
SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A resolution known by a name, what stands before the name, and the date given."""

    row: Resolution
    before: Before
    when: When | None


def find_name(context: Context, authority: Authority) -> Named | None:
    """The resolution whose known name ends with the noun of the mention, if one alone has it."""
    mention, text = context.mention, context.text
    first = max(0, mention.noun_start - NAME_REACH)
    words = list(PIECE.finditer(text, first, mention.noun_end))[-LONGEST_NAME:]
    low = tuple(word.group().casefold() for word in words)
    for size in range(len(words), 1, -1):
        key = low[-size:]
        if key not in authority.by_alias:
            continue
        before = read_before(text, words[-size].start(), context.lexicon)
        when = before.when or mention.when
        rows = [row for row in authority.by_alias[key] if _is_of(row, mention.body)]
        if when is None and _is_place(" ".join(key[:-1]), context.lexicon):
            continue
        if len(rows) == 1 and _fits_date(rows[0], when):
            return Named(rows[0], before, when)
    return None


def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is a country's alone: without a date it may be any text on that country."""
    return name in lexicon.countries


def resolve_dated(
    context: Context, authority: Authority, published_on: date | None
) -> Resolution | None:
    """The one resolution of the described date, target and measure."""
    mention = context.mention
    if mention.when is None:
        return None
    rows = [
        row
        for row in authority.by_year.get(mention.when.year, ())
        if row.is_verified
        and _is_of(row, mention.body)
        and _fits_date(row, mention.when)
        and _is_before(row, published_on)
    ]
    words = _stems(context.text[slice(*context.span)]) - _common(context.lexicon)
    for countries in context.country_readings():
        about = [row for row in rows if row.targets & countries]
        if about:
            return _choose(about, countries, words, context)
    if context.countries:
        return _nearest([row for row in rows if not row.targets], words, LEAST_SHARED)
    return _nearest(rows, words, LEAST_SHARED) or _choose_untargeted(rows, words, context)


def _choose(
    about: Sequence[Resolution],
    countries: frozenset[str],
    words: frozenset[str],
    context: Context,
) -> Resolution | None:
    """The one of these rows that fits best, as far as the description tells enough."""
    measures = context.measures
    measured = [row for row in about if _shared(row, measures)]
    if measured:
        return _best(measured, measures, countries, words)
    if not measures and context.names_sanctions:
        sanctions = context.lexicon.sanction_measures
        sanctioning = [row for row in about if sanctions.intersection(row.measures)]
        if len(sanctioning) == 1:
            return sanctioning[0]
    when = context.mention.when
    has_month = when is not None and when.month is not None
    nearest = _nearest(about, words, LEAST_IN_MONTH if has_month else LEAST_SHARED)
    return nearest or (_aimed(about, countries) if has_month and not measures else None)


def _choose_untargeted(
    rows: Sequence[Resolution], words: frozenset[str], context: Context
) -> Resolution | None:
    """The one row of a told month that is about no country and takes a named measure."""
    when = context.mention.when
    if when is None or when.month is None:
        return None
    fitting = [row for row in rows if not row.targets and _shared(row, context.measures)]
    return fitting[0] if len(fitting) == 1 and _row_stems(fitting[0]) & words else None


def _aimed(about: Sequence[Resolution], countries: frozenset[str]) -> Resolution | None:
    """The one row about two or more of the countries, as no other is."""
    aimed = [row for row in about if len(row.targets & countries) >= LEAST_SHARED]
    return aimed[0] if len(aimed) == 1 else None


def resolve_imposed(
    context: Context, authority: Authority, published_on: date | None
) -> tuple[list[Resolution], tuple[str, ...]]:
    """The first texts to impose the measures that the description says are imposed, and these."""
    mention, scope = context.mention, _imposed_scope(context)
    is_news = not mention.is_plural and not mention.is_attached
    if scope is None or mention.is_fresh or is_news:
        return [], ()
    measures = context.surroundings.measures_in(*scope, restricted=True)
    targets = context.surroundings.countries_in(*scope) or context.countries
    rows: list[Resolution] = []
    for measure in measures:
        found = _first_imposers(measure, targets, context, authority, published_on)
        if len(found) == 1 and found[0] not in rows:
            rows.append(found[0])
    if len(rows) > 1 and not mention.is_plural:
        return [], measures
    return rows, measures


def _first_imposers(
    measure: str,
    targets: Iterable[str],
    context: Context,
    authority: Authority,
    published_on: date | None,
) -> list[Resolution]:
    found = {
        row.symbol: row
        for target in targets
        for row in authority.first_imposers.get((target, measure), ())
        if row.is_verified and _is_of(row, context.mention.body) and _is_before(row, published_on)
    }
    when = context.mention.when
    return [row for row in found.values() if _fits_date(row, when)]


def _imposed_scope(context: Context) -> tuple[int, int] | None:
    """Where the words stand that say what the resolutions impose, None when nothing does."""
    mention, text = context.mention, context.text
    start, end = context.span
    predicate, banned_under = _patterns(context.lexicon)
    if found := predicate.match(text, mention.end):
        return found.end(), end
    if banned_under.search(text, start, mention.start):
        return start, end
    return None


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    auxiliary, restriction = (
        rf"(?i:{lexicon.alternation(role)})" for role in ("auxiliary", "restriction")
    )
    banned, under = (rf"(?i:{lexicon.alternation(role)})" for role in ("banned", "under"))
    return (
        re.compile(rf"(?:,?\s{{1,3}}{auxiliary}(?!\w)){{0,4}}\s{{1,3}}{restriction}(?!\w)"),
        re.compile(rf"(?<!\w){banned}\s{{1,3}}{under}\s{{1,3}}\Z"),
    )


def _best(
    rows: Sequence[Resolution],
    measures: Sequence[str],
    countries: frozenset[str],
    words: frozenset[str],
) -> Resolution | None:
    """The row with most of the measures, of these the one about most of the countries, if one."""
    best = _most(rows, lambda row: len(_shared(row, measures)))
    best = _most(best, lambda row: len(row.targets & countries))
    return best[0] if len(best) == 1 else _nearest(best, words, LEAST_SHARED)


def _most(rows: Sequence[Resolution], count: Callable[[Resolution], int]) -> list[Resolution]:
    most = max(map(count, rows))
    return [row for row in rows if count(row) == most]


def _nearest(rows: Sequence[Resolution], words: frozenset[str], least: int) -> Resolution | None:
    """The row whose subject or name shares most words with the sentence, if it leads by enough."""
    ranked = sorted(((len(_row_stems(row) & words), row.symbol) for row in rows), reverse=True)
    second = ranked[1][0] if len(ranked) > 1 else 0
    if not ranked or ranked[0][0] < least or ranked[0][0] - second < least:
        return None
    return next(row for row in rows if row.symbol == ranked[0][1])


def _shared(row: Resolution, measures: Sequence[str]) -> set[str]:
    return set(row.measures) & set(measures)


@lru_cache(maxsize=4096)
def _row_stems(row: Resolution) -> frozenset[str]:
    return _stems(" ".join((row.subject, *row.aliases)))


def _stems(text: str) -> frozenset[str]:
    """The telling words of a text, cut to their beginnings."""
    return frozenset(
        word[:STEM] for word in pieces(text) if len(word) >= SHORTEST_WORD and not word.isdigit()
    )


@lru_cache(maxsize=4)
def _common(lexicon: Lexicon) -> frozenset[str]:
    """Words that tell nothing of a resolution: those of its kind, and of countries."""
    return _stems(" ".join((*lexicon.words["common"], *lexicon.countries.words())))


def _is_of(row: Resolution, body: str | None) -> bool:
    return body is None or row.body == body


def _fits_date(row: Resolution, when: When | None) -> bool:
    if when is None or (when.year == row.year and when.month is None):
        return True
    adopted = row.adopted_on
    if adopted is None or (adopted.year, adopted.month) != (when.year, when.month):
        return False
    return when.day in (None, adopted.day)


def _is_before(row: Resolution, published_on: date | None) -> bool:
    return published_on is None or row.adopted_on is None or row.adopted_on <= published_on
