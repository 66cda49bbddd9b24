"""Decides what is compared with the release before: its rows by the change records, its schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.diffs.delta_page import write_diff_page
from flows.diffs.diffing import write_delta
from flows.lake.duck import ROWS_AT_ONCE
from flows.releasing.files import digest_file
from flows.releasing.latest import last_release, read_json
from flows.settings import Warehouse
from pipelines.errors import ReleaseFault, UsageError
from pipelines.release.changes import Change
from pipelines.release.datapackage import describe_resources
from pipelines.release.facts import Previous
from pipelines.release.manifest import MANIFEST
from pipelines.release.row_changes import RowCount, row_changes
from pipelines.release.schema_changes import schema_changes
from schemas.field import Table
from schemas.release import PAGE_TEXT

DELTA = "delta.parquet"
PACKAGE = "datapackage.json"


def find_previous(warehouse: Warehouse, version: int) -> Previous | None:
    """The last release, None when there is none; UsageError when it is of a later version."""
    folder = last_release(warehouse)
    if folder is None:
        return None
    manifest = read_json(folder / MANIFEST)
    if manifest["version"] > version:
        raise UsageError(
            f"release {folder.name} was made of version {manifest['version']}, which is later than "
            f"version {version}: releases only go forward"
        )
    digest, package = digest_file(folder / MANIFEST), read_json(folder / PACKAGE)
    return Previous(folder.name, manifest["version"], digest, package)


def compare_schemas(previous: Previous, tables: Mapping[str, Table]) -> list[Change]:
    """What has changed in the tables since the release before."""
    try:
        return schema_changes(previous.package, {"resources": describe_resources(tables)})
    except (KeyError, TypeError) as error:
        raise ReleaseFault(
            f"{PACKAGE} of release {previous.name} is not one of ours ({error!r}): "
            "restore the release from a copy"
        ) from error


def count_changes(delta: Path) -> list[Change]:
    """The changes that a file of change records holds, by table and kind."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT table_name, op, cause, count(*) FROM read_parquet(?) GROUP BY ALL ORDER BY ALL",
            [str(delta)],
        ).fetchall()
    return row_changes(RowCount(*row) for row in rows)


def write_changes(
    warehouse: Warehouse, previous: Previous, version: int, folder: Path, *, with_text: bool
) -> Path:
    """Write `delta.parquet` and `diff.html` against the release before; returns the former."""
    delta = folder / DELTA
    write_delta(warehouse, previous.version, version, delta)
    if not with_text:
        _leave_text_out(delta)
    write_diff_page(delta, folder / "diff.html")
    return delta


def _leave_text_out(delta: Path) -> None:
    """Take the columns of page text out of the values before and after."""
    schema = pq.read_schema(delta)
    whole = delta.with_suffix(".whole")
    delta.rename(whole)
    patches = {table: json.dumps(dict.fromkeys(columns)) for table, columns in PAGE_TEXT.items()}
    cases = " ".join("WHEN table_name = ? THEN json_merge_patch({0}, ?)" for _ in patches)
    kept = ", ".join(
        f"CASE WHEN {name} IS NULL THEN NULL {cases.format(name)} ELSE {name} END::VARCHAR AS {name}"
        for name in ("before", "after")
    )
    values = [value for pair in patches.items() for value in pair]
    with (
        duckdb.connect() as connection,
        pq.ParquetWriter(delta, schema, compression="zstd") as writer,
    ):
        query = f"SELECT * REPLACE ({kept}) FROM read_parquet(?)"
        for batch in connection.execute(query, [*values, *values, str(whole)]).to_arrow_reader(
            ROWS_AT_ONCE
        ):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
    whole.unlink()
