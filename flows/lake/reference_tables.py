"""Decides how the published reference files become Arrow tables of their declared types."""

from __future__ import annotations

import pyarrow as pa

from flows.staging import unhashed
from pipelines.errors import ReferenceFault
from pipelines.references import References, parse_cell
from schemas.tables import TABLES


def reference_tables(references: References) -> dict[str, pa.Table]:
    """Every table made by `reference`, read from the file of its name."""
    names = [name for name, table in TABLES.items() if table.made_by == "reference"]
    return {name: _read_table(references, name) for name in names}


def _read_table(references: References, name: str) -> pa.Table:
    schema = unhashed(name)
    rows = []
    for number, row in enumerate(references.rows(name), start=2):
        try:
            rows.append({field.name: parse_cell(row[field.name], field.type) for field in schema})
        except (KeyError, ValueError) as error:
            raise ReferenceFault(f"schemas/reference/{name}.csv, line {number}: {error}") from error
    return pa.Table.from_pylist(rows, schema=schema)
