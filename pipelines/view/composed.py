"""Decides which characters of a text NFC composes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipelines.view.edits import Edit

# Nothing below U+0300 is composed with what stands before it.
STRETCH = re.compile(r"[^\u0300-\U0010ffff]?[\u0300-\U0010ffff]+")
# Hangul vowels and final consonants are composed with the letter before them, as marks are.
HANGUL_TAILS = range(0x1160, 0x1200)


def compose(text: str) -> Iterator[Edit]:
    """The clusters of a letter and its marks that NFC writes otherwise."""
    if unicodedata.is_normalized("NFC", text):
        return
    for found in STRETCH.finditer(text):
        if not unicodedata.is_normalized("NFC", found.group()):
            yield from _clusters(found.group(), found.start())


def _clusters(stretch: str, shift: int) -> Iterator[Edit]:
    starts = [place for place, sign in enumerate(stretch) if not place or not _is_tail(sign)]
    for start, end in zip(starts, [*starts[1:], len(stretch)], strict=True):
        cluster = stretch[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            yield Edit(shift + start, shift + end, composed)


def _is_tail(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or ord(sign) in HANGUL_TAILS
