"""Decides where a line is cut because it holds both furniture and text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.clean.furniture import Phrase, PhraseIndex
from pipelines.clean.lines import Line, fold, part_of
from pipelines.clean.sentences import ends_sentence

DATE_PREFIX = re.compile(r"date \d{4}-\d\d-\d\d(?=\s)")
ICON = re.compile(r"icon", re.I)
FEWEST_ICONS = 5
WORDS_PER_ICON = 4
STAMP_BEHIND_ICONS = re.compile(
    r"\d{1,2}[ .]{1,2}[^\W\d_]{3,9}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
)

FEWEST_WORDS = 4
DATELINE_REACH = 90
DATELINE_DASH = re.compile(r"\s?(?:--|—|–)\s?|\s-\s")
DASHES = ("--", "—", "–", " - ")
AGENCY_IN_BRACKETS = re.compile(r"\([^()]{2,40}\)$")
PLACE_IN_CAPITALS = re.compile(r"[^\W\d_a-zà-ÿ][^\Wa-zà-ÿ]{2,}")
MOST_DATELINE_WORDS = 8

# A capital right behind a small letter, where two labels are glued; capitals are looked for first.
GLUE = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я](?<=[a-zà-öø-ÿа-я].)")
MENU_REACH, FIRST_LABEL_REACH, FEWEST_LABELS, MOST_LABEL_WORDS, SHORTEST_LABEL = 300, 60, 3, 4, 3
NO_LABEL = re.compile(r"[^\w\s&'’.+-]")
BRACKET = re.compile(r"\([^()]{3,90}\)\.?")
CAPTION_REACH, FEWEST_CAPTION_WORDS = 420, 4
FEWEST_BODY_WORDS = 12

# A year with a word right behind it: where a stamp is glued to the first sentence.
GLUED_YEAR = re.compile(r"(?:19|20)\d\d(?=[^\W\d_])")
STAMP_REACH, MOST_STAMP_WORDS = 60, 6

MOST_TEASER_WORDS = 25


def cut_lines(lines: Sequence[Line], index: PhraseIndex) -> list[Line]:
    """The lines, those with furniture and text in one cut into parts that have a label."""
    parts: list[Line] = []
    for line in lines:
        words, text = line.words, line.text
        if words < FEWEST_WORDS and line.line_no:
            parts.append(line)
            continue
        pieces = [line] if line.line_no else _cut_prefix(line)
        if "icon" in line.folded:
            pieces = [part for piece in pieces for part in _cut_icons(piece)]
        if words >= MOST_DATELINE_WORDS and _has_dash(text[:DATELINE_REACH]):
            pieces = [part for piece in pieces for part in _cut_dateline(piece)]
        if words >= FEWEST_BODY_WORDS and GLUE.search(text, 0, FIRST_LABEL_REACH):
            pieces = [part for piece in pieces for part in _cut_menu(piece)]
        if words >= FEWEST_BODY_WORDS and GLUED_YEAR.search(text, 0, STAMP_REACH):
            pieces = [part for piece in pieces for part in _cut_stamp(piece)]
        if words >= FEWEST_BODY_WORDS and text.find("(", 0, CAPTION_REACH) >= 0:
            pieces = [part for piece in pieces for part in _cut_caption(piece, index)]
        if ":" in text and any(phrase.text in line.folded for phrase in index.cuts):
            pieces = [part for piece in pieces for part in _cut_teaser(piece, index.cuts)]
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


def _cut_menu(line: Line) -> list[Line]:
    """Labels glued to each other and to the first sentence behind them: 'HomeSportThe board …'."""
    if line.label is not None:
        return [line]
    begin, labels, cut = 0, 0, 0
    for glue in GLUE.finditer(line.text, 0, MENU_REACH):
        if not _is_label(line.text[begin : glue.start()]):
            break
        begin, labels = glue.start(), labels + 1
        cut = begin if labels >= FEWEST_LABELS else 0
    return _split(line, cut, "navigation", None) if cut and _is_text(line.text[cut:]) else [line]


def _cut_stamp(line: Line) -> list[Line]:
    """A stamp glued to the first sentence: 'Updated: 9 December 2021The board …'."""
    year = GLUED_YEAR.search(line.text, 0, STAMP_REACH)
    if line.label is not None or year is None or not _is_text(line.text[year.end() :]):
        return [line]
    words = line.text[: year.end()].split()
    if len(words) > MOST_STAMP_WORDS or any(word[0].islower() for word in words):
        return [line]
    return _split(line, year.end(), "stamp", None)


def _is_label(text: str) -> bool:
    words = text.split()
    if len(text) < SHORTEST_LABEL or not 0 < len(words) <= MOST_LABEL_WORDS:
        return False
    return NO_LABEL.search(text) is None and not any(word[0].islower() for word in words)


def _is_text(text: str) -> bool:
    """Whether what would be cut free is whole sentences, not a list that goes on."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= FEWEST_BODY_WORDS and 2 * small > len(words) and ends_sentence(text)


def _cut_caption(line: Line, index: PhraseIndex) -> list[Line]:
    """A caption that ends with its credit in brackets, and the paragraph behind it."""
    if line.label is not None:
        return [line]
    for bracket in BRACKET.finditer(line.text, 0, CAPTION_REACH):
        credit = fold(bracket[0])
        caption, behind = line.text[: bracket.start()], line.text[bracket.end() :].lstrip()
        if len(caption.split()) < FEWEST_CAPTION_WORDS or behind[:1].islower():
            continue
        if any(map(credit.__contains__, index.credits)) and _is_text(behind):
            return _split(line, bracket.end(), "caption", None)
    return [line]


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


def _cut_teaser(line: Line, phrases: Sequence[Phrase]) -> list[Line]:
    """'READ MORE: …' behind a sentence; where the same words stand on both sides all is teaser."""
    if line.label is not None:
        return [line]
    folded = line.text.casefold()
    if len(folded) != len(line.text):
        return [line]
    for phrase in phrases:
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
