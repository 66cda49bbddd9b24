"""Decides how chance is drawn: from one seeded generator, many numbers at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

POOL = 8192
T = TypeVar("T")


class Dice:
    """Draws that are the same for the same seeds."""

    def __init__(self, *seeds: int) -> None:
        self._generator = np.random.default_rng(seeds)
        self._pool: list[float] = []

    def unit(self) -> float:
        """A number from 0 up to 1."""
        if not self._pool:
            self._pool = self._generator.random(POOL).tolist()
        return self._pool.pop()

    def chance(self, share: float) -> bool:
        """Whether something of this probability happens."""
        return self.unit() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.unit() * (most - least + 1))

    def pick(self, some: Sequence[T]) -> T:
        """One of these, all alike."""
        return some[int(self.unit() * len(some))]

    def zipf(self, some: Sequence[T]) -> T:
        """One of these: the place n is drawn about 1/n as often as the first."""
        return some[int((len(some) + 1) ** self.unit()) - 1]

    def sample(self, some: Sequence[T], count: int) -> list[T]:
        """Several of these, none twice, in an order of chance."""
        rest = list(some)
        taken = []
        for _ in range(min(count, len(rest))):
            place = int(self.unit() * len(rest))
            rest[place], rest[-1] = rest[-1], rest[place]
            taken.append(rest.pop())
        return taken
