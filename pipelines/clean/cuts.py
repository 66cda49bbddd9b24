"""Decides where a line is cut because it holds both furniture and text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.clean.furniture import PhraseIndex
from pipelines.clean.lines import Line, part_of

DATE_PREFIX = re.compile(r"date \d{4}-\d\d-\d\d(?=\s)")
ICON = re.compile(r"icon", re.I)
FEWEST_ICONS = 5
WORDS_PER_ICON = 4
STAMP_BEHIND_ICONS = re.compile(
    r"\d{1,2}[ .]{1,2}[^\W\d_]{3,9}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
)

DATELINE_REACH = 90
DATELINE_DASH = re.compile(r"\s?(?:--|—|–)\s?|\s-\s")
DASHES = ("--", "—", "–", " - ")
AGENCY_IN_BRACKETS = re.compile(r"\([^()]{2,40}\)$")
PLACE_IN_CAPITALS = re.compile(r"[^\W\d_a-zà-ÿ][^\Wa-zà-ÿ]{2,}")
MOST_DATELINE_WORDS = 8

MOST_TEASER_WORDS = 25
FEWEST_WORDS = 4


def cut_lines(lines: Sequence[Line], index: PhraseIndex) -> list[Line]:
    """The lines, those with furniture and text in one cut into parts that have a label."""
    parts: list[Line] = []
    for line in lines:
        if line.line_no and line.words < FEWEST_WORDS:
            parts.append(line)
            continue
        pieces = [line]
        if line.line_no == 0:
            pieces = _cut_prefix(line)
        if "icon" in line.folded:
            pieces = [part for piece in pieces for part in _cut_icons(piece)]
        if line.words >= MOST_DATELINE_WORDS and _has_dash(line.text[:DATELINE_REACH]):
            pieces = [part for piece in pieces for part in _cut_dateline(piece)]
        if ":" in line.text and any(phrase.text in line.folded for phrase in index.cuts):
            pieces = [part for piece in pieces for part in _cut_teaser(piece, index)]
        parts += pieces
    return parts


def _has_dash(head: str) -> bool:
    return any(map(head.__contains__, DASHES))


def _split(line: Line, place: int, before: str | None, after: str | None) -> list[Line]:
    parts = (
        part_of(line, 0, place, before),
        part_of(line, place, len(line.text), after),
    )
    return [part for part in parts if part is not None]


def _cut_prefix(line: Line) -> list[Line]:
    """'date 2024-02-22 ' in front of the first line comes from the flattener."""
    found = DATE_PREFIX.match(line.text)
    return _split(line, found.end(), "stamp", None) if found else [line]


def _cut_icons(line: Line) -> list[Line]:
    """A list of icon names; what is glued behind the last one may be the page's stamp."""
    if line.label is not None or line.folded.count("icon") < FEWEST_ICONS:
        return [line]
    icons = [found.end() for found in ICON.finditer(line.text)]
    if len(icons) * WORDS_PER_ICON < line.words:
        return [line]
    stamp = STAMP_BEHIND_ICONS.search(line.text, icons[-1])
    return _split(line, stamp.start() if stamp else len(line.text), "icon_list", "stamp")


def _cut_dateline(line: Line) -> list[Line]:
    """Place, day and agency before a dash at the head of a paragraph."""
    if line.label is not None or line.words < MOST_DATELINE_WORDS:
        return [line]
    dash = DATELINE_DASH.search(line.text, 0, DATELINE_REACH)
    if dash is None or not _is_dateline(line.text[: dash.start()], line.text[dash.end() :][:2]):
        return [line]
    return _split(line, dash.end(), "dateline", None)


def _is_dateline(head: str, following: str) -> bool:
    words = head.split()
    if not 1 <= len(words) <= MOST_DATELINE_WORDS or not following.lstrip("\"'“‘«„").strip():
        return False
    bracket = AGENCY_IN_BRACKETS.search(head)
    if bracket is None:
        told = head.upper() == head or any(map(str.isdigit, head))
        if not told or PLACE_IN_CAPITALS.match(words[0]) is None:
            return False
    outside = head[: bracket.start()].split() if bracket else words
    return bool(outside) and not any(word[0].islower() for word in outside)


def _cut_teaser(line: Line, index: PhraseIndex) -> list[Line]:
    """'READ MORE: …' behind a sentence; where the same words stand on both sides all is teaser."""
    if line.label is not None:
        return [line]
    folded = line.text.casefold()
    if len(folded) != len(line.text):
        return [line]
    for phrase in index.cuts:
        place = folded.rfind(phrase.text)
        if place > 0 and folded[place - 1].isspace():
            return _around_teaser(line, place, folded[:place], folded[place + len(phrase.text) :])
    return [line]


def _around_teaser(line: Line, place: int, before: str, behind: str) -> list[Line]:
    if before.strip() == behind.strip():
        return _split(line, len(line.text), "related", None)
    if len(behind.split()) > MOST_TEASER_WORDS:
        return [line]
    return _split(line, place, None, "related")
