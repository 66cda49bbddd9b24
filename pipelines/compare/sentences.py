"""Decides where the sentences of a quote begin and end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# A sign that ends a sentence, closing marks, and the blank after it; CJK full stops need no blank.
# Tried once for each run of signs and never given back: the time is linear in rows of stops.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s+|[。！？]+[”’」』）]*")
LAST_TOKEN = re.compile(r"[^\s(\[\"'“‘«]*\Z")
ELLIPSES = ("…", "...")
OPENING = "\"'“‘«([—–-"
LONGEST_TOKEN = 24
# Before a sentence in small letters only a word of so many ends one: no abbreviation.
FULL_WORD = 4


def split_sentences(text: str, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    """The half-open spans of a text's sentences, without blanks around; all of the text is in one.

    `abbreviations` are lower-case words that a stop follows without ending the sentence.
    """
    start = 0
    for end in END.finditer(text):
        if _ends(text, start, end.start(), end.end(), abbreviations):
            yield from _trim(text, start, end.end())
            start = end.end()
    yield from _trim(text, start, len(text))


def _ends(text: str, start: int, stop: int, after: int, abbreviations: Collection[str]) -> bool:
    """Whether the sign at `stop` ends the sentence that began at `start`."""
    if after >= len(text):
        return False
    goes_on = text[after : after + 8].lstrip(OPENING)[:1].islower()
    if text[stop] != "." or text.startswith(ELLIPSES, stop):
        return not goes_on
    last = LAST_TOKEN.search(text, max(start, stop - LONGEST_TOKEN), stop)
    token = last.group() if last else ""
    if goes_on and not token.isdecimal() and (len(token) < FULL_WORD or not token.isalpha()):
        return False
    shortened = (len(token) == 1 and token.isalpha()) or "." in token
    return not shortened and token.lower() not in abbreviations


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(bare)
