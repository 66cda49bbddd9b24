"""Decides which stretches of a page are searched: headline and kept text, passage by passage."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.document import Block, Page

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
DIGITS = {zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
FOLD = {
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
    **DIGITS,
    ord("（"): "(",
    ord("）"): ")",
}
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
SENTENCE_END = re.compile(r"""[.!?]["')\]]{0,2}\s{1,8}(?=["'(\[]{0,2}[^\W_a-z])""")
LAST_WORD = re.compile(r"[^\W_]*\Z")
LONGEST_ABBREVIATION = 12
CLOSED = frozenset(".!?:;\"'”’)]")
REACH, GRID = 300, 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of kept text: `text` is raw_text[start:] folded character by character.

    Invisible characters (soft hyphens, marks of direction) are left out of `text`; `hidden`
    holds for each of them the place in `text` before which it stood.
    """

    start: int
    text: str
    ends: Sequence[int] = field(default=())
    hidden: Sequence[int] = field(default=())

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end], which is not empty, stands in the document's raw_text."""
        last = end - 1 + bisect_right(self.hidden, end - 1)
        return self.start + start + bisect_right(self.hidden, start), self.start + last + 1

    def sentence(self, place: int, end: int) -> tuple[int, int]:
        """Where the sentence around text[place:end] begins and ends.

        Of an endless one a window is taken, on a grid, so that many mentions share few windows.
        """
        number = bisect_right(self.ends, place)
        first = self.ends[number - 1] if number else 0
        last = self.ends[number] if number < len(self.ends) else len(self.text)
        window = (place - REACH) // GRID * GRID, -(-(end + REACH) // GRID) * GRID
        return max(first, window[0]), max(end, min(last, window[1]))


def make_passage(start: int, raw: str, abbreviated: frozenset[str]) -> Passage:
    """The passage with this raw text, its sentences counted."""
    signs = INVISIBLE.finditer(raw)
    hidden = array("I", (sign.start() - number for number, sign in enumerate(signs)))
    if hidden:
        raw = INVISIBLE.sub("", raw)
    text = raw.translate(FOLD)
    ends = [
        found.end()
        for found in SENTENCE_END.finditer(text)
        if not _is_abbreviated(text, found.start(), abbreviated)
    ]
    return Passage(start, text, ends, hidden)


def searched_spans(page: Page) -> list[tuple[int, int]]:
    """Where the passages of the page are: its headline and its kept blocks, in order.

    Blocks are joined where a sentence runs on. The headline is searched although it is no part
    of the body: it is the article's own, and often the first to cite.
    """
    spans: list[tuple[int, int]] = []
    text = page.document.raw_text
    for block in page.blocks:
        if not block.is_kept or block.char_start >= block.char_end:
            continue
        if spans and _runs_on(text, spans[-1][1], block):
            spans[-1] = (spans[-1][0], block.char_end)
        else:
            spans.append((block.char_start, block.char_end))
    headline = _headline_span(page)
    if headline and all(end <= headline[0] or headline[1] <= start for start, end in spans):
        spans.append(headline)
    return sorted(spans)


def _headline_span(page: Page) -> tuple[int, int] | None:
    facts = page.facts
    if facts is None or facts.title_start is None or facts.title_end is None:
        return None
    return facts.title_start, facts.title_end


def _runs_on(text: str, end: int, block: Block) -> bool:
    if not 0 < end <= block.char_start <= end + 4:
        return False
    gap = text[end : block.char_start]
    return (not gap or gap.isspace()) and gap.count("\n") < 2 and text[end - 1] not in CLOSED


def _is_abbreviated(text: str, stop: int, abbreviated: frozenset[str]) -> bool:
    before = LAST_WORD.search(text, max(0, stop - LONGEST_ABBREVIATION), stop)
    word = before.group() if before else ""
    return len(word) == 1 or word.casefold() in abbreviated
