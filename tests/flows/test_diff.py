"""The diff: applied to the earlier version it gives the later one, and every change has its cause."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.diffs.delta_file import read_header
from flows.diffs.delta_page import write_diff_page
from flows.diffs.diffing import write_delta
from flows.lake.duck import attach_for_reading, open_duckdb
from flows.settings import Warehouse
from schemas.arrow import arrow_schema
from schemas.delta import BOOKKEEPING, CAUSES, DELTA, OPS, TIERS
from schemas.tables import TABLES
from tests.flows.commands import run
from tests.flows.local_build import build_locally
from tests.flows.small_lakes import Rows, made, page, publish, said

pytestmark = pytest.mark.flow
A, B, C = page("a"), page("b"), page("c")
A2 = page("a", "2", supersedes=A["doc_id"])
REFUSED = {
    "reject_id": "0" * 20,
    "uri": "d",
    "source": "f.jsonl",
    "stage": "read",
    "reason": "empty",
}


def diff(folder: Path, before: int | None, after: int) -> list[dict[str, Any]]:
    """The change records, their objects parsed."""
    target = folder / "delta.parquet"
    write_delta(Warehouse(folder), before, after, target)
    rows: list[dict[str, Any]] = pq.read_table(target).to_pylist()
    for row in rows:
        for name in ("key", "key_before", "before", "after"):
            row[name] = None if row[name] is None else json.loads(row[name])
    return rows


def both(folder: Path, before: Rows, after: Rows, **facts: Any) -> list[dict[str, Any]]:
    """The change records between two lakes; `facts` of the later version's build."""
    return diff(folder, publish(folder, before), publish(folder, after, **facts))


def hashes(folder: Path, version: int) -> dict[tuple[str, str], str]:
    """The hash of every row by table and key."""
    found = {}
    with open_duckdb() as connection:
        attach_for_reading(connection, Warehouse(folder), at=version)
        for name, table in TABLES.items():
            if name not in BOOKKEEPING:
                columns = ", ".join(table.key)
                rows = connection.execute(f"SELECT row_hash, {columns} FROM {name}").fetchall()  # noqa: S608
                found |= {(name, str(row[1:])): row[0] for row in rows}
    return found


def apply_changes(
    rows: dict[tuple[str, str], str], changes: list[dict[str, Any]]
) -> dict[tuple[str, str], str]:
    """The rows after the changes."""
    after = dict(rows)
    for one in changes:
        if one["key_before"] is not None:
            del after[one["table_name"], _place(one, "key_before")]
    for one in changes:
        if one["key"] is not None:
            assert (one["table_name"], _place(one, "key")) not in after
            after[one["table_name"], _place(one, "key")] = one["row_hash"]
    return after


def _place(change: dict[str, Any], name: str) -> str:
    return str(tuple(change[name][column] for column in TABLES[change["table_name"]].key))


def told(changes: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(one["table_name"], one["op"], one["cause"]) for one in changes}


@st.composite
def lakes(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """A few pages, each in one of two states, with quotes, speakers and refused inputs."""
    words = st.sampled_from(["Go.", "We stay.", "<b>No</b>"])
    pages = [
        page(uri, draw(st.sampled_from("12")), title=draw(st.sampled_from([None, "T", "U"])))
        for uri in draw(st.sets(st.sampled_from("abcd")))
    ]
    quotes = [
        said(one, draw(words), start, speaker_id=draw(st.sampled_from([None, "sp-1", "sp-2"])))
        for one in pages
        for start in draw(st.sets(st.integers(0, 3)))
    ]
    names = {one["speaker_id"] for one in quotes} - {None}
    speakers = [{"speaker_id": name, "name": draw(words)} for name in sorted(names)]
    return {"documents": pages, "quotes": quotes, "speakers": speakers}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=lakes(), after=lakes())
def test_applied_to_the_earlier_version_it_gives_the_later(
    tmp_path_factory: pytest.TempPathFactory, before: Rows, after: Rows
) -> None:
    folder = tmp_path_factory.mktemp("lake")
    first, second = publish(folder, before), publish(folder, after)
    changes = diff(folder, first, second)
    assert apply_changes(hashes(folder, first), changes) == hashes(folder, second)
    assert all(
        one["cause"] in CAUSES and one["cause_detail"] and one["tier"] in TIERS and one["op"] in OPS
        for one in changes
    )
    assert diff(folder, second, second) == []


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    pages = [page(uri) for uri in "abcdef"]
    quotes = [said(one, "Go.", start) for one in pages for start in (0, 9, 20)]
    later = [one | {"quote_text": "Come."} for one in quotes[::2]]
    found = []
    for step in (1, -1):
        folder = tmp_path / str(step)
        folder.mkdir()
        before = {"documents": pages[::step], "quotes": quotes[::step]}
        after = {"documents": pages[::step], "quotes": later[::step]}
        found.append(both(folder, before, after))
    assert found[0] == found[1]


