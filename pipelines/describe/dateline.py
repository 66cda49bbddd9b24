"""Decides whether an article opens with a dateline, and which agency stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.describe.layout import Layout

LOOKED_AT = 3
REACH = 120
MAX_PLACE_WORDS = 5
CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
PLACE = rf"(?P<place>{CAPITAL}[^()/\n,;:!?]{{1,40}}?(?:/{CAPITAL}[^()/\n,;:!?]{{1,20}}?)?)"
ADDED = r"(?:,[ ][^()/\n;:!?]{1,40}?)?"
IN_BRACKETS = rf"(?:{CAPITAL}[^()\n]{{1,39}}|[a-z]{{3}}(?:/[\w-]{{2,10}}){{0,3}})"
NAMED = (
    rf"(?:\((?P<round>{IN_BRACKETS})\)|/(?P<slashed>[^/\n]{{2,30}})/|"
    r"\[[^\[\]\n]{0,20}[ ](?P<square>[^\[\] \n]{2,20})\])"
)
SPACE = r"[ \xa0\n]"
STROKE = rf"{SPACE}{{0,2}}(?:--|—|–|(?:-|:|\.-|\.|=)(?={SPACE}|--)|\.—)"
OPENING = re.compile(rf"(?:{PLACE}{ADDED}[ .,]{{1,3}})?{NAMED}{STROKE}")
UNSTROKED = re.compile(
    rf"{PLACE},[ ][^()/\n;:!?]{{0,20}}\d[^()/\n;:!?]{{0,20}}?[ ]{NAMED}[ ](?={CAPITAL})"
)
EQUATED = re.compile(r"\([^()=\n]{1,20}=(?P<after>[^()\n]{2,20})\)[ ]")
WIRED = re.compile(r"(?P<wired>\w{2,4}社)(?=\w{0,8}?\d{1,2}月\d{1,2}日[电電])\w{1,16}?[电電]")
CAPITALS = rf"{CAPITAL}(?:{CAPITAL}|[ .'’-]){{2,40}}"
DATED = re.compile(
    rf"(?P<place>{CAPITALS})(?:,[ ][^()/\n,—–]{{1,30}}){{0,3}}[.,]?[ ]{{0,2}}(?:--|—|–|[ ]?-[ ])"
)
IN_FULL = re.compile(
    rf"{PLACE},[ ][^()/\n,;:!?—–]{{0,8}}\d{{1,2}}[^()/\n;:!?—–]{{2,20}}(?:19|20)\d\d[ ]?(?:--|—|–|[ ]-[ ])"
)
TAILED = re.compile(rf"[ ]?(?P<tailed>{CAPITAL}[^.,;:!?()\n—–]{{1,28}})\.{SPACE}")
FORMS = (
    (OPENING, "("),
    (OPENING, "/"),
    (OPENING, "["),
    (UNSTROKED, "("),
    (EQUATED, "="),
    (WIRED, "社"),
)
GROUPS = ("round", "slashed", "after", "square", "wired")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the dateline stands, and the place of the agency's name inside it if there is one."""

    start: int
    end: int
    agency_start: int | None = None
    agency_end: int | None = None


def find_dateline(layout: Layout) -> Dateline | None:
    """The dateline at the start of one of the article's first lines."""
    for line in layout.body[:LOOKED_AT]:
        opening = layout.text[line.start : line.start + REACH]
        found = _read_named(opening) or _read_dated(opening, 0)
        if found:
            return _moved(found, line.start)
    return None


def _read_named(opening: str) -> Dateline | None:
    """A dateline with a name in brackets or strokes, which may be an agency's."""
    fits = (form.match(opening) for form, sign in FORMS if sign in opening)
    found = next((read for read in fits if read), None)
    if found is None:
        return None
    parts = found.groupdict()
    if not _is_place(parts.get("place")):
        return None
    group = next(name for name in GROUPS if parts.get(name))
    end = found.end()
    if not parts.get("place"):
        further = _read_dated(opening, end + (opening[end : end + 1] == " "))
        end = further.end if further else end
    return Dateline(0, end, found.start(group), found.end(group))


def _is_place(words: str | None) -> bool:
    return words is None or len(words.split()) <= MAX_PLACE_WORDS


def _read_dated(opening: str, start: int) -> Dateline | None:
    """A dateline of a place in capitals, or of a place and a full date, and a dash."""
    found = DATED.match(opening, start) or IN_FULL.match(opening, start)
    if found is None or not _is_place(found["place"]):
        return None
    tail = TAILED.match(opening, found.end()) if "," in found.group() else None
    if tail:
        return Dateline(0, tail.end("tailed"), tail.start("tailed"), tail.end("tailed"))
    return Dateline(0, found.end())


def _moved(dateline: Dateline, by: int) -> Dateline:
    start, end = dateline.agency_start, dateline.agency_end
    return Dateline(
        by,
        by + dateline.end,
        None if start is None else by + start,
        None if end is None else by + end,
    )
