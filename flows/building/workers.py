"""Decides when the worker processes of a build start and end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

from flows.extracting.extraction import process_pool

Answer = TypeVar("Answer")


class Workers:
    """Processes that start with the first work and end when they rest, to start again with more."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._starting = threading.Lock()

    def submit(self, work: Callable[..., Answer], *given: Any) -> Future[Answer]:
        """Have some work done."""
        with self._starting:
            if self._pool is None:
                self._pool = process_pool(self._jobs)
            return self._pool.submit(work, *given)

    def rest(self) -> None:
        """End the processes: what follows takes their memory."""
        with self._starting:
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.rest()
