"""Decides how pages come back from the rows of their tables, as the stages left them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from flows.extracting.extraction import latest_day
from pipelines.adapter import restore_whole
from pipelines.document import Page


def restore_pages(rows: Mapping[str, pa.Table], names: Collection[str], today: date) -> list[Page]:
    """The pages in the order of their rows in `documents`, with their rows of the tables named."""
    by_page: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for name in names:
        for row in rows[name].to_pylist():
            by_page.setdefault(row["doc_id"], {}).setdefault(name, []).append(row)
    return [
        restore_whole(
            document,
            by_page.get(document["doc_id"], {}),
            latest_day(document["retrieved_at"], today),
        )
        for document in rows["documents"].to_pylist()
    ]
