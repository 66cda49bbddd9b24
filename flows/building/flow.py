"""Decides the steps of a build: read, extract, link, publish, as one Prefect flow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows.prefect_home import switch_off_telemetry

switch_off_telemetry()

from prefect import flow, task  # noqa: E402 - after telemetry is off
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State, TaskRun  # noqa: E402
from prefect.futures import as_completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.tasks import Task  # noqa: E402

from flows.building.chains import stage_chains  # noqa: E402
from flows.building.making import make_version  # noqa: E402
from flows.building.publishing import Build, load_audit, publish_build  # noqa: E402
from flows.building.steps import (  # noqa: E402
    Answer,
    link,
    read_inputs,
    reclean,
    stage_partly,
    stage_whole,
)
from flows.building.workers import Workers  # noqa: E402
from flows.extracting.correcting import correct_staged  # noqa: E402
from flows.extracting.extraction import extract_file  # noqa: E402
from flows.extracting.redoing import make_again  # noqa: E402
from flows.extracting.site_lines import stage_site_lines  # noqa: E402
from flows.extracting.withdrawals import stage_withdrawals  # noqa: E402
from flows.progress import progress  # noqa: E402
from flows.settings import Warehouse, default_jobs  # noqa: E402
from pipelines.errors import OnrecordError  # noqa: E402

FEEDING_THREADS = 32  # they only wait for worker processes
# What each step is called in Prefect's records, and how often it is tried again.
HERE: dict[Callable[..., Any], tuple[str, int]] = {
    read_inputs: ("read", 2),
    stage_withdrawals: ("take back what was withdrawn", 2),
    stage_whole: ("find outdated documents", 2),
    stage_site_lines: ("learn sites", 0),
    stage_partly: ("find outdated tables", 2),
    correct_staged: ("correct", 0),
    stage_chains: ("order documents", 2),
    link: ("link", 0),
    publish_build: ("publish", 1),
}
IN_WORKERS: dict[Callable[..., int], str] = {
    extract_file: "extract",
    make_again: "make again",
    reclean: "clean again",
}


def _may_pass(_task: Task, _run: TaskRun, state: State) -> bool:
    """Whether a failure may be gone at the next try: ours are not, those of files and locks may."""
    error = state.result(raise_on_failure=False)
    return not isinstance(error, OnrecordError)


class _Prefect:
    """Runs the steps of a build as Prefect's tasks: it records them, and tries some again."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def rest(self) -> None:
        """End the worker processes."""
        self._workers.rest()

    def run(self, step: Callable[..., Answer], *given: Any) -> Answer:
        """Take one step in this process."""
        name, retries = HERE[step]
        made = task(
            step,
            task_run_name=name,
            retries=retries,
            retry_delay_seconds=1,
            retry_condition_fn=_may_pass,
            cache_policy=NO_CACHE,
        )
        answer: Answer = made(*given)
        return answer

    def each(self, step: Callable[..., int], parts: Sequence[Any], *given: Any) -> int:
        """Take a step for each part in the worker processes."""

        def take(part: Any) -> int:
            return self._workers.submit(step, part, *given).result()

        name = IN_WORKERS[step]
        made = task(
            take,
            name=name,
            task_run_name=f"{name} {{part}}",
            retries=1,
            retry_condition_fn=_may_pass,
            cache_policy=NO_CACHE,
        )
        total = 0
        futures = made.map(list(parts))
        load_audit()
        with progress(name, len(parts)) as advance:
            for future in as_completed(futures):
                total += future.result()
                advance(1)
        return total


@flow(
    name="build",
    flow_run_name="build {warehouse}",
    task_runner=ThreadPoolTaskRunner(max_workers=FEEDING_THREADS),
)
def build(
    inputs: list[str],
    warehouse: str = "warehouse",
    jobs: int | None = None,
    catalog: str | None = None,
) -> Build:
    """Build a version of the dataset from files and folders of pages.

    `jobs` is the number of processes that extract; all cores when not given. `catalog` is the
    address of a catalogue in PostgreSQL, without the password: Prefect keeps parameters.
    """
    place = Warehouse(Path(warehouse), catalog)
    with Workers(jobs or default_jobs()) as workers:
        done, staged = make_version(place, [Path(one) for one in inputs], _Prefect(workers))
    create_markdown_artifact(
        summarise(done, staged.inputs), key="build-summary", description=done.build_id
    )
    return done


def summarise(done: Build, read: dict[str, int]) -> str:
    """The build in Markdown: what was read, what the version holds, what the audit warns of."""
    state = "published" if done.is_new else "unchanged"
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in done.counts.items())
    warnings = "\n".join(f"- {line}" for line in done.warnings) or "none"
    return (
        f"# Version {done.version} ({state})\n\nRead: {read['files']:,} files, {read['pages']:,} pages ({read['known']:,} known), "
        f"{read['rejects']:,} refused while reading.\n\n| table | rows |\n| --- | ---: |\n{rows}\n\n"
        f"Warnings of the audit: {warnings}\n"
    )
