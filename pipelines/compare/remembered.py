"""Decides how much is remembered of what was made of short texts, so that each is met once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

MOST_REMEMBERED = 100_000
LONGEST_REMEMBERED = 24


class Remembered(dict[str, Made]):
    """What a function makes of texts: made when first asked for, forgotten when they are many."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Made:
        made = self._make(text)
        if len(text) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = made
        return made
