"""Decides when names or words count as the same however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex

from pipelines.compare.remembered import Remembered

WORD = re.compile(r"[^\W_]+")
# More marks on one letter than any writing has; sorting them takes the square of their number.
STACKED_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")
DROPPED_IN_NAMES = str.maketrans("", "", ".'’‘ʼ`")


def decompose(text: str) -> str:
    """A text with letters, marks and compatible forms apart, in Unicode's form NFKD."""
    return unicodedata.normalize("NFKD", STACKED_MARKS.sub(r"\1", text))


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name without case, diacritics, dots and apostrophes; hyphens count as blanks."""
    if name.isascii():
        return " ".join(WORD.findall(name.translate(DROPPED_IN_NAMES).lower()))
    decomposed = decompose(name).translate(DROPPED_IN_NAMES).casefold()
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(WORD.findall(bare))


def fold_words(text: str) -> str:
    """The words of a text without case, punctuation and layout."""
    return " ".join(filter(None, map(_folded.__getitem__, text.split())))


def _fold_written(written: str) -> str:
    composed = unicodedata.normalize("NFKC", STACKED_MARKS.sub(r"\1", written))
    return " ".join(WORD.findall(composed.casefold()))


# No word has a blank in it, and no sign is composed with one before a blank.
_folded = Remembered(_fold_written)
