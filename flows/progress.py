"""Decides how a person sees progress: a bar with rate and time left on a terminal, else plain lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

PLAIN_EVERY = 10.0


class Advance(Protocol):
    """Called with the number of items that have just been done."""

    def __call__(self, count: int) -> None:
        """Count further items as done."""


def say(line: str) -> None:
    """Write one line for a person to standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - progress is for people


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Advance]:
    """Show how far a step has come; yields the function to call as items are done."""
    if sys.stderr.isatty():
        with _bar(what, total) as advance:
            yield advance
    else:
        with _lines(what, total) as advance:
            yield advance


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Items a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed else "")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count: bar.advance(task, count)


@contextmanager
def _lines(what: str, total: int | None) -> Iterator[Advance]:
    started = shown = time.monotonic()
    done = 0

    def advance(count: int) -> None:
        nonlocal done, shown
        done += count
        now = time.monotonic()
        if now - shown >= PLAIN_EVERY:
            shown = now
            rate = done / (now - started)
            left = f", about {(total - done) / rate:.0f} s left" if total and rate else ""
            say(f"{what}: {done:,} ({rate:.0f}/s{left})")

    yield advance
