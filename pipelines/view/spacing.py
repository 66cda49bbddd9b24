"""Decides what the white space of a text reads as, line breaks of a wrapped paragraph included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipelines.view.edits import Edit

WHITE = " \n"
GAP = re.compile(r" [ \n]+|\n[ \n]*")
PARAGRAPH = "\n\n"
# Scripts that put no space between words.
UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u2e80-\u3098\u309b-\u312f\u31f0-\u4dbf\u4e00-\u9fff]|[！-｠]"
)
WORD = re.compile(r"[^\W\d_]+")
LAST_PART = re.compile(r"([^\W\d_]+)[-‐]\Z")
LONGEST_PART = 40
# A shorter word behind a hyphen is often one of its own: "two- or threefold".
LONGEST_OWN_WORD = 3
LINE_BREAKS = "\n\r\u2028\u2029"
BLANKED = str.maketrans(dict.fromkeys(LINE_BREAKS, " "))


def single_spaces(raw_text: str, text: str, *, is_paragraph: bool) -> Iterator[Edit]:
    """Runs of white space as one space, or as a blank line where they hold one.

    In a paragraph no blank line counts. White space at the edges is dropped. `raw_text` is the
    page, which shows how a word is written that was divided at the end of a line.
    """
    first = len(text) - len(text.lstrip(WHITE))
    last = len(text.rstrip(WHITE))
    if first:
        yield Edit(0, first, "")
    if "  " in text or "\n" in text:
        for found in GAP.finditer(text, first, max(first, last)):
            gap = found.group()
            breaks = gap.count("\n")
            if breaks > 1 and not is_paragraph:
                if gap != PARAGRAPH:
                    yield Edit(found.start(), found.end(), PARAGRAPH)
            elif breaks:
                yield _at_wrap(raw_text, text, found.start(), found.end())
            else:
                yield Edit(found.start(), found.end(), " ")
    if first <= last < len(text):
        yield Edit(last, len(text), "")


def _at_wrap(raw_text: str, text: str, start: int, end: int) -> Edit:
    """The edit of a gap with a line break between two words or two parts of one."""
    if UNSPACED.match(text, start - 1) and UNSPACED.match(text, end):
        return Edit(start, end, "")
    if text[start - 1] in "-‐" and text[end].islower():
        before = LAST_PART.search(text[max(0, start - LONGEST_PART) : start])
        behind = WORD.match(text, end, end + LONGEST_PART)
        if before and behind:
            if (before.group(1) + behind.group()).casefold() in _words(raw_text):
                return Edit(start - 1, end, "")
            if len(behind.group()) > LONGEST_OWN_WORD:
                return Edit(start, end, "")
    return Edit(start, end, " ")


@lru_cache(maxsize=1)
def _words(raw_text: str) -> frozenset[str]:
    return frozenset(WORD.findall(raw_text.casefold()))


def blanked(text: str) -> str:
    """The text of a wrapped paragraph with its line breaks as spaces; it is as long as before."""
    return text.translate(BLANKED)


def unwrapped(raw_text: str, paragraphs: Iterable[tuple[int, int]]) -> str:
    """The text with the line breaks inside these paragraphs, given in order, as spaces."""
    breaks = [sign for sign in LINE_BREAKS if sign in raw_text]
    pieces: list[str] = []
    done = 0
    for start, end in paragraphs:
        if any(raw_text.find(sign, start, end) >= 0 for sign in breaks):
            pieces += (raw_text[done:start], blanked(raw_text[start:end]))
            done = end
    return "".join((*pieces, raw_text[done:])) if pieces else raw_text
