"""Decides what a lake of an older schema looks like, for tests: today's rows in columns of before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flows.lake.duck import attach_for_reading, attach_for_writing, open_duckdb
from flows.lake.writing import column_types, create_table
from flows.settings import Warehouse
from schemas.tables import TABLES
from tests.flows.local_build import EXTRA


def age_lake(
    fresh: Path, older: Path, tables: Mapping[str, str | None], schema: int | None = None
) -> None:
    """Make a lake in `older` of the rows in `fresh`, as one version, told to be of a schema version.

    `tables` has what stands between SELECT and FROM for each table that is not as today, None for
    one that was not there, and the whole query for one that is no more.
    """
    older.mkdir()
    told = EXTRA if schema is None else EXTRA | {"schema_version": schema}
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(fresh), name="fresh")
        attach_for_writing(connection, Warehouse(older))
        connection.execute("BEGIN")
        for name in {*TABLES, *tables}:
            columns = tables.get(name, "*")
            query = f"SELECT {columns} FROM fresh.main.{name}" if name in TABLES else columns
            if name not in tables:
                create_table(connection, TABLES[name], column_types(connection, TABLES[name]))
                connection.execute(f"INSERT INTO lake.main.{name} BY NAME {query}")
            elif columns is not None:
                connection.execute(f"CREATE TABLE lake.main.{name} AS {query}")
        connection.execute("COMMENT ON COLUMN lake.main.speakers.quote_count IS 'Of before.'")
        connection.execute("COMMENT ON TABLE lake.main.speakers IS 'of before'")
        connection.execute(
            "CALL lake.set_commit_message('onrecord', 'older', extra_info => ?)",
            [json.dumps(told, default=str)],
        )
        connection.execute("COMMIT")
