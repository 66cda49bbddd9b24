"""Decides who holds the rights to a page, by the copyright lines around its article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.describe.layout import Layout, Line
from pipelines.describe.outlet_index import Outlet, OutletIndex, outlet_index
from pipelines.describe.wordlists import word_set
from pipelines.references import References

SIGNS = ("©", "ⓒ", "(c)", "(C)", "opyright", "OPYRIGHT")
MARK = re.compile(r"[©ⓒ]|\(c\)|\bcopyright\b", re.IGNORECASE)
AFTER_MARK = re.compile(
    r"[©ⓒ®@\s]|\(c\)|\bcopyright\b|\bby\b|\(?(?:19|20)\d\d\)?|[-–—,.:|/]", re.IGNORECASE
)
HOLDER_END = re.compile(r"[.|,;•·©]|\s[-–—/]\s|\b(?:19|20)\d\d\b")
LETTER = re.compile(r"[^\W\d_]")
YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE_MARK = re.compile(r"[^|•·.]{2,60}\Z")
LABEL = "copyright"
PHOTO_LABELS = frozenset({"caption", "credit"})
MAX_LINE = 400
MAX_NAME_WORDS = 8
FAR_BELOW = 5
LAST_LINES = 20


class Holder(NamedTuple):
    """A known outlet in a copyright line, and where its name stands."""

    outlet: Outlet
    start: int
    end: int
    line: Line


def find_holder(layout: Layout, references: References) -> Holder | None:
    """The known outlet that the lowest of the page's own copyright lines names."""
    rights = word_set(references, "copyright_words", "phrase")
    stranger = False
    for line in _marked_lines(layout):
        mark = MARK.search(line.text[:MAX_LINE])
        if mark is None or not _claims_rights(line, layout, rights):
            continue
        holder = _read_holder(line, mark, references)
        if holder is None:
            stranger = stranger or LETTER.search(line.text, mark.end()) is not None
        elif holder.outlet.is_agency and not _is_imprint(layout, holder):
            continue
        elif not stranger or _is_far_below(line, layout):
            return holder
    return None


def _marked_lines(layout: Layout) -> Iterator[Line]:
    """The lines with a sign of copyright that may speak of the whole page, the last first."""
    text, lines = layout.text, layout.lines
    if layout.body_end == len(lines):
        return
    foot_start = lines[layout.body_end].start
    places: set[int] = set()
    for sign in SIGNS:
        at = text.find(sign, foot_start)
        while at >= 0:
            places.add(bisect_right(lines, at, key=_start) - 1)
            at = text.find(sign, at + 1)
    for number in sorted(places, reverse=True):
        if lines[number].label not in PHOTO_LABELS:
            yield lines[number]


def _start(line: Line) -> int:
    return line.start


def _claims_rights(line: Line, layout: Layout, rights: frozenset[str]) -> bool:
    """Whether more than the mark tells that the line is no credit of a picture."""
    if line.label == LABEL or YEAR.search(line.text) or _is_far_below(line, layout):
        return True
    folded = line.text.lower()
    return any(phrase in folded for phrase in rights)


def _read_holder(line: Line, mark: re.Match[str], references: References) -> Holder | None:
    """The outlet whose address stands in the line, else whose name stands after or before it."""
    index = outlet_index(references)
    for outlet, first, end in index.addresses_in(line.text, 0, MAX_LINE):
        return Holder(outlet, line.start + first, line.start + end, line)
    start = mark.start()
    while skipped := AFTER_MARK.match(line.text, start, MAX_LINE):
        start = skipped.end()
    for words in _readings(line.text[start:MAX_LINE], legal_forms(references)):
        if index.is_shared(words):
            return None
        found = _named(line, start, words, index)
        if found:
            return found
    before = BEFORE_MARK.search(line.text[: mark.start()].rstrip(" -–—|"))
    if before is None:
        return None
    name = before.group().strip(" -–—")
    return _named(line, line.text.find(name), name, index) if name else None


def _named(line: Line, start: int, name: str, index: OutletIndex) -> Holder | None:
    outlet = index.named(name)
    at = line.start + start
    return Holder(outlet, at, at + len(name), line) if outlet else None


def _readings(text: str, forms: dict[str, bool]) -> Iterator[str]:
    """What the holder's name may be, the longest first: legal forms at its end come off."""
    cut = HOLDER_END.search(text)
    for end in (len(text), cut.start() if cut else None):
        if end is None:
            return
        words = text[:end].split(" ")[: MAX_NAME_WORDS + 4]
        for number, word in enumerate(words):
            if forms.get(bare(word)) and number:
                words = words[: number + 1]
                break
        while words:
            if len(words) <= MAX_NAME_WORDS:
                yield " ".join(words)
            if bare(words[-1]) not in forms:
                break
            words.pop()


def bare(word: str) -> str:
    """A word of a company's name as the table of legal forms has it."""
    return word.strip(".,").lower()


@lru_cache(maxsize=8)
def legal_forms(references: References) -> dict[str, bool]:
    """The words after a company's name, and whether a name always ends with them."""
    return {row["word"]: row["ends_name"] == "yes" for row in references.rows("legal_forms")}


def _is_imprint(layout: Layout, holder: Holder) -> bool:
    """Whether an agency's line is that of its own site, not the one that goes with its story.

    A site speaks of itself elsewhere below the article too; a story's line follows the story.
    """
    if not _is_far_below(holder.line, layout):
        return False
    above = layout.text[layout.lines[layout.body_end].start : holder.line.start]
    return any(
        name in above for name in (holder.outlet.name, layout.text[holder.start : holder.end])
    )


def _is_far_below(line: Line, layout: Layout) -> bool:
    """Whether the line stands among the last of the page, away from the article."""
    return line.number >= max(layout.body_end + FAR_BELOW, len(layout.lines) - LAST_LINES)
