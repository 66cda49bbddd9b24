"""Decides how builds of a growing lake are timed: full, unchanged and with 1 % new pages, by step.

`python -m benchmarks.increments --pages N` prints seconds; Prefect's server is not started. The pages are
those of the invented corpus of `benchmarks.linking`, by the day they were published, each as long
as an article of the gold sets. With `--jobs 1` all is done in one process, and its processor time
is printed, which other work on the machine does not change much.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from pathlib import Path

from benchmarks.feed import write_feed
from flows.building.making import Plainly, make_version
from flows.building.workers import Workers
from flows.settings import Warehouse, default_jobs

# The mean of the gold articles, without furniture.
PAGE_CHARACTERS = 4_700


class Clock(io.StringIO):
    """Takes the seconds between the lines that a build says, under the first word of each."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self.seconds: Counter[str] = Counter()
        self._step, self._since = "", now()

    def write(self, said: str) -> int:
        """Note that a step ends and another begins; lines of other kinds belong to the step."""
        words = said.split()
        if words and words[0].endswith("ing"):
            self.stop()
            self._step = words[0]
        return len(said)

    def stop(self) -> None:
        """Count what has passed for the step that was said last."""
        now = self._now()
        self.seconds[self._step] += now - self._since
        self._since = now


def measure(name: str, inputs: Sequence[Path], warehouse: Warehouse, jobs: int) -> float:
    """Build once and print the seconds by step; returns them all."""
    now = time.perf_counter if jobs > 1 else time.process_time
    clock, start = Clock(now), now()
    with Workers(jobs) as workers, redirect_stderr(clock):
        done, staged = make_version(warehouse, inputs, Plainly(workers if jobs > 1 else None))
    clock.stop()
    total = now() - start
    steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in clock.seconds.items() if step)
    state = f"version {done.version}" if done.is_new else "no version"
    print(f"{name}: {total:.1f} s, {state}, {staged.inputs['known']:,} known: {steps}")
    return total


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--characters", type=int, default=PAGE_CHARACTERS)
    parser.add_argument("--jobs", type=int, default=default_jobs())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warehouse = Warehouse(folder / "warehouse")
        old, new = write_feed(folder, given.pages, given.pages // 100, given.characters)
        full = measure("full", [old], warehouse, given.jobs)
        measure("unchanged", [old], warehouse, given.jobs)
        some = measure("1 % new, all read", [old, new], warehouse, given.jobs)
        print(f"1 % new takes {some / full:.1%} of a full build")


if __name__ == "__main__":
    main()
