"""Decides how linking is measured: `python -m benchmarks.linking --documents 10000 30000`.

Prints for each size the figures of quality on an invented corpus, the time of linking and the
memory, and between sizes the exponent of time: 1 is linear, 2 is quadratic.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

from benchmarks.linking.kinds import KINDS
from benchmarks.linking.measure import measure

SIZES = (10_000, 30_000, 100_000)


def main() -> None:
    """Print the figures of every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", choices=KINDS, default="default", help="kinds of wording")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="examples of errors")
    asked = parser.parse_args()
    # A process for each size, so that the memory of one does not count for the next.
    seconds = []
    for size in asked.documents:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            task = pool.submit(measure, size, asked.seed, asked.kinds, asked.errors)
            seconds.append(task.result())
    for line in _exponents(asked.documents, seconds):
        print(line)


def _exponents(sizes: Sequence[int], seconds: Sequence[float]) -> list[str]:
    """How the time grows from each size to the next."""
    return [
        f"{one:,} to {other:,}: exponent {math.log(after / before) / math.log(other / one):.2f}"
        for (one, before), (other, after) in pairwise(zip(sizes, seconds, strict=True))
        if one != other
    ]


if __name__ == "__main__":
    main()