def test_without_an_earlier_version_every_row_is_added(tmp_path: Path) -> None:
    version = publish(tmp_path, {"documents": [A, B], "quotes": [said(A, "Go.")]})
    changes = diff(tmp_path, None, version)
    assert Counter(one["op"] for one in changes) == {"added": 3}
    assert apply_changes({}, changes) == hashes(tmp_path, version)


def test_the_file_has_the_declared_columns_and_the_versions(tmp_path: Path) -> None:
    first, second = publish(tmp_path, {"documents": [A]}), publish(tmp_path, {"documents": [A, B]})
    diff(tmp_path, first, second)
    schema = pq.read_schema(tmp_path / "delta.parquet")
    assert schema.equals(arrow_schema(DELTA))
    assert schema.field("cause").metadata[b"description"] == b"Why."
    header = read_header(tmp_path / "delta.parquet")
    assert (header["before"]["version"], header["after"]["version"]) == (first, second)
    assert header["schema_changes"] == []


QUOTED = {"documents": [A, B], "quotes": [said(A, "Go."), said(B, "Come.")]}
CASES: dict[str, tuple[Rows, Rows, dict[str, Any], set[tuple[str, str, str]]]] = {
    "a new page": (
        {"documents": [A]},
        {"documents": [A, B], "quotes": [said(B, "Go.")]},
        {},
        {("documents", "added", "new_document"), ("quotes", "added", "new_document")},
    ),
    "a page with other content": (
        {"documents": [A]},
        {"documents": [A | {"is_current": False}, A2]},
        {},
        {("documents", "added", "source_revised"), ("documents", "revised", "source_revised")},
    ),
    "a page that moved": (
        {"documents": [A], "quotes": [said(A, "Go.")]},
        {"documents": [page("z")], "quotes": [said(page("z"), "Go.")]},
        {},
        {("documents", "rekeyed", "source_revised"), ("quotes", "rekeyed", "source_revised")},
    ),
    "a withdrawn page": (
        QUOTED | {"speakers": [{"speaker_id": "sp-1", "name": "X", "document_count": 1}]},
        {
            "documents": [B],
            "quotes": [said(B, "Come.")],
            "withdrawn": [{"doc_id": A["doc_id"], "uri": "a", "reason": "asked to"}],
        },
        {},
        {
            ("documents", "withdrawn", "withdrawal"),
            ("quotes", "withdrawn", "withdrawal"),
            ("withdrawn", "added", "withdrawal"),
            ("speakers", "removed", "withdrawal"),
        },
    ),
    "a raised stage": (
        QUOTED | {"document_stages": [made(A), made(B)]},
        {
            "documents": [A | {"title": "New"}, B],
            "quotes": [said(A, "Go.", kind="mixed"), said(B, "Come.")],
            "document_stages": [made(A, quotes="5:cc", describe="3:b2"), made(B)],
        },
        {},
        {("documents", "revised", "reference_changed"), ("quotes", "revised", "code_changed")},
    ),
    "a raised stage before the one that writes": (
        QUOTED | {"document_stages": [made(A), made(B)]},
        {
            "documents": [A, B],
            "quotes": [said(A, "Go.", kind="mixed"), said(B, "Come.")],
            "document_stages": [made(A, clean="3:aa"), made(B)],
        },
        {},
        {("quotes", "revised", "code_changed")},
    ),
    "a correction": (
        QUOTED | {"document_stages": [made(A), made(B)]},
        {
            "documents": [A | {"title": "New"}, B],
            "quotes": QUOTED["quotes"],
            "document_stages": [made(A, corrections="ff"), made(B)],
        },
        {},
        {("documents", "revised", "correction")},
    ),
    "a quote at another place": (
        QUOTED | {"document_stages": [made(A), made(B)]},
        {
            "documents": [A, B],
            "quotes": [said(A, "Go.", 4), said(B, "Come.")],
            "document_stages": [made(A, clean="3:aa"), made(B)],
        },
        {},
        {("quotes", "rekeyed", "code_changed")},
    ),
    "a speaker of a new page": (
        {
            "documents": [A],
            "quotes": [said(A, "Go.", speaker_id="sp-1")],
            "speakers": [{"speaker_id": "sp-1", "name": "Varga", "document_count": 1}],
        },
        {
            "documents": [A, B],
            "quotes": [
                said(A, "Go.", speaker_id="sp-1", speaker_inferred_name="Ines Varga"),
                said(B, "Come.", speaker_id="sp-1"),
            ],
            "speakers": [{"speaker_id": "sp-1", "name": "Ines Varga", "document_count": 2}],
        },
        {},
        {
            ("documents", "added", "new_document"),
            ("quotes", "added", "new_document"),
            ("quotes", "revised", "new_document"),
            ("speakers", "revised", "new_document"),
        },
    ),
    "a speaker and an utterance under other keys": (
        {
            "documents": [A],
            "quotes": [said(A, "Go.", speaker_id="sp-1", utterance_id="ut-1")],
            "speakers": [{"speaker_id": "sp-1", "name": "Varga"}],
            "utterances": [{"utterance_id": "ut-1", "canonical_text": "Go.", "speaker_id": "sp-1"}],
        },
        {
            "documents": [A, B],
            "quotes": [
                said(A, "Go.", speaker_id="sp-2", utterance_id="ut-2"),
                said(B, "Go.", speaker_id="sp-2", utterance_id="ut-2"),
            ],
            "speakers": [{"speaker_id": "sp-2", "name": "Varga"}],
            "utterances": [{"utterance_id": "ut-2", "canonical_text": "Go.", "speaker_id": "sp-2"}],
        },
        {},
        {
            ("documents", "added", "new_document"),
            ("quotes", "added", "new_document"),
            ("quotes", "revised", "new_document"),
            ("speakers", "rekeyed", "new_document"),
            ("utterances", "rekeyed", "new_document"),
        },
    ),
    "a story of the same pages under another key": (
        {"documents": [A | {"story_id": "st-1"}], "stories": [{"story_id": "st-1"}]},
        {
            "documents": [A | {"story_id": "st-2"}],
            "stories": [{"story_id": "st-2"}],
        },
        {"stage_versions": {"clean": 9}},
        {("documents", "revised", "code_changed"), ("stories", "rekeyed", "code_changed")},
    ),
    "a page cleaned again as its site is known better": (
        {"documents": [A | {"site": "x.org"}], "quotes": [said(A, "Go.")]},
        {"documents": [A | {"site": "x.org", "title": "T"}, B | {"site": "x.org"}]},
        {},
        {
            ("documents", "added", "new_document"),
            ("documents", "revised", "new_document"),
            ("quotes", "removed", "new_document"),
        },
    ),
    "a copy of a new page": (
        {"documents": [A]},
        {"documents": [A | {"duplicate_of": B["doc_id"]}, B]},
        {},
        {("documents", "added", "new_document"), ("documents", "revised", "new_document")},
    ),
    "a changed reference table": (
        {"outlets": [{"outlet_id": "x", "name": "X"}]},
        {"outlets": [{"outlet_id": "x", "name": "X News"}]},
        {"reference_digests": {"outlets": "2"}},
        {("outlets", "revised", "reference_changed")},
    ),
    "input that is refused": (
        {},
        {"rejects": [REFUSED]},
        {},
        {("rejects", "added", "new_document")},
    ),
    "input that comes again after a withdrawal": (
        {},
        {"rejects": [REFUSED | {"reason": "withdrawn"}]},
        {},
        {("rejects", "added", "withdrawal")},
    ),
    "input that a newer version reads": (
        {"rejects": [REFUSED | {"uri": "a", "raw_sha256": A["raw_sha256"]}]},
        {"documents": [A]},
        {"stage_versions": {"clean": 9}},
        {("rejects", "removed", "code_changed"), ("documents", "added", "code_changed")},
    ),
    "linking by newer code": (
        {"documents": [A, B]},
        {"documents": [A, B | {"copy_of": A["doc_id"]}]},
        {"stage_keys": {"link": "2:aa"}},
        {("documents", "revised", "code_changed")},
    ),
    "a change that nothing recorded explains": (
        {"documents": [A]},
        {"documents": [A | {"title": "New"}]},
        {},
        {("documents", "revised", "code_changed")},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_change_is_told_with_its_cause(tmp_path: Path, name: str) -> None:
    before, after, facts, want = CASES[name]
    assert told(both(tmp_path, before, after, **facts)) == want


def test_a_revised_row_tells_what_was_and_what_is(tmp_path: Path) -> None:
    (change,) = both(tmp_path, {"documents": [A]}, {"documents": [A | {"title": "New"}]})
    assert change["changed_columns"] == ["title"]
    assert (change["before"], change["after"]) == ({"title": None}, {"title": "New"})
    assert change["key"] == change["key_before"] == {"doc_id": A["doc_id"]}
    assert (change["doc_id"], change["uri"], change["tier"]) == (A["doc_id"], "a", "large")


def test_long_texts_are_told_as_digests(tmp_path: Path) -> None:
    long = A | {"title": "x" * 5000}
    (change,) = both(tmp_path, {}, {"documents": [long]})
    assert change["after"]["raw_text"].keys() == {"sha256", "length"}
    assert change["after"]["title"]["length"] == 5000


def test_a_lake_without_a_table_or_column_is_still_compared(tmp_path: Path) -> None:
    publish(tmp_path, {"documents": [A]})
    with open_duckdb() as connection:
        _alter(connection, tmp_path, "ALTER TABLE lake.documents DROP COLUMN translator")
        _alter(connection, tmp_path, "DROP TABLE lake.stories")
    changes = diff(tmp_path, 1, 3)
    assert changes == []
    header = read_header(tmp_path / "delta.parquet")
    shape = {
        (one["change"], one["table_name"], one.get("column")) for one in header["schema_changes"]
    }
    assert shape == {
        ("column_removed", "documents", "translator"),
        ("table_removed", "stories", None),
    }


def _alter(connection: Any, folder: Path, statement: str) -> None:
    from flows.lake.duck import attach_for_writing
    from flows.lake.writing import commit, transaction

    attach_for_writing(connection, Warehouse(folder))
    with transaction(connection):
        connection.execute(statement)
        commit(connection, message="older", extra={})
    connection.execute("DETACH lake")


HOSTILE = "<script>alert('x')</script>\u202e\x1b[2J"


def test_a_page_shows_hostile_text_and_runs_none(tmp_path: Path) -> None:
    pages = [page(f"{HOSTILE}{n}", title=HOSTILE) for n in range(30)]
    both(tmp_path, {}, {"documents": pages})
    write_diff_page(tmp_path / "delta.parquet", tmp_path / "diff.html")
    shown = (tmp_path / "diff.html").read_text("utf-8")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "http" not in shown.replace("http-equiv", "")
    assert "10 more are left out here" in shown


Shown = Callable[[str], bool]
FORMATS: dict[str, Shown] = {
    "text": lambda text: "documents" in text and "\x1b" not in text and "\\u202e" in text,
    "json": lambda text: json.loads(text)["changes"][0]["after"]["title"] == HOSTILE,
    "html": lambda text: text.startswith("<!doctype html>"),
}


def test_the_command_shows_each_format(tmp_path: Path) -> None:
    both(tmp_path, {"documents": [A]}, {"documents": [A, page("h", title=HOSTILE)]})
    for form, is_right in FORMATS.items():
        done = run("diff", "--format", form, "--warehouse", tmp_path)
        assert is_right(done.stdout), form
    target = tmp_path / "changes.parquet"
    run("diff", "1", "2", "--format", "parquet", "--to", target, "--warehouse", tmp_path)
    assert pq.read_table(target).num_rows == 1
    assert "0 rows changed" in run("diff", "2", "2", "--warehouse", tmp_path).stdout
    refused = run("diff", "2", "1", "--warehouse", tmp_path, code=2)
    assert "give the earlier one first" in refused.stderr


def test_a_real_lake_is_told_whole(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "text": "Harbour reopens\n\n“We are ready for ships,” Ines Varga, the director, said.\n\n"
        "The harbour at Estrel reopened on Monday after a week of winter storms, she said.",
    }
    build_locally([record], tmp_path)
    build_locally([record, record | {"id": "b"}], tmp_path)
    first, second = 1, 2
    changes = diff(tmp_path, first, second)
    assert apply_changes(hashes(tmp_path, first), changes) == hashes(tmp_path, second)
    assert {one["cause"] for one in changes} == {"new_document"}
    assert {"documents", "quotes", "speakers", "utterances"} <= {
        one["table_name"] for one in changes
    }
    page = run("report", "--at", "2", "--warehouse", tmp_path).stdout
    assert "Ines Varga" in page
    assert "<script" not in page
    lines = run("report", "--format", "text", "--warehouse", tmp_path).stdout
    assert "Most quoted speakers" in lines
