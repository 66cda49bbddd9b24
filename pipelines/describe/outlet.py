"""Decides who published a page, from its address, its head, or what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, Line
from pipelines.describe.outlet_index import Outlet, OutletIndex, outlet_index
from pipelines.describe.wordlists import word_set
from pipelines.document import Document
from pipelines.references import References

COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
COPYRIGHT_MARKS = ("©", "(c)", "copyright")
MARKS = re.compile(r"[©\s]|\(c\)|\bcopyright\b|\bby\b|\(?(?:19|20)\d\d\)?|[-–—,.:|]", re.IGNORECASE)
HOLDER_END = re.compile(r"[.|,;•·©]|\s[-–—/]\s|\b(?:19|20)\d\d\b|(?<=[a-z])(?=[A-Z])")
YEAR = re.compile(r"(?:19|20)\d\d")
MAX_LINE = 400
MAX_MENTION_WORDS = 8
PHOTO_LABELS = frozenset({"caption", "credit"})
MAX_SITE_NAME = 60
SITE_MOTTO = re.compile(r" [|–—-] | :: ")


def find_outlet(document: Document, layout: Layout, references: References) -> Finding | None:
    """The page's publisher; null unless an address, a meta tag or a known name tells."""
    index = outlet_index(references)
    by_url = index.at_url(document.url)
    if by_url:
        return Finding(by_url.name, "url", outlet_id=by_url.outlet_id)
    return (
        _from_site_name(document, index)
        or _from_copyright(layout, index, references)
        or _from_self_mention(layout, index, references)
    )


def _from_site_name(document: Document, index: OutletIndex) -> Finding | None:
    """The site's name as its meta tag has it; no id for a namesake at an address not its own."""
    name = SITE_MOTTO.split(" ".join((document.hints.site_name or "").split()), 1)[0]
    if not 0 < len(name) <= MAX_SITE_NAME or not any(letter.isalpha() for letter in name):
        return None
    known = index.named(name) if document.url is None else None
    if known:
        return Finding(known.name, "meta", outlet_id=known.outlet_id)
    return Finding(name, "meta")


def _from_copyright(layout: Layout, index: OutletIndex, references: References) -> Finding | None:
    rights = word_set(references, "copyright_words", "phrase")
    legal = word_set(references, "legal_forms")
    for line in _own_lines(layout):
        folded = line.text.lower()
        if not any(mark in folded for mark in COPYRIGHT_MARKS):
            continue
        mark = COPYRIGHT.search(line.text[:MAX_LINE])
        if mark is None or not (YEAR.search(line.text) or any(r in folded for r in rights)):
            continue
        found = _known_holder(line, mark.start(), index, legal)
        if found and not found[0].is_agency:
            outlet, start, end = found
            return Finding(outlet.name, "copyright", start, end, outlet.outlet_id)
    return None


def _own_lines(layout: Layout) -> Iterator[Line]:
    """The lines outside the article that may speak of the site, the last line first."""
    for line in reversed(layout.foot):
        if line.label not in PHOTO_LABELS:
            yield line


def _known_holder(
    line: Line, mark: int, index: OutletIndex, legal: frozenset[str]
) -> tuple[Outlet, int, int] | None:
    """The outlet that the words after the mark name as a whole, and where they stand."""
    start = mark
    while found := MARKS.match(line.text, start):
        start = found.end()
    cut = HOLDER_END.search(line.text, start)
    for end in (MAX_LINE, cut.start() if cut else MAX_LINE):
        words = line.text[start:end].split()
        while words:
            holder = " ".join(words)
            outlet = index.named(holder)
            if outlet:
                return outlet, line.start + start, line.start + start + len(holder)
            if words[-1].strip(".,").lower() not in legal:
                break
            words.pop()
    return None


def _from_self_mention(
    layout: Layout, index: OutletIndex, references: References
) -> Finding | None:
    frames = _frames(references)
    before = tuple(frame[0] for frame in frames if frame[0])
    after = tuple(frame[1] for frame in frames if not frame[0])
    for line in (*layout.foot, *layout.head):
        if line.word_count > MAX_MENTION_WORDS:
            continue
        folded = line.text.lower()
        if folded.startswith(before) or folded.endswith(after):
            for frame in frames:
                found = _in_frame(line, folded, frame, index)
                if found:
                    return found
    return None


@lru_cache(maxsize=8)
def _frames(references: References) -> tuple[tuple[str, str], ...]:
    return tuple((row["before"], row["after"]) for row in references.rows("self_mentions"))


def _in_frame(
    line: Line, folded: str, frame: tuple[str, str], index: OutletIndex
) -> Finding | None:
    """The known outlet whose whole name stands between the two parts of a frame."""
    before, after = frame
    if len(folded) != len(line.text) or not (folded.startswith(before) and folded.endswith(after)):
        return None
    name = line.text[len(before) : len(line.text) - len(after)].strip()
    outlet = index.named(name) if name else None
    if outlet is None:
        return None
    at = line.start + line.text.index(name, len(before))
    return Finding(outlet.name, "text", at, at + len(name), outlet.outlet_id)
