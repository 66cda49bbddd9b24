"""Decides how a version is made from input and lake, whoever runs the steps."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from flows.locks import begin_build, take_turn
from flows.migration import check_schema
from flows.progress import say
from flows.publishing import Build, publish_build
from flows.settings import Warehouse
from flows.staging import (
    Staging,
    hold_staging,
    keep_extracted,
    open_staging,
    restore_extracted,
)
from flows.steps import Answer, Staged, Work, extract_inputs, join_lake
from pipelines.errors import LakeMoved

Done = TypeVar("Done")
LANDINGS = 3  # how often a build that another one overtakes tries to publish


def make_version(warehouse: Warehouse, inputs: Sequence[Path], work: Work) -> tuple[Build, Staged]:
    """Stage and publish a version from the input, or from the lake alone where none is given."""
    started_at = datetime.now(UTC)
    build_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"

    def publish(staged: Staged, linked_to: int | None) -> tuple[Build, Staged]:
        done = work.run(publish_build, warehouse, staging, build_id, started_at, staged, linked_to)
        return done, staged

    with begin_build(warehouse), hold_staging(warehouse, build_id), ExitStack() as stack:
        check_schema(warehouse)
        staging = open_staging(warehouse, build_id)
        stack.callback(shutil.rmtree, staging.folder, ignore_errors=True)
        today = started_at.date()
        read = extract_inputs(warehouse, staging, inputs, today, work)
        return land(warehouse, staging, read, today, work, publish)


def land(
    warehouse: Warehouse,
    staging: Staging,
    read: dict[str, int],
    today: date,
    work: Work,
    publish: Callable[[Staged, int | None], Done],
    landings: int = LANDINGS,
) -> Done:
    """Join the extracted documents to the lake and publish; again where another build came between."""
    try:
        with take_turn(warehouse) as newest:
            if newest is not None:
                keep_extracted(staging)
            return publish(join_lake(warehouse, staging, read, today, work), newest)
    except LakeMoved:
        if landings == 1:
            raise
    say("another build published meanwhile: linking to its version")
    restore_extracted(staging)
    return land(warehouse, staging, read, today, work, publish, landings - 1)


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
