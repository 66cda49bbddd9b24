"""Decides how tests of versions publish them: whole tables of a few rows, without a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.lake.duck import CATALOG, attach_for_writing, open_duckdb
from flows.lake.writing import commit, create_tables, transaction
from flows.settings import Warehouse
from pipelines.document import document_id
from schemas.arrow import row_type
from schemas.field import Table
from schemas.tables import TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
DEFAULTS: tuple[tuple[Any, Any], ...] = (
    (pa.types.is_list, []),
    (pa.types.is_map, []),
    (pa.types.is_string, ""),
    (pa.types.is_boolean, True),
    (pa.types.is_integer, 0),
    (pa.types.is_floating, 0.5),
)
KEYS = {"clean": "2:aa", "describe": "3:bb", "quotes": "4:cc", "compare": "1:dd"}


def publish(folder: Path, rows: Rows, **extra: Any) -> int:
    """Make these rows the whole content of the lake, as a version; every row is written anew."""
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(folder))
        with transaction(connection):
            is_new = create_tables(connection)
            for table in TABLES.values():
                target = f"{CATALOG}.main.{table.name}"
                if not is_new:
                    connection.execute(f"DELETE FROM {target}")  # noqa: S608 - a declared name
                whole = [fill(table, row) for row in rows.get(table.name, ())]
                if whole:
                    shape = pa.schema(list(row_type(table)))
                    connection.register("part", pa.Table.from_pylist(whole, schema=shape))
                    names = ", ".join(f'"{name}" := "{name}"' for name in shape.names)
                    connection.execute(
                        f"INSERT INTO {target} BY NAME SELECT *, "  # noqa: S608 - declared names
                        f"md5(to_json(struct_pack({names}))::VARCHAR) AS row_hash FROM part"
                    )
            return commit(connection, message="test", extra=extra)


def fill(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with something in every column that is never null."""
    return {
        field.name: row.get(field.name, None if field.null else _default(field.type))
        for field in table.fields
        if field.name != "row_hash"
    }


def _default(kind: pa.DataType) -> Any:
    return next((value for is_kind, value in DEFAULTS if is_kind(kind)), 0)


def page(uri: str, sha: str = "1", **more: Any) -> dict[str, Any]:
    """A row of `documents`."""
    digest = sha.rjust(64, "0")
    return {
        "doc_id": document_id(uri, digest),
        "uri": uri,
        "raw_sha256": digest,
        "raw_text": f"Text of {uri}, {sha}.",
        "word_count": 5,
        **more,
    }


def said(owner: Mapping[str, Any], words: str, start: int = 0, **more: Any) -> dict[str, Any]:
    """A row of `quotes`."""
    return {
        "quote_id": f"{owner['doc_id']}-q{start}",
        "doc_id": owner["doc_id"],
        "char_start": start,
        "char_end": start + len(words),
        "quote_text": words,
        "speaker_name": "Ines Varga",
        **more,
    }


def made(owner: Mapping[str, Any], **changed: str) -> dict[str, Any]:
    """A row of `document_stages`: the usual stages, but for those given."""
    return {"doc_id": owner["doc_id"], "stage_keys": list({**KEYS, **changed}.items())}
