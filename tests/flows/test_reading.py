"""What a build stages of its input: every page once, every refusal once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.reading.stage_inputs import stage_inputs
from flows.settings import Warehouse
from flows.staging import open_staging, read_batch
from pipelines.errors import UsageError

TODAY = date(2024, 3, 5)


def test_repeats_and_their_refusals_are_kept_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.pdf").write_bytes(b"%PDF-1.7")
        (tmp_path / name / "page.txt").write_text("The same page.")
        lines = [json.dumps({"id": "a", "text": "The same record."})] * 3
        (tmp_path / name / "feed.jsonl").write_text("\n".join([*lines, "{cut"]))
    staging = open_staging(Warehouse(tmp_path / "warehouse"), "20240305T100000-abcd")
    read = stage_inputs([tmp_path / "one", tmp_path / "two"], staging, today=TODAY)
    rejects = pq.read_table(staging.table_folder("rejects")).to_pylist()
    reasons = sorted((row["uri"], row["reason"]) for row in rejects)
    assert reasons == [
        ("a", "repeated_input"),
        ("feed.jsonl#4", "malformed_json"),
        ("page.pdf", "unsupported_type"),
        ("page.txt", "repeated_input"),
    ]
    assert len({row["reject_id"] for row in rejects}) == len(rejects)
    assert read["pages"] == 2
    batch = read_batch(staging.page_file("000000"))
    assert batch.column("uri").to_pylist() == ["a", "page.txt"]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    staging = open_staging(Warehouse(tmp_path / "warehouse"), "20240305T100000-abcd")
    with pytest.raises(UsageError, match="no pages in"):
        stage_inputs([tmp_path / "empty"], staging, today=TODAY)
