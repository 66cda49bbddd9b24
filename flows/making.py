"""Decides how a version is made from input and lake, whoever runs the steps."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.lake import hold_lake
from flows.publishing import Build, publish_build
from flows.settings import Warehouse
from flows.staging import open_staging
from flows.steps import Answer, Staged, Work, stage_build


def make_version(warehouse: Warehouse, inputs: Sequence[Path], work: Work) -> tuple[Build, Staged]:
    """Stage and publish a version from the input, or from the lake alone where none is given."""
    started_at = datetime.now(UTC)
    build_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    with hold_lake(warehouse), ExitStack() as stack:
        staging = open_staging(warehouse, build_id)
        stack.callback(shutil.rmtree, staging.folder, ignore_errors=True)
        staged = stage_build(warehouse, staging, inputs, started_at.date(), work)
        done = work.run(publish_build, warehouse, staging, build_id, started_at, staged)
    return done, staged


class Plainly:
    """Runs the steps of a build one after another, those for parts in a pool where there is one."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self._pool = pool

    def run(self, step: Callable[..., Answer], *given: Any) -> Answer:
        """Take one step."""
        return step(*given)

    def each(self, step: Callable[..., int], parts: Sequence[Any], *given: Any) -> int:
        """Take a step for each part."""
        if self._pool is None:
            return sum(step(part, *given) for part in parts)
        futures = [self._pool.submit(step, part, *given) for part in parts]
        return sum(future.result() for future in futures)
