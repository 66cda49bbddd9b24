"""Decides when names or words count as the same however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
DROPPED_IN_NAMES = str.maketrans("", "", ".'’‘ʼ`")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name without case, diacritics, dots and apostrophes; hyphens count as blanks."""
    decomposed = unicodedata.normalize("NFKD", name).translate(DROPPED_IN_NAMES).casefold()
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(WORD.findall(bare))


def fold_words(text: str) -> str:
    """The words of a text without case, punctuation and layout."""
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
