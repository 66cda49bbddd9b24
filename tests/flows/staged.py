"""Decides what a small staged build looks like, for tests of the lake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.settings import Warehouse
from flows.staging import (
    PROCESSED,
    SOURCES,
    STAGED_LINKS,
    TOUCHED,
    Staging,
    column_table,
    open_staging,
    unhashed,
)
from pipelines.document import document_id
from pipelines.references import References
from schemas.tables import LINKED, TABLES

TEXT = "Harbour reopens\n\n“We are ready,” Ines Varga said."
NO_FACTS = References(
    {name: () for name, table in TABLES.items() if table.made_by == "reference"}, {}
)
FACTS: dict[str, Any] = {
    "is_current": True,
    "media_type": "text/plain",
    "encoding": "utf-8",
    "text_repairs": [],
}


def document(uri: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    """One row of `documents`, every column that is never null filled."""
    digest = f"{abs(hash(text)):064x}"[:64]
    return {
        "doc_id": document_id(uri, digest),
        "uri": uri,
        "raw_sha256": digest,
        "raw_text": text,
        "body": text,
        "body_digest": digest,
        "word_count": len(text.split()),
        "bylines": [],
        "body_bands": [],
        "event_terms": [],
        "event_keys": [],
        **FACTS,
        **more,
    }


def quote(owner: Mapping[str, Any], words: str, **more: Any) -> dict[str, Any]:
    """One row of `quotes`: the first place of these words in the document."""
    start = owner["raw_text"].index(words)
    return {
        "quote_id": f"{owner['doc_id']}-q{start}",
        "doc_id": owner["doc_id"],
        "statement_id": f"{owner['doc_id']}-s{start}",
        "part_no": 1,
        "char_start": start,
        "char_end": start + len(words),
        "quote_text": words,
        "kind": "direct",
        "speaker_name": "Ines Varga",
        "attribution": "named",
        "confidence": 0.5,
        **more,
    }


def stage(
    folder: Path,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    links: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    sources: Sequence[str] = ("feed.jsonl",),
) -> Staging:
    """A staging folder with these rows by table, and links by the table that they are of."""
    staging = open_staging(Warehouse(folder), "20240305T100000-abcd")
    for name, table in TABLES.items():
        if table.made_by in ("extract", "sites", "link"):
            part = pa.Table.from_pylist(
                [dict(row) for row in rows.get(name, ())], schema=unhashed(name)
            )
            staging.write_table(name, "all", part)
    for name, (staged, key) in STAGED_LINKS.items():
        schema = pa.schema(
            [
                field.with_nullable(True)
                for field in unhashed(name)
                if field.name in (key, *LINKED[name])
            ]
        )
        found = [dict(row) for row in (links or {}).get(name, ())]
        staging.write_table(staged, "all", pa.Table.from_pylist(found, schema=schema))
    processed = [row["doc_id"] for row in rows.get("documents", ())]
    staging.write_table("processed", "all", column_table(PROCESSED, processed))
    touched = {row["site"] for row in rows.get("documents", ()) if row.get("site")}
    staging.write_table("touched", "all", column_table(TOUCHED, sorted(touched)))
    staging.write_table("sources", "all", column_table(SOURCES, sources))
    return staging
