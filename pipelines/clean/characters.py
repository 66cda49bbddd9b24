"""Decides what kind of character each code point is, and what it folds to for comparing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

KINDS = (
    "space",
    "lower",
    "upper",
    "uncased",
    "digit",
    "mark",
    "unspaced",
    "stop",
    "comma",
    "colon",
    "quote",
    "dash",
    "bracket",
    "bullet",
    "symbol",
    "owner",
    "at",
    "slash",
    "other",
)
KIND = {name: number for number, name in enumerate(KINDS)}
WORD_KINDS = ("lower", "upper", "uncased", "digit", "mark")

# Characters whose part in a line their Unicode category does not tell.
LISTED = {
    "stop": ".!?…。！？؟۔।",
    "comma": ",،、，;；",
    "colon": ":：",
    "quote": "\"'“”„‟«»‘’‚‛‹›「」『』`´",
    "bullet": "|•·‣▪●►»→←↑↓✓★☆>+<",
    "owner": "©®™",
    "at": "@#",
    "slash": "/\\_=",
}
BY_CATEGORY = {
    "Pd": "dash",
    "Ps": "bracket",
    "Pe": "bracket",
    "Pi": "bracket",
    "Pf": "bracket",
    "Nd": "digit",
    "Lu": "upper",
    "Lt": "upper",
    "Ll": "lower",
}
BY_CLASS = {"L": "uncased", "M": "mark", "S": "symbol", "Z": "space"}
# Scripts that put no space between words: every character counts as a word of its own.
UNSPACED = ((0x0E00, 0x0E7F), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
PLANE = 0x10000
BEYOND = 0x2603  # what stands for all symbols outside the first plane


@lru_cache(maxsize=1)
def character_tables() -> tuple[Array, Array]:
    """The kind (a place in KINDS) and the folded code point of each character of the first plane.

    Folding is to lower case, and of all digits to 0.
    """
    kinds = np.zeros(PLANE, np.uint8)
    folded = np.arange(PLANE, dtype=np.uint32)
    listed = {ord(mark): name for name, marks in LISTED.items() for mark in marks}
    for code in range(PLANE):
        character = chr(code)
        category = unicodedata.category(character)
        name = BY_CATEGORY.get(category) or BY_CLASS.get(category[0], "other")
        if character.isspace():
            name = "space"
        kinds[code] = KIND[listed.get(code, name)]
        if category == "Nd":
            folded[code] = ord("0")
        elif category in ("Lu", "Lt"):
            lower = character.lower()
            folded[code] = ord(lower) if len(lower) == 1 else code
    for first, last in UNSPACED:
        kinds[first : last + 1][np.isin(kinds[first : last + 1], LETTERS)] = KIND["unspaced"]
    return kinds, folded


LETTERS = [KIND[name] for name in ("lower", "upper", "uncased", "mark")]


def code_points(text: str) -> Array:
    """The text's characters as numbers; those outside the first plane are one and the same symbol."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes if text.isascii() else np.where(codes < PLANE, codes, np.uint32(BEYOND))
