"""The command line: what it prints, and how it says what is wrong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from schemas.tables import PER_DOCUMENT, TABLES
from tests.flows.commands import COMMAND, PAGE, run

pytestmark = pytest.mark.flow


def test_help_lists_the_commands_that_work() -> None:
    text = run("--help").stdout
    for command in (
        *("build", "extract", "sql", "versions", "diff", "report", "release", "check", "vacuum"),
        "serve",
    ):
        assert f"\n  {command} " in text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build", "nowhere"], 2, "nowhere does not exist: give a file or a folder"),
        (["extract", "nowhere.txt"], 2, "nowhere.txt does not exist"),
        (["extract", "."], 2, "is a folder"),
        (["sql", "from quotes"], 1, "there is no lake in warehouse: run `onrecord build` first"),
        (["versions"], 1, "there is no lake"),
        (["check"], 1, "there is no lake"),
        (["vacuum"], 1, "there is no lake"),
        (["vacuum", "--older-than", "soon"], 2, "give hours, days or weeks, as in 12h, 30d or 4w"),
        (["sql"], 2, "Missing argument"),
        (["nothing"], 2, "No such command"),
        (["build", "--jobs", "0"], 2, "--jobs"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_errors_say_what_to_do(
    tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    assert message in run(*arguments, code=code, cwd=tmp_path).stderr


def test_extract_prints_one_document_a_line_in_input_order(tmp_path: Path) -> None:
    records = [{"id": f"n{n}", "text": PAGE.replace("a week", f"{n} days")} for n in range(5)]
    lines = [*map(json.dumps, records[:2]), "{cut", *map(json.dumps, records[2:])]
    done = run("extract", "-", input="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["uri"] for one in answers] == ["n0", "n1", "-#3", "n2", "n3", "n4"]
    assert set(answers[2]) == {"uri", "reject"}
    assert set(answers[2]["reject"]) == {"stage", "reason", "detail"}
    assert set(answers[0]) == {"uri", "doc_id", "document", *PER_DOCUMENT}


def test_extract_names_columns_as_the_tables_do(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (line,) = run("extract", "page.txt", cwd=tmp_path).stdout.splitlines()
    answer = json.loads(line)
    assert answer["uri"] == "page.txt"
    for name, rows in {
        "documents": [answer["document"]],
        **{n: answer[n] for n in PER_DOCUMENT},
    }.items():
        columns = [column for column in TABLES[name].column_names if column != "row_hash"]
        assert all(list(row) == columns for row in rows), name
    assert answer["document"]["raw_text"] == PAGE
    quoted = [q["speaker_name"] for q in answer["quotes"] if q["kind"] == "direct"]
    assert quoted == ["Ines Varga", "Ines Varga"]


def test_jobs_change_nothing(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    rows = ({"id": str(n), "text": PAGE.replace("a week", f"{n} days")} for n in range(600))
    feed.write_text("\n".join(map(json.dumps, rows)))
    assert run("extract", feed).stdout == run("extract", feed, "--jobs", "2").stdout


@pytest.mark.parametrize("content", [b"", b" \n\n", b"%PDF-1.7\n\0\1\2", b"\x89PNG\r\n\x1a\n\0\0"])
def test_extract_prints_a_reject_in_place(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(PAGE, "utf-8")
    lines = run("extract", "bad.txt", "good.txt", cwd=tmp_path).stdout.splitlines()
    bad, good = map(json.loads, lines)
    assert bad["reject"]["reason"] in ("empty", "binary")
    assert good["quotes"]


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(json.dumps({"id": str(n), "text": PAGE}) for n in range(3_000)))
    process = subprocess.Popen([COMMAND, "extract", feed], stdout=-1, stderr=-1, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    with process:
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 1
