"""Decides whether an article opens with a dateline, and which agency stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.describe.layout import Layout

LOOKED_AT = 3
REACH = 100
OPENING = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][^()/\n]{0,60})?"
    r"(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,30})/)"
    r"[ \xa0]{0,2}(?:--|—|–|-|:|\.-|\.)[ \xa0-]"
)
DATED = re.compile(
    r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я .'’-]{2,40}(?:,[ ][^()/\n,—–]{1,30}){0,3},?[ ]{0,2}(?:--|—|–|[ ]-[ ])"
)


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
        opening = line.text[:REACH]
        found = OPENING.match(opening)
        if found:
            group = "round" if found["round"] else "slashed"
            return Dateline(
                line.start,
                line.start + found.end(),
                line.start + found.start(group),
                line.start + found.end(group),
            )
        dated = DATED.match(opening)
        if dated:
            return Dateline(line.start, line.start + dated.end())
    return None
