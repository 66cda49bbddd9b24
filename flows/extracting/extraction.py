"""Decides how inputs become answers: batches through the stages, here or in a pool of processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

import pyarrow as pa

from flows.extracting.stage_rows import key_rejects, stage_rows
from flows.reference_files import load_references
from flows.settings import BATCH_BYTES, BATCH_PAGES
from flows.staging import Staging, read_batch
from pipelines.adapter import Operator, as_operator, split_tables
from pipelines.document import Input, Reject
from pipelines.references import References
from pipelines.stage_keys import make_keys
from pipelines.stages import STAGES
from schemas.arrow import extraction_schema, input_schema, row_type
from schemas.tables import TABLES

Work = TypeVar("Work")
Answer = TypeVar("Answer")
COLLECT_AFTER = (50_000, 20, 20)


@lru_cache(maxsize=1)
def references() -> References:
    """The reference tables, read once in each process."""
    return load_references()


@lru_cache(maxsize=1)
def operator() -> Operator:
    """All stages as one operator, made once in each process."""
    made = as_operator(STAGES, references())
    tune_collector()
    return made


def tune_collector() -> None:
    """Collect garbage seldom: a batch makes many small objects, and hardly any that hold each other."""
    gc.freeze()  # the reference tables stay: no collection need look at them again
    gc.set_threshold(*COLLECT_AFTER)


def batch_inputs(
    inputs: Iterable[Input | Reject], *, pages: int = BATCH_PAGES, size: int = BATCH_BYTES
) -> Iterator[list[Input | Reject]]:
    """Group inputs, in order, into batches bounded in pages and bytes."""
    batch: list[Input | Reject] = []
    held = 0
    for one in inputs:
        batch.append(one)
        held += len(one.content) if isinstance(one, Input) else 0
        if len(batch) >= pages or held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def to_arrow(inputs: Iterable[Input], *, today: date) -> pa.RecordBatch:
    """The inputs as a batch of `input_schema`, each with the last day it can be from."""
    rows = [asdict(one) | {"latest_day": latest_day(one.retrieved_at, today)} for one in inputs]
    return pa.RecordBatch.from_pylist(rows, schema=input_schema())


def latest_day(retrieved_at: datetime | None, today: date) -> date:
    """The last day that a page can be from, one more for time zones."""
    retrieved = retrieved_at.date() if retrieved_at else today
    return min(retrieved, today) + timedelta(days=1)


def answer_batch(batch: list[Input | Reject]) -> pa.RecordBatch:
    """The answers to one batch, in order, rejects of the readers among them."""
    today = datetime.now(UTC).date()
    answered = operator()(to_arrow((one for one in batch if isinstance(one, Input)), today=today))
    if all(isinstance(one, Input) for one in batch):
        return answered
    names = [name for name in row_type(TABLES["rejects"]).names if name != "stage_keys"]
    refused = [
        {"uri": one.uri, "reject": {name: getattr(one, name) for name in names}}
        for one in batch
        if isinstance(one, Reject)
    ]
    both = pa.concat_tables(
        pa.Table.from_batches([part])
        for part in (answered, pa.RecordBatch.from_pylist(refused, schema=extraction_schema()))
    )
    place = {
        True: iter(range(answered.num_rows)),
        False: iter(range(answered.num_rows, len(batch))),
    }
    order = [next(place[isinstance(one, Input)]) for one in batch]
    return both.take(order).combine_chunks().to_batches()[0]


def answer_batches(
    batches: Iterable[list[Input | Reject]], *, jobs: int = 1
) -> Iterator[pa.RecordBatch]:
    """The answers to all batches, in order."""
    return map_in_order(answer_batch, batches, jobs=jobs)


def map_in_order(
    work: Callable[[Work], Answer], items: Iterable[Work], *, jobs: int
) -> Iterator[Answer]:
    """What the work makes of all items, in order, with at most a few per process in memory."""
    if jobs == 1:
        yield from map(work, items)
        return
    with process_pool(jobs) as pool:
        waiting: deque[Future[Answer]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def extract_file(part: str, staging: Staging) -> int:
    """Take one staged batch through all stages into staged tables; returns its pages."""
    batch = read_batch(staging.page_file(part))
    keys = make_keys(STAGES, references())
    tables = split_tables(operator()(batch))
    tables["rejects"] = key_rejects(tables["rejects"], keys)
    tables["document_stages"] = stage_rows(tables["documents"]["doc_id"].to_pylist(), keys)
    for name, table in tables.items():
        staging.write_table(name, part, table)
    return int(batch.num_rows)


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """Worker processes that start clean and end with this process, however it ends."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)


def _start_worker() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    operator()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)  # the parent was killed: nobody waits for an answer
