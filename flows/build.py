"""Decides the steps of a build: read, extract, link, publish, as one Prefect flow."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from flows.prefect_home import switch_off_telemetry

switch_off_telemetry()

from prefect import flow, task, unmapped  # noqa: E402 - after telemetry is off
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State, TaskRun  # noqa: E402
from prefect.futures import as_completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402
from prefect.tasks import Task  # noqa: E402

from flows.chains import stage_chains  # noqa: E402
from flows.extraction import extract_file, process_pool  # noqa: E402
from flows.linking import link_documents  # noqa: E402
from flows.locks import begin_build, take_turn  # noqa: E402
from flows.migration import check_schema  # noqa: E402
from flows.progress import progress, say  # noqa: E402
from flows.publishing import Build, publish_build  # noqa: E402
from flows.reading import stage_inputs  # noqa: E402
from flows.recleaning import reclean_lake_pages, reclean_staged  # noqa: E402
from flows.reference_files import load_references  # noqa: E402
from flows.settings import Warehouse, default_jobs  # noqa: E402
from flows.site_lines import stage_site_lines  # noqa: E402
from flows.staging import (  # noqa: E402
    LAKE_PART,
    Staging,
    forget_lake_pages,
    has_rows,
    hold_staging,
    open_staging,
)
from pipelines.errors import LakeMoved, OnrecordError  # noqa: E402
from pipelines.references import References  # noqa: E402

FEEDING_THREADS = 32  # they only wait for worker processes
LANDINGS = 3  # how often a build that another one overtakes tries to publish


def _may_pass(_task: Task, _run: TaskRun, state: State) -> bool:
    """Whether a failure may be gone at the next try: ours are not, those of files and locks may."""
    error = state.result(raise_on_failure=False)
    return not isinstance(error, OnrecordError)


@task(
    task_run_name="read",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def read_inputs(inputs: list[Path], staging: Staging, today: date) -> dict[str, int]:
    """Read the input into staged batches; returns what was read."""
    return stage_inputs(inputs, staging, today=today)


@task(
    task_run_name="extract {pages.stem}",
    retries=1,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def extract_batch(pages: Path, staging: Staging, pool: ProcessPoolExecutor) -> int:
    """Take one staged batch through all stages, in a worker process; returns its pages."""
    return pool.submit(extract_file, pages, staging).result()


@task(task_run_name="learn sites", cache_policy=NO_CACHE)
def learn_sites(warehouse: Warehouse, staging: Staging) -> list[str]:
    """Learn the own lines of the sites that this build touches; returns parts of the lake's pages."""
    return stage_site_lines(warehouse, staging)


@task(
    task_run_name="clean {part} again",
    retries=1,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def reclean(part: str, staging: Staging, today: date, pool: ProcessPoolExecutor) -> int:
    """Clean pages again with their sites' known lines, in a worker process; returns those changed."""
    clean = reclean_lake_pages if part.startswith(LAKE_PART) else reclean_staged
    return pool.submit(clean, part, staging, today).result()


@task(task_run_name="link", cache_policy=NO_CACHE)
def link(warehouse: Warehouse, staging: Staging) -> None:
    """Link the documents of the lake and of this build."""
    stage_chains(warehouse, staging)
    link_documents(warehouse, staging, load_references())


@task(
    task_run_name="publish",
    retries=1,
    retry_delay_seconds=5,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def publish(
    warehouse: Warehouse,
    staging: Staging,
    references: References,
    build_id: str,
    started_at: datetime,
    inputs: dict[str, int],
    linked_to: int | None,
) -> Build:
    """Write, audit and publish the staged build."""
    return publish_build(
        warehouse,
        staging,
        references,
        build_id=build_id,
        started_at=started_at,
        inputs=inputs,
        linked_to=linked_to,
    )


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
    started_at = datetime.now(UTC)
    build_id = f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    place = Warehouse(Path(warehouse), catalog)
    with begin_build(place), hold_staging(place, build_id), ExitStack() as stack:
        check_schema(place)
        references = load_references()
        staging = open_staging(place, build_id)
        stack.callback(shutil.rmtree, staging.folder, ignore_errors=True)
        say("reading")
        read = read_inputs([Path(one) for one in inputs], staging, started_at.date())
        start_pool = partial(_pool, staging, jobs or default_jobs())
        with start_pool() as pool:
            _extract(staging, read["pages"], pool)
            publish_to = partial(publish, place, staging, references, build_id, started_at, read)
            done = _land(place, staging, started_at.date(), pool, start_pool, publish_to)
    create_markdown_artifact(summarise(done, read), key="build-summary", description=build_id)
    return done


def _pool(staging: Staging, jobs: int) -> ProcessPoolExecutor:
    """Worker processes, which start with the first work; no more than there are batches."""
    batches = len(list((staging.folder / "pages").iterdir()))
    return process_pool(max(1, min(jobs, batches)))


def _extract(staging: Staging, pages: int, pool: ProcessPoolExecutor) -> None:
    batches = sorted((staging.folder / "pages").iterdir())
    if not batches:
        return
    say(f"extracting {pages:,} pages")
    with progress("extracting", pages) as advance:
        futures = extract_batch.map(batches, unmapped(staging), unmapped(pool))
        for future in as_completed(futures):
            advance(future.result())


def _land(
    warehouse: Warehouse,
    staging: Staging,
    today: date,
    pool: ProcessPoolExecutor,
    start_pool: Callable[[], ProcessPoolExecutor],
    publish_to: Callable[[int | None], Build],
    landings: int = LANDINGS,
) -> Build:
    """Join the extracted pages to the lake and publish; again where another build came between."""
    try:
        with take_turn(warehouse) as newest:
            with pool:  # the workers end here: linking takes the memory
                _clean_by_site(warehouse, staging, today, pool)
            say("linking")
            link(warehouse, staging)
            return publish_to(newest)
    except LakeMoved:
        if landings == 1:
            raise
    say("another build published meanwhile: linking to its version")
    forget_lake_pages(staging)
    return _land(warehouse, staging, today, start_pool(), start_pool, publish_to, landings - 1)


def _clean_by_site(
    warehouse: Warehouse, staging: Staging, today: date, pool: ProcessPoolExecutor
) -> None:
    """Leave out what sites repeat: on staged pages, and on those of the lake with new known lines."""
    say("learning sites")
    parts = learn_sites(warehouse, staging)
    if has_rows(staging.part_file("site_lines", "all")):
        parts += sorted(path.stem for path in (staging.folder / "pages").iterdir())
    if not parts:
        return
    futures = reclean.map(parts, unmapped(staging), unmapped(today), unmapped(pool))
    changed = sum(future.result() for future in as_completed(futures))
    if changed:
        say(f"cleaned {changed:,} pages again")


def summarise(done: Build, read: dict[str, int]) -> str:
    """The build in Markdown: what was read, what the version holds, what the audit warns of."""
    state = "published" if done.is_new else "unchanged"
    rows = "\n".join(f"| {name} | {count:,} |" for name, count in done.counts.items())
    warnings = "\n".join(f"- {line}" for line in done.warnings) or "none"
    return (
        f"# Version {done.version} ({state})\n\nRead: {read['files']:,} files, {read['pages']:,} pages, "
        f"{read['rejects']:,} refused while reading.\n\n| table | rows |\n| --- | ---: |\n{rows}\n\n"
        f"Warnings of the audit: {warnings}\n"
    )
