"""Decides how the time of a piece of work is taken: the least processor time of a few runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def fastest(run: Callable[[], Any], rounds: int) -> float:
    """The least seconds of processor time of this many runs."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)
