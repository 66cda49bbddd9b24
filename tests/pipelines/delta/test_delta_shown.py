"""A diff is shown bounded and safe: sums, samples, and how many are left out."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.delta.page import render_page
from pipelines.delta.report import Change, Report, Sums, tell_key, tell_shape, tell_value
from pipelines.delta.text import printable, render_text
from pipelines.report.page import render_report_page
from pipelines.report.version_report import Section, VersionReport, render_report_text

HOSTILE = '"><img src=x onerror=alert(1)>\x1b]0;x\x07\u202e'
VERSION = {
    "version": 4,
    "names": ["2026.1"],
    "committed_at": "2026-03-01T12:00:00+00:00",
    "code_version": "0.1",
    "message": HOSTILE,
    "counts": {"documents": 3},
}


def change(op: str = "revised", **more: Any) -> Change:
    values = {
        "table_name": "quotes",
        "op": op,
        "cause": "code_changed",
        "tier": "large",
        "cause_detail": HOSTILE,
        "uri": HOSTILE,
        "key": {"quote_id": "b"},
        "key_before": {"quote_id": "a"},
        "before": {"quote_id": "a", "speaker_name": None},
        "after": {"quote_id": "b", "speaker_name": HOSTILE},
        "changed_columns": ("quote_id", "speaker_name"),
    }
    return Change(**(values | more))


def report(*samples: Change, count: int = 5) -> Report:
    sums = (Sums("quotes", "revised", "code_changed", "large", count),)
    shape = ({"change": "table_added", "table_name": HOSTILE, "rows": 3},)
    return Report(VERSION, VERSION, shape, sums, (("quotes", "speaker_name", 5),), samples)


def test_the_page_escapes_all_that_comes_from_the_data() -> None:
    page = "".join(render_page(report(change())))
    assert "<img" not in page
    assert "&lt;img" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page


def test_the_page_says_how_many_it_leaves_out() -> None:
    assert "4 more are left out here" in "".join(render_page(report(change())))
    assert "left out here" not in "".join(render_page(report(change(), count=1)))


def test_the_terminal_gets_no_steering_signs() -> None:
    lines = list(render_text(report(change())))
    assert all(line.isprintable() for line in lines)
    assert any("and 4 more rows of quotes revised" in line for line in lines)
    assert any("speaker_name: null -> " in line for line in lines)


def test_nothing_changed_is_said() -> None:
    empty = Report(None, VERSION, (), ())
    assert "0 rows changed" in "\n".join(render_text(empty))
    assert "No row of any table differs." in "".join(render_page(empty))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "null"),
        ("abc", "abc"),
        ("x" * 12, "xxxxxxxxxx… (12 characters)"),
        ({"sha256": "0" * 64, "length": 1234}, "1,234 characters, sha256 000000000000…"),
        ([1, None], "[1, null]"),
        ({"a": 1}, "a: 1"),
    ],
)
def test_values_are_told_in_bounded_width(value: Any, told: str) -> None:
    assert tell_value(value, 10) == told


def test_keys_are_told() -> None:
    assert tell_key(change("rekeyed")) == "a -> b"
    assert tell_key(change("added", key_before=None)) == "b"
    assert tell_key(change("removed", key=None)) == "a"


def test_a_changed_shape_is_told() -> None:
    column = {
        "change": "column_retyped",
        "table_name": "t",
        "column": "c",
        "type_before": "DATE",
        "type": "VARCHAR",
    }
    assert tell_shape(column) == "column retyped: t.c, DATE -> VARCHAR"


def test_control_signs_are_written_out() -> None:
    assert printable("a\x1b[2J\u202e\n") == "a\\x1b[2J\\u202e\\n"


def version_report() -> VersionReport:
    section = Section("Speakers", "Who spoke.", ("name", "quotes"), ((HOSTILE, 1200), (None, 3)), 7)
    limits = "# Limits\n\nWhat it <does> not.\n\n## Text\n\n- one\n  line\n- two\n"
    facts = VERSION | {"audit": {"expectations": 9, "failed_warning": 1, "warnings": [HOSTILE]}}
    return VersionReport(facts, (section,), report(change()), limits)


def test_the_report_escapes_all_that_comes_from_the_data() -> None:
    page = "".join(render_report_page(version_report()))
    assert "<img" not in page
    assert "<does>" not in page
    assert "<h3>Text</h3>" in page
    assert "<p>one line</p>" in page
    assert "5 more are left out here." in page


def test_the_report_reads_in_a_terminal() -> None:
    lines = list(render_report_text(version_report()))
    assert all(line.isprintable() for line in lines)
    assert any("1,200" in line for line in lines)
    assert "  and 5 more" in lines
    assert "audit: 9 expectations, 0 critical ones failed, 1 warnings" in lines
