"""Decides which documents of the lake a build makes again, and writes them out for it."""

# ruff: noqa: S608 (statements are put together from declared names, never from input)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import orjson
import pyarrow as pa

from flows.extracting.extraction import references
from flows.extracting.lake_pages import SIZE, stage_lake_pages
from flows.lake.duck import CATALOG, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import BATCH_BYTES, Warehouse
from flows.staging import EXTRACTED, Staging, unhashed
from pipelines.corrections import (
    digest_corrections,
    of_document,
    read_corrections,
    targets,
)
from pipelines.redo import Redo, plan_redo
from pipelines.stage_keys import CORRECTIONS, make_keys
from pipelines.stages import LINK, STAGES, build_keys

AGAIN_PART = "again-"
PARTS_OF_RUN = 1_000_000
DOCUMENTS = f"{CATALOG}.main.documents"
NAMED = f"SELECT doc_id, uri FROM {DOCUMENTS} WHERE doc_id IN (FROM named) OR uri IN (FROM named)"
STATES = f"""
    CREATE TEMP TABLE states AS
    SELECT doc_id, media_type, digest,
        coalesce(to_json(stage_keys)::VARCHAR, '{{}}') AS known
    FROM {DOCUMENTS} LEFT JOIN {CATALOG}.main.document_stages USING (doc_id)
    LEFT JOIN expected USING (doc_id)
    WHERE doc_id NOT IN (SELECT doc_id FROM processed)
"""
GROUPS = "SELECT media_type, digest, known, count(*) FROM states GROUP BY ALL ORDER BY ALL"
AFFECTED = f"""
    CREATE OR REPLACE TEMP TABLE affected AS
    SELECT doc_id, run * {PARTS_OF_RUN} + sum({SIZE}) OVER (PARTITION BY run ORDER BY doc_id)
        // {BATCH_BYTES} AS part
    FROM (
        SELECT doc_id, run, strlen(raw_text) AS size FROM {DOCUMENTS} JOIN states USING (doc_id)
        JOIN runs ON runs.known = states.known AND runs.media_type = states.media_type
            AND runs.digest IS NOT DISTINCT FROM states.digest
    )
"""
LAST_KEYS = f"SELECT stage_keys FROM {CATALOG}.main.builds ORDER BY build_id DESC LIMIT 1"
RUNS = pa.schema(
    [
        pa.field("media_type", pa.string()),
        pa.field("digest", pa.string()),
        pa.field("known", pa.string()),
        pa.field("run", pa.int64()),
    ]
)
# Documents made alike: media type, digest of their corrections, keys; the plan; how many they are.
Group = tuple[tuple[str, str | None, str], Redo, int]
PAGE_TABLES = tuple(name for name in EXTRACTED if name != "rejects")


@dataclass(frozen=True, slots=True)
class Again:
    """A part of the lake's pages that goes through these stages again.

    `is_whole`: all rows of its documents are staged, not only those that the stages write.
    """

    part: str
    stages: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Outdated:
    """What is made again, now and partly later, and what else is other than at the last version.

    `stuck` pages would have to be cleaned again and cannot be; `is_linked_otherwise`: the step
    across documents is another, or a correction.
    """

    parts: tuple[Again, ...] = ()
    has_partly: bool = False
    stuck: int = 0
    is_linked_otherwise: bool = True


def last_keys(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The stage keys of the last build that published a version; none where there was none."""
    row = connection.execute(LAST_KEYS).fetchone()
    return dict(row[0]) if row and row[0] else {}


def stage_outdated(warehouse: Warehouse, staging: Staging, *, whole: bool) -> Outdated:
    """Write out the documents to be made again that this build has not made yet.

    With `whole` those of which all rows are staged, else those of which only tables are made again
    that nothing is compared by.
    """
    with open_duckdb(scratch=staging.folder) as connection:
        if "document_stages" not in attach_if_present(connection, warehouse):
            return Outdated()
        known, keys = last_keys(connection), build_keys(references())
        _find_states(connection, staging)
        is_other = known.get(LINK) != keys[LINK]
        groups = _plan_groups(connection, is_linked_otherwise=is_other)
        needed = [one for one in groups if one[1].is_needed]
        chosen = [one for one in needed if one[1].is_whole == whole]
        return Outdated(
            parts=tuple(_write_out(connection, staging, chosen)),
            has_partly=len(chosen) < len(needed),
            stuck=sum(count for _, plan, count in groups if plan.is_stuck),
            is_linked_otherwise=is_other or known.get(CORRECTIONS) != keys[CORRECTIONS],
        )


def _find_states(connection: duckdb.DuckDBPyConnection, staging: Staging) -> None:
    """What each document that this build has not made was made by, and its corrections' digest."""
    corrections = read_corrections(references())
    named = pa.table({"name": pa.array(sorted(targets(corrections)), pa.string())})
    connection.register("named", named)
    found = connection.execute(NAMED).fetchall()
    digests = [digest_corrections(of_document(corrections, *one)) for one in found]
    ids = pa.array([doc_id for doc_id, _ in found], pa.string())
    connection.register(
        "expected", pa.table({"doc_id": ids, "digest": pa.array(digests, pa.string())})
    )
    pattern = staging.pattern("processed").replace("'", "''")
    connection.execute(f"CREATE TEMP VIEW processed AS SELECT * FROM read_parquet('{pattern}')")
    connection.execute(STATES)


def _plan_groups(
    connection: duckdb.DuckDBPyConnection, *, is_linked_otherwise: bool
) -> list[Group]:
    """The documents by what they were made by, with what is to be done about them and how many."""
    keys = make_keys(STAGES, references())
    return [
        (
            (media_type, digest, known),
            plan_redo(
                orjson.loads(known),
                keys,
                digest,
                media_type,
                is_linked_otherwise=is_linked_otherwise,
            ),
            count,
        )
        for media_type, digest, known, count in connection.execute(GROUPS).fetchall()
    ]


def _write_out(
    connection: duckdb.DuckDBPyConnection, staging: Staging, groups: Sequence[Group]
) -> Iterator[Again]:
    runs = list(dict.fromkeys((plan.stages, plan.is_whole) for _, plan, _ in groups))
    if not runs:
        return
    rows = [
        {"media_type": media_type, "digest": digest, "known": known, "run": runs.index(run)}
        for (media_type, digest, known), plan, _ in groups
        for run in [(plan.stages, plan.is_whole)]
    ]
    connection.register("runs", pa.Table.from_pylist(rows, schema=RUNS))
    connection.execute(AFFECTED)
    columns = {name: unhashed(name).names for name in PAGE_TABLES}
    for part in stage_lake_pages(connection, staging, AGAIN_PART, columns):
        number = int(part.removeprefix(AGAIN_PART)) // PARTS_OF_RUN
        yield Again(part, *runs[number])
