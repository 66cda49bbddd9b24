"""Decides which words around an organ, noun or number tell the organ and the date of adoption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.citations.before import When
from pipelines.citations.lexicon import Lexicon, Organ
from pipelines.citations.written import YEAR

PLAIN_WORD = "[a-z]{4,}"
DATE_REACH = 40


@dataclass(frozen=True, slots=True)
class After:
    """What follows: where the mention ends with it, the organ and the date, where told."""

    end: int
    organ: Organ | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    organ: re.Pattern[str]
    attribute: re.Pattern[str]
    adopted: re.Pattern[str]
    dated: re.Pattern[str]
    dated_before: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    adoption = rf"(?i:{lexicon.alternation('adoption')})"
    link = rf"(?i:{lexicon.alternation('link')})"
    within, on = (rf"(?i:{lexicon.alternation(*roles)})" for roles in (("in",), ("in", "on")))
    after = rf"(?i:{lexicon.alternation('after')})"
    month = rf"(?i:{lexicon.month})"
    verb = rf"(?i:{lexicon.alternation('adoption', 'restriction', 'auxiliary', 'preposition')})"
    date = (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s{{1,2}}(?:de\s)?)?(?:(?P<month>{month})\.?(?!\w)"
        rf"(?:\s{{1,2}}(?P<late_day>\d{{1,2}}),)?\s{{1,2}}(?:de\s)?)?(?P<year>{YEAR})(?![\w%]|[.,]\d)"
    )
    return _Patterns(
        organ=re.compile(
            rf"(?:\s{{1,3}}{after})?(?P<adopted>\s{{1,3}}{adoption})?"
            rf"(?:\s{{1,3}}{link}\s{{0,3}}|\s(?=[^\x00-\x7f]))(?P<organ>{lexicon.organ})(?![\w-])"
        ),
        attribute=re.compile(rf"\s(?!{verb}(?!\w)){PLAIN_WORD}"),
        adopted=re.compile(
            rf"(?:,)?\s{{1,3}}(?:was\s|were\s)?{adoption}(?:\s{{1,3}}{on})?\s{{1,3}}{date}"
        ),
        dated=re.compile(rf"\s{{1,3}}{within}\s{{1,3}}{date}"),
        dated_before=re.compile(rf"(?<!\w){on}\s{{1,3}}{date},?\s{{1,3}}(?:the\s)?\Z"),
    )


def read_after(text: str, end: int, lexicon: Lexicon) -> After:
    """What follows this place: `of the Security Council`, `adopted in 2006`, `of 28 April 2004`."""
    patterns = _patterns(lexicon)
    owned = read_organ(text, end, lexicon)
    end, named = owned.end, owned.organ
    dated = patterns.adopted.match(text, end) or patterns.dated.match(text, end)
    if dated is None:
        return After(end, named)
    return After(dated.end(), named, _when(dated, lexicon))


def read_organ(text: str, place: int, lexicon: Lexicon) -> After:
    """The organ alone, as it may stand between the noun and its number."""
    found = _patterns(lexicon).organ.match(text, place)
    if found is None:
        return After(place)
    organ = lexicon.organ_named(found.group("organ"))
    # `of the UN climate talks`: the organisation's name is but an attribute there.
    if (
        organ.role == "un"
        and not found.group("adopted")
        and _patterns(lexicon).attribute.match(text, found.end())
    ):
        return After(place)
    return After(found.end(), organ)


def read_adoption_date(text: str, start: int, end: int, lexicon: Lexicon) -> When | None:
    """The date beside an organ: `in June 2024 the Council …`, `the Council in June 2024 …`."""
    patterns = _patterns(lexicon)
    found = patterns.dated.match(text, end) or patterns.dated_before.search(
        text, max(0, start - DATE_REACH), start
    )
    return _when(found, lexicon) if found else None


def _when(found: re.Match[str], lexicon: Lexicon) -> When:
    year, month = int(found.group("year")), found.group("month")
    day = found.group("day") or found.group("late_day")
    if not month:
        return When(year)
    return When(year, lexicon.months[month.casefold()], int(day) if day else None)
