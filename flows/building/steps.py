"""Decides the steps of a build up to its tables, whoever runs them: Prefect, a command, a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from flows.building.chains import has_moved, stage_chains
from flows.extracting.correcting import correct_staged
from flows.extracting.extraction import extract_file, references
from flows.extracting.outdated import Again, Outdated, stage_outdated
from flows.extracting.recleaning import reclean_lake_pages, reclean_staged
from flows.extracting.redoing import make_again
from flows.extracting.site_lines import stage_site_lines
from flows.extracting.withdrawals import read_withdrawals, stage_withdrawals
from flows.linking.link_documents import link_documents
from flows.progress import say
from flows.reading.known import read_known
from flows.reading.stage_inputs import stage_inputs
from flows.settings import Warehouse
from flows.staging import LAKE_PART, Staging, count_rows, has_rows
from pipelines.stage_keys import make_keys
from pipelines.stages import LINK_READS, STAGES

Answer = TypeVar("Answer")


class Work(Protocol):
    """Runs the steps of one build."""

    def run(self, step: Callable[..., Answer], *given: Any) -> Answer:
        """Take one step here."""

    def each(self, step: Callable[..., int], parts: Sequence[Any], *given: Any) -> int:
        """Take a step for each part, in any order, in worker processes if any; returns the sum."""

    def rest(self) -> None:
        """End the worker processes, if any: what follows takes their memory."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a build has read: counts, and the staged batches of what is new."""

    counts: dict[str, int]
    batches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """What a build has read, and what it has to warn of."""

    inputs: dict[str, int]
    warnings: tuple[str, ...]


def extract_new(
    warehouse: Warehouse, staging: Staging, inputs: Sequence[Path], today: date, work: Work
) -> Read:
    """Read the input, and stage the rows of pages that are new or changed."""
    say("reading")
    counts = work.run(read_inputs, warehouse, staging, list(inputs), today)
    batches = sorted(path.stem for path in (staging.folder / "pages").iterdir())
    if batches:
        say(f"extracting {counts['pages'] - counts['known']:,} pages")
        work.each(extract_file, batches, staging)
    return Read(counts, tuple(batches))


def join_lake(
    warehouse: Warehouse, staging: Staging, read: Read, today: date, work: Work
) -> Staged:
    """Stage what of the lake is outdated, what sites repeat, corrections, and the links of all."""
    work.run(stage_withdrawals, warehouse, staging)
    outdated = work.run(stage_whole, warehouse, staging)
    _make_again(outdated.parts, staging, today, work)
    if count_rows(staging, "processed"):
        say("learning sites")
        again = [one.part for one in outdated.parts]
        lake_parts = work.run(stage_site_lines, warehouse, staging)
        _clean_by_site(lake_parts, read.batches, again, today, staging, work)
    if outdated.has_partly:
        _make_again(work.run(stage_partly, warehouse, staging).parts, staging, today, work)
    work.rest()
    work.run(correct_staged, warehouse, staging, today)
    if has_moved(staging):
        work.run(stage_chains, warehouse, staging)
    if outdated.is_linked_otherwise or count_rows(staging, "processed"):
        say("linking")
        work.run(link, warehouse, staging)
    warnings = _warn(outdated.stuck, count_rows(staging, "kept"))
    return Staged(read.counts, tuple(warnings))


def read_inputs(
    warehouse: Warehouse, staging: Staging, inputs: Sequence[Path], today: date
) -> dict[str, int]:
    """Read the input into staged batches of what is new; returns what was read."""
    if not inputs:
        return {"files": 0, "pages": 0, "known": 0, "rejects": 0, "bytes": 0}
    return stage_inputs(
        inputs,
        staging,
        today=today,
        known=read_known(warehouse, staging, make_keys(STAGES, references())),
        withdrawn={one.uri for one in read_withdrawals(warehouse)},
    )


def stage_whole(warehouse: Warehouse, staging: Staging) -> Outdated:
    """Write out the documents of the lake that are to be made again, all their rows."""
    return stage_outdated(warehouse, staging, whole=True)


def stage_partly(warehouse: Warehouse, staging: Staging) -> Outdated:
    """Write out those of which some tables are to be made again, which nothing is compared by."""
    return stage_outdated(warehouse, staging, whole=False)


def link(warehouse: Warehouse, staging: Staging) -> None:
    """Link the documents of the lake and of this build."""
    link_documents(warehouse, staging, references().only(LINK_READS))


def _make_again(parts: Sequence[Again], staging: Staging, today: date, work: Work) -> None:
    if parts:
        say("making documents of the lake again")
        count = work.each(make_again, parts, staging, today)
        say(f"made {count:,} again")


def _clean_by_site(
    lake_parts: Sequence[str],
    batches: Sequence[str],
    again: Sequence[str],
    today: date,
    staging: Staging,
    work: Work,
) -> None:
    """Leave out what sites repeat: on staged pages, and on those of the lake with new known lines.

    What was made again may have been without lines that are no longer known.
    """
    parts = [*lake_parts, *again]
    if has_rows(staging.part_file("site_lines", "all")):
        parts += batches
    if not parts:
        return
    changed = work.each(reclean, parts, staging, today)
    if changed:
        say(f"cleaned {changed:,} pages again")


def reclean(part: str, staging: Staging, today: date) -> int:
    """Clean pages again with their sites' known lines; returns those changed."""
    clean = reclean_lake_pages if part.startswith(LAKE_PART) else reclean_staged
    return clean(part, staging, today)


def _warn(stuck: int, kept: int) -> list[str]:
    warnings = []
    if stuck:
        warnings.append(
            f"{stuck:,} HTML pages of the lake were cleaned by older code or lists, and their HTML is "
            "not in the lake: build again with the files that have them"
        )
    if kept:
        warnings.append(
            f"{kept:,} pages of the lake are refused by the stages as they are now and stay as they "
            "were: build again with the files that have them, or withdraw them"
        )
    return warnings
