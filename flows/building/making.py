"""Decides how a version is made from input and lake, whoever runs the steps."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.building.publishing import Build, load_audit, publish_build
from flows.building.steps import Answer, Read, Staged, Work, extract_new, join_lake
from flows.building.workers import Workers
from flows.lake.locks import begin_build, take_turn
from flows.lake.migration import check_schema
from flows.progress import say
from flows.settings import Warehouse
from flows.staging import (
    Staging,
    hold_staging,
    keep_extracted,
    open_staging,
    restore_extracted,
)
from pipelines.errors import LakeMoved

LANDINGS = 3  # how often a build that another one overtakes tries to publish


def make_version(warehouse: Warehouse, inputs: Sequence[Path], work: Work) -> tuple[Build, Staged]:
    """Stage and publish a version from the input, or from the lake alone where none is given."""
    started_at = datetime.now(UTC)
    build_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    with (
        begin_build(warehouse),
        hold_staging(warehouse, build_id),
        ExitStack() as stack,
    ):
        check_schema(warehouse)
        staging = open_staging(warehouse, build_id)
        stack.callback(shutil.rmtree, staging.folder, ignore_errors=True)
        read = extract_new(warehouse, staging, inputs, started_at.date(), work)
        return _land(warehouse, staging, build_id, started_at, read, work)


def _land(
    warehouse: Warehouse,
    staging: Staging,
    build_id: str,
    started_at: datetime,
    read: Read,
    work: Work,
    landings: int = LANDINGS,
) -> tuple[Build, Staged]:
    """Join the extracted pages to the lake and publish; again where another build came between."""
    try:
        with take_turn(warehouse) as newest:
            if newest is not None:
                keep_extracted(staging)
            staged = join_lake(warehouse, staging, read, started_at.date(), work)
            done = work.run(publish_build, warehouse, staging, build_id, started_at, staged, newest)
            return done, staged
    except LakeMoved:
        if landings == 1:
            raise
    say("another build published meanwhile: linking to its version")
    restore_extracted(staging)
    return _land(warehouse, staging, build_id, started_at, read, work, landings - 1)


class Plainly:
    """Runs the steps of a build one after another, those for parts in workers where there are any."""

    def __init__(self, workers: Workers | None = None) -> None:
        self._workers = workers

    def run(self, step: Callable[..., Answer], *given: Any) -> Answer:
        """Take one step."""
        return step(*given)

    def each(self, step: Callable[..., int], parts: Sequence[Any], *given: Any) -> int:
        """Take a step for each part."""
        if self._workers is None:
            return sum(step(part, *given) for part in parts)
        futures = [self._workers.submit(step, part, *given) for part in parts]
        load_audit()
        return sum(future.result() for future in futures)

    def rest(self) -> None:
        """End the workers."""
        if self._workers is not None:
            self._workers.rest()
