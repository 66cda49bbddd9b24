"""Builds, for real: Prefect, the lake, the audit, bad input, and what it leaves."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from flows.lake.duck import attach_for_writing, open_duckdb
from flows.settings import Warehouse
from tests.flows.commands import COMMAND, PAGE, query, run, versions
from tests.flows.whole_build import RAW, build, feed

pytestmark = pytest.mark.flow


def test_the_samples_become_an_audited_version(built: Path) -> None:
    (version,) = versions(built)
    assert version["audit"]["failed_critical"] == 0
    assert version["counts"]["documents"] > 15
    assert version["counts"]["quotes"] > 60
    assert version["inputs"]["rejects"] == 1
    assert set(version["stage_versions"]) == {
        "clean",
        "sites",
        "describe",
        "quotes",
        "compare",
        "citations",
    }
    reasons = query(built, "select reason from rejects order by reason")
    assert [row["reason"] for row in reasons] == ["malformed_json", "no_article_text"]
    assert (built / "audit" / "index.html").stat().st_size > 1000


def test_every_quote_is_proved_by_the_raw_text(built: Path) -> None:
    (row,) = query(
        built,
        "select count(*) as n, count(*) filter (substring(raw_text, char_start + 1, char_end - char_start) = quote_text) as proved from quotes join documents using (doc_id)",
    )
    assert row["n"] == row["proved"] > 0


def test_a_dateline_without_a_year_gets_it_from_its_story(built: Path) -> None:
    rows = query(
        built,
        "select uri, published_on, published_inferred_on from documents"
        " where published_inferred_on is not null order by uri",
    )
    expected = {"published_on": None, "published_inferred_on": "2024-03-04"}
    assert rows == [{"uri": uri, **expected} for uri in ("copy_of_wire.txt", "wire_dateline.txt")]


def test_unchanged_input_publishes_no_version(copy: Path) -> None:
    assert "nothing changed: version 1 stays current" in build(RAW, copy)
    assert len(versions(copy)) == 1


def test_new_input_makes_a_version_and_the_old_one_stays_readable(
    copy: Path, tmp_path: Path
) -> None:
    build(feed(tmp_path, 3), copy)
    old, new = versions(copy)
    assert new["version"] > old["version"]
    count = "select count(*) as n from documents"
    assert query(copy, count)[0]["n"] == old["counts"]["documents"] + 3
    assert query(copy, count, "--at", str(old["version"]))[0]["n"] == old["counts"]["documents"]


def test_bad_input_becomes_rejects_and_good_input_a_version(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = {
        "good.txt": PAGE.encode(),
        "two words \U0001f4f0.txt": PAGE.replace("Estrel", "Oslo").encode(),
        "copy.txt": PAGE.encode(),
        "utf16.txt": PAGE.replace("Estrel", "Lima").encode("utf-16"),
        "invalid bytes.txt": PAGE.replace("Estrel", "Hanoi").encode() + b"\xc3 \xff end.",
        "nul.txt": PAGE.replace("Estrel", "Gen\0va").encode(),
        "feed.jsonl.gz": gzip.compress(json.dumps({"id": "gz", "text": PAGE}).encode()),
    }
    bad = {
        "empty.txt": (b"", "empty"),
        "binary.txt": (b"\x7fELF\2\1\1" + bytes(range(256)) * 8, "binary"),
        "page.pdf": (b"%PDF-1.7", "unsupported_type"),
        "cut.jsonl": (b'{"id": "cut", "te', "malformed_json"),
        "cut.jsonl.gz": (gzip.compress(b'{"id": "g", "text": "x"}' * 999)[:30], "unreadable"),
    }
    for name, content in (good | {name: content for name, (content, _) in bad.items()}).items():
        (folder / name).write_bytes(content)
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(200_000_000)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    build(folder, tmp_path / "warehouse")
    kept = {row["uri"] for row in query(tmp_path / "warehouse", "select uri from documents")}
    assert kept == {*good, "gz"} - {"feed.jsonl.gz"}
    found = query(tmp_path / "warehouse", "select source, reason from rejects")
    assert {row["source"]: row["reason"] for row in found} == {
        **{name: reason for name, (_, reason) in bad.items()},
        "large.txt": "too_large",
        "loop": "symlink_not_followed",
        "pipe.txt": "unreadable",
    }


@pytest.mark.parametrize(
    ("make", "code", "message"),
    [
        (lambda folder: folder, 2, "no pages in"),
        (lambda folder: folder / "nowhere", 2, "does not exist"),
    ],
    ids=["empty folder", "no folder"],
)
def test_nothing_to_read_is_an_error(tmp_path: Path, make: object, code: int, message: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert callable(make)
    assert message in build(make(folder), tmp_path / "warehouse", code)


def break_lake(warehouse: Path) -> None:
    """Put a quote without a speaker into the lake, as no build would."""
    with open_duckdb() as connection:
        attach_for_writing(connection, Warehouse(warehouse))
        connection.execute(
            "UPDATE lake.quotes SET speaker_name = NULL, speaker_text = NULL, speaker_start = NULL, speaker_end = NULL "
            "WHERE quote_id = (SELECT min(quote_id) FROM lake.quotes)"
        )


def test_a_failed_audit_publishes_nothing_and_keeps_the_rows(copy: Path, tmp_path: Path) -> None:
    break_lake(copy)
    said = build(feed(tmp_path, 2), copy, code=3)
    assert "the audit failed, nothing was published" in said
    assert len(versions(copy)) == 1
    (failed,) = (copy / "failed").rglob("failed.json")
    assert [one["table"] for one in json.loads(failed.read_text())] == ["quotes"]
    assert query(copy, "select count(*) as n from documents where uri = 'n0'")[0]["n"] == 0


def test_check_tells_what_is_wrong_with_exit_3(copy: Path) -> None:
    assert (
        "0 failed" in run("check", "--warehouse", copy).stdout
        or "warning" in run("check", "--warehouse", copy).stdout
    )
    break_lake(copy)
    assert "critical: quotes" in run("check", "--warehouse", copy, code=3).stdout


def test_formats_hold_the_same_rows(built: Path, tmp_path: Path) -> None:
    import pandas as pd
    import polars as pl

    sql = "select quote_id, quote_text, confidence from quotes order by quote_id"
    rows = query(built, sql)
    for form in ("csv", "parquet"):
        path = tmp_path / f"rows.{form}"
        with path.open("wb") as out:
            subprocess.run(
                [COMMAND, "sql", sql, "--format", form, "--warehouse", str(built)],
                stdout=out,
                check=True,
            )
    assert pl.read_parquet(tmp_path / "rows.parquet")["quote_text"].to_list() == [
        r["quote_text"] for r in rows
    ]
    assert pd.read_parquet(tmp_path / "rows.parquet")["quote_id"].to_list() == [
        r["quote_id"] for r in rows
    ]
    assert pl.read_csv(tmp_path / "rows.csv")["quote_text"].to_list() == [
        r["quote_text"] for r in rows
    ]
