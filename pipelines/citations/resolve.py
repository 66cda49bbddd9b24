"""Decides which resolution a written number or symbol means.

A cited year is checked against the number. One that is off by a year is taken for a slip: the
number decides, with little confidence. One that is further off may as well be the right one, and
nobody cites a text adopted after the page was published: then the mention stays explicit without
number and symbol. A number that Council and Assembly both used needs an organ or a year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipelines.citations.accept import is_of_un
from pipelines.citations.authority import (
    FIRST_SESSION_NUMBERED,
    FIRST_SESSION_YEAR,
    Authority,
    Resolution,
)
from pipelines.citations.context import Context
from pipelines.citations.grammar import read_grammar
from pipelines.citations.mention import Mention

WRITTEN_IN_FULL, WITH_YEAR, WITH_ORGAN, BARE = 0.99, 0.98, 0.96, 0.9
NOT_IN_TABLE, WRONG_YEAR, UNRESOLVED = 0.8, 0.5, 0.3
LARGEST_SLIP = 1


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention means: a symbol with its parts, or nothing but the body."""

    body: str | None
    method: str = "none"
    confidence: float = UNRESOLVED
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    row: Resolution | None = None


def resolve_number(
    context: Context, authority: Authority, published_on: date | None
) -> Resolved | None:
    """The resolution of an explicit mention; None when it is no mention of a UN resolution."""
    mention = context.mention
    if mention.written is None or not is_of_un(context, authority):
        return None
    readers = {"plain": _plain, "session": _session, "roman": _roman, "lettered": _lettered}
    found = readers[mention.written.form](context, authority)
    if found is None or found.symbol is None:
        return found
    if found.year is None:
        return found
    slip = abs(found.year - mention.cited_year) if mention.cited_year else 0
    if slip > LARGEST_SLIP or (published_on and found.year > published_on.year):
        return Resolved(found.body)
    return replace(found, confidence=WRONG_YEAR) if slip else found


def resolve_row(row: Resolution, method: str, confidence: float) -> Resolved:
    """The answer that is this row of the table."""
    return Resolved(row.body, method, confidence, row.number, row.year, row.symbol, row)


def _plain(context: Context, authority: Authority) -> Resolved | None:
    mention = context.mention
    body = mention.body or _body_of_bare(context, authority)
    if body == "UNSC":
        return _council(mention, authority)
    if body == "UNGA":
        return _old_number(mention, authority)
    if mention.organ is None and mention.number not in authority.by_old_number:
        return None
    return Resolved(body)


def _body_of_bare(context: Context, authority: Authority) -> str | None:
    """The organ of `Resolution 181`, which both used: by year, by country, by what is named."""
    mention = context.mention
    in_council = authority.year_of(int(mention.number))
    in_assembly = authority.by_old_number.get(mention.number, ())
    if not in_assembly:
        return "UNSC" if in_council or _is_newer(mention, authority) else None
    if in_council is None:
        return "UNGA"
    if mention.cited_year is not None:
        years = {"UNSC": {in_council}, "UNGA": {row.year for row in in_assembly}}
        return _only({body for body in years if mention.cited_year in years[body]})
    council = authority.council_row(mention.number)
    countries = _countries_of_list(mention, authority) or context.countries
    rows = (*in_assembly, council) if council else in_assembly
    bodies = {row.body for row in rows if row.targets & countries}
    return _only(bodies) or _only(_bodies_named(context))


def _only(bodies: set[str]) -> str | None:
    return next(iter(bodies)) if len(bodies) == 1 else None


def _countries_of_list(mention: Mention, authority: Authority) -> frozenset[str]:
    """The countries of those numbers of the list that one organ alone has used."""
    own = (n for n in mention.companions if n.isdigit() and n not in authority.by_old_number)
    rows = (authority.council_row(number) for number in own)
    return frozenset(target for row in rows if row for target in row.targets)


def _bodies_named(context: Context) -> set[str]:
    names = read_grammar(context.lexicon).organ.findall(context.text, *context.span)
    organs = (context.lexicon.organ_named(name) for name in names)
    return {organ.body for organ in organs if organ.body}


def _council(mention: Mention, authority: Authority) -> Resolved:
    year = authority.year_of(int(mention.number))
    confidence = _confidence(mention)
    if year is None and _is_newer(mention, authority):
        year, confidence = mention.cited_year, NOT_IN_TABLE
    if year is None:
        return Resolved("UNSC")
    symbol = f"S/RES/{mention.number} ({year})"
    row = authority.by_symbol.get(symbol)
    return Resolved("UNSC", _method(mention), confidence, mention.number, year, symbol, row)


def _is_newer(mention: Mention, authority: Authority) -> bool:
    """Whether number and cited year both lie beyond the table of years, so that they agree."""
    if mention.cited_year is None or mention.cited_year <= authority.last_year:
        return False
    return int(mention.number) > authority.last_number


def _old_number(mention: Mention, authority: Authority) -> Resolved:
    rows = authority.by_old_number.get(mention.number, ())
    fitting = [row for row in rows if mention.cited_year in (None, row.year)]
    if len(fitting) != 1:
        return Resolved("UNGA")
    return resolve_row(fitting[0], _method(mention), _confidence(mention))


def _lettered(context: Context, authority: Authority) -> Resolved | None:
    return _old_number(context.mention, authority) if context.mention.body == "UNGA" else None


def _session(context: Context, authority: Authority) -> Resolved | None:
    mention = context.mention
    session = mention.number.partition("/")[0]
    if mention.body == "UNSC":
        return None
    if mention.body == "HRC":
        return _by_symbol(f"A/HRC/RES/{mention.number}", "HRC", mention, authority)
    latest = authority.last_year - FIRST_SESSION_YEAR + 2
    if session.isdigit() and not FIRST_SESSION_NUMBERED <= int(session) <= latest:
        return None
    return _by_symbol(f"A/RES/{mention.number}", "UNGA", mention, authority)


def _roman(context: Context, authority: Authority) -> Resolved | None:
    mention = context.mention
    if mention.body in ("UNSC", "HRC"):
        return None
    return _by_symbol(f"A/RES/{mention.number}", "UNGA", mention, authority)


def _by_symbol(symbol: str, body: str, mention: Mention, authority: Authority) -> Resolved:
    if row := authority.by_symbol.get(symbol):
        return resolve_row(row, _method(mention), _confidence(mention))
    confidence = WRITTEN_IN_FULL if mention.form == "symbol" else NOT_IN_TABLE
    return Resolved(body, _method(mention), confidence, mention.number, None, symbol)


def _method(mention: Mention) -> str:
    return "symbol" if mention.form == "symbol" else "number"


def _confidence(mention: Mention) -> float:
    if mention.form == "symbol":
        return WRITTEN_IN_FULL
    if mention.cited_year:
        return WITH_YEAR
    return WITH_ORGAN if mention.organ else BARE
