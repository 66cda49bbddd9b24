"""Decides where official symbols and numbers of other scripts are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.citations.lexicon import Lexicon, Organ, alternation
from pipelines.citations.mention import Mention
from pipelines.citations.written import YEAR, Written

SYMBOL = re.compile(
    r"(?<!\w)(?:"
    rf"S[/_-]RES[/_-](?P<council>[1-9]\d{{0,3}})(?:\s?\((?P<year>{YEAR})\))?"
    r"|A/HRC/RES/(?P<rights>(?:S-)?\d{1,2}/\d{1,3})"
    r"|A/RES/(?P<session>(?:ES-|S-)?\d{1,2}/\d{1,3})(?:\s?[A-Z](?!\w))?"
    r"|A/RES/(?P<old>\d{1,4})\s?[A-Z]?\s?\((?P<roman>[IVX]{1,7})\)"
    r")(?![\w/])",
    re.IGNORECASE,
)
EASTERN = re.compile(
    rf"第\s?(?P<first>[1-9]\d{{1,3}})\s?(?:\((?P<first_year>{YEAR})\)\s?)?号?號?\s?(?:决议|決議)"
    rf"|(?:決議|决议|결의안?)\s?(?:第|제)?\s?(?P<last>[1-9]\d{{1,3}})(?!\d)(?:\s?\((?P<last_year>{YEAR})\))?\s?[号號호]?"
    r"|(?<!\d)(?P<turkish>[1-9]\d{2,3})\s[sS]ayılı(?:\s\w{1,20}){0,3}\s[kK]arar\w{0,6}"
)
ORGAN_REACH = 30
TURKISH_REACH = 30


def find_symbols(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions by official symbol, and those that put the number before the noun."""
    for found in SYMBOL.finditer(text):
        number, body = _read_symbol(found)
        written = Written(found.start(), found.end(), *number)
        yield _mention(found.start(), found.end(), "symbol", Organ(body, "name"), written)
    for found in EASTERN.finditer(text):
        yield from _eastern(text, found, lexicon)


def _read_symbol(found: re.Match[str]) -> tuple[tuple[str, str, int | None], str]:
    parts = {name: value.upper() for name, value in found.groupdict().items() if value}
    if "council" in parts:
        year = int(parts["year"]) if "year" in parts else None
        return ("plain", parts["council"], year), "UNSC"
    if "rights" in parts:
        return ("session", parts["rights"], None), "HRC"
    if "session" in parts:
        return ("session", parts["session"], None), "UNGA"
    return ("roman", f"{parts['old']}({parts['roman']})", None), "UNGA"


def _eastern(text: str, found: re.Match[str], lexicon: Lexicon) -> Iterator[Mention]:
    number = found.group("first") or found.group("last") or found.group("turkish")
    year = found.group("first_year") or found.group("last_year")
    written = Written(found.start(), found.end(), "plain", number, int(year) if year else None)
    start, organ = _organ_before(text, found.start(), lexicon)
    if found.group("turkish"):
        later = _organs(lexicon).search(text, found.start(), found.end() + TURKISH_REACH)
        organ = organ or (lexicon.organ_named(later.group()) if later else None)
    if organ:
        yield _mention(start, found.end(), "number", organ, written)


@lru_cache(maxsize=4)
def _organs(lexicon: Lexicon) -> re.Pattern[str]:
    names = (f for f, organ in lexicon.organs.items() if organ.role in ("name", "un"))
    return re.compile(alternation(names))


def _organ_before(text: str, stop: int, lexicon: Lexicon) -> tuple[int, Organ | None]:
    organ, start = None, stop
    for found in _organs(lexicon).finditer(text, max(0, stop - ORGAN_REACH), stop):
        organ, start = lexicon.organ_named(found.group()), found.start()
    return start, organ


def _mention(start: int, end: int, form: str, organ: Organ, written: Written) -> Mention:
    return Mention(start, end, form, start, end, organ=organ, written=written)
