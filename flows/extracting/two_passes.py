"""Decides how pages are extracted when all of them are to teach what each site repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from flows.extracting.extraction import answer_batches, map_in_order
from flows.extracting.recleaning import read_known, reclean_rows
from flows.extracting.site_lines import find_site_lines
from flows.lake.duck import open_duckdb
from flows.staging import read_batch, write_batch
from pipelines.adapter import answer_pages, split_tables
from pipelines.document import Input, Reject

# What is learned from; a page that was given twice counts once.
COLUMNS = {
    "documents": ["doc_id", "site", "url"],
    "blocks": [
        "doc_id",
        "block_no",
        "line_key",
        "is_kept",
        "is_site_line",
        "char_start",
        "char_end",
    ],
}
PAGES = "SELECT doc_id, site, min(url) AS url FROM read_parquet('{}') GROUP BY doc_id, site"
BLOCKS = "SELECT DISTINCT * FROM read_parquet('{}')"


def answer_in_two_passes(
    batches: Iterable[list[Input | Reject]], *, jobs: int
) -> Iterator[pa.RecordBatch]:
    """The answers to all batches, in order, each page without what its site repeats on others.

    The answers of the first pass wait in a temporary folder, so that memory stays bounded.
    """
    with TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name)
        for table in COLUMNS:
            (folder / table).mkdir()
        waiting = []
        for number, answers in enumerate(answer_batches(batches, jobs=jobs)):
            waiting.append(folder / f"{number:06d}.arrow")
            write_batch(waiting[-1], answers)
            _keep_learned_from(folder, waiting[-1].stem, answers)
        if not waiting:
            return
        lines = _learn(folder)
        today = datetime.now(UTC).date()
        yield from map_in_order(partial(_reclean, lines=lines, today=today), waiting, jobs=jobs)


def _keep_learned_from(folder: Path, part: str, answers: pa.RecordBatch) -> None:
    tables = split_tables(answers)
    for name, columns in COLUMNS.items():
        pq.write_table(tables[name].select(columns), folder / name / f"{part}.parquet")


def _learn(folder: Path) -> Path:
    """The file with the known lines of all sites."""
    path = folder / "lines.parquet"
    pages, blocks = (
        query.format(str(folder / table / "*.parquet").replace("'", "''"))
        for query, table in ((PAGES, "documents"), (BLOCKS, "blocks"))
    )
    with open_duckdb(scratch=folder, with_lake=False) as connection:
        pq.write_table(find_site_lines(connection, pages, blocks), path)
    return path


def _reclean(waiting: Path, *, lines: Path, today: date) -> pa.RecordBatch:
    """The answers of one batch, those in place that their sites' lines make other than they were."""
    answers = pa.Table.from_batches([read_batch(waiting)])
    rows = answers.select(["document", "blocks"]).to_pylist()
    sites = pa.array([row["document"] and row["document"]["site"] for row in rows], pa.string())
    known = read_known(lines, sites)
    places = [place for place, site in enumerate(sites.to_pylist()) if site in known]
    pages = reclean_rows(
        [(rows[place]["document"], rows[place]["blocks"]) for place in places], known, today
    )
    changed = {place: page for place, page in zip(places, pages, strict=True) if page is not None}
    order = list(range(answers.num_rows))
    for number, place in enumerate(changed):
        order[place] = answers.num_rows + number
    again = pa.Table.from_batches([answer_pages(list(changed.values()))])
    return pa.concat_tables([answers, again]).take(order).combine_chunks().to_batches()[0]
