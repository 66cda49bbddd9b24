"""The number of a release: what has changed decides it, and the written policy says the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from pipelines.release.bump import (
    check_name,
    explain_bump,
    judge_changes,
    next_numbers,
    suggest_name,
)
from pipelines.release.changes import KINDS, Change, Level
from pipelines.release.names import parse_name
from pipelines.release.row_changes import RowCount, row_changes
from schemas.delta import CAUSES, OPS

POLICY = Path(__file__).parents[3] / "docs" / "versioning.md"
SOME_CHANGES = st.lists(st.builds(Change, st.sampled_from(sorted(KINDS)), st.just("quotes")))


@pytest.mark.parametrize(
    ("kinds", "ours", "data_package", "croissant"),
    [
        ([], "none", "none", "none"),
        (["rows_added"], "minor", "minor", "minor"),
        (["rows_corrected"], "patch", "patch", "major"),
        (["rows_revised_by_code"], "minor", "patch", "major"),
        (["column_added"], "minor", "major", "minor"),
        (["column_removed", "rows_added"], "major", "major", "major"),
        (["rows_withdrawn", "rows_corrected"], "patch", "major", "major"),
        (["meaning_changed"], "patch", "patch", "patch"),
    ],
)
def test_the_largest_change_decides_in_each_reading(
    kinds: list[str], ours: str, data_package: str, croissant: str
) -> None:
    bump = judge_changes([Change(kind, "quotes") for kind in kinds])
    found = (bump.level.word, bump.data_package.word, bump.croissant.word)
    assert found == (ours, data_package, croissant)


@given(SOME_CHANGES, SOME_CHANGES)
def test_more_changes_never_lower_the_bump(one: list[Change], other: list[Change]) -> None:
    assert judge_changes([*one, *other]).level == max(
        judge_changes(one).level, judge_changes(other).level
    )


@given(SOME_CHANGES)
def test_reasons_are_the_changes_of_that_level(changes: list[Change]) -> None:
    bump = judge_changes(changes)
    assert all(KINDS[change.kind].ours == bump.level for change in bump.reasons)
    assert bool(bump.reasons) == bool(changes)


@pytest.mark.parametrize(
    ("before", "level", "suggested"),
    [
        ("v1.2.3", Level.MAJOR, "v2.0.0"),
        ("1.2.3", Level.MINOR, "1.3.0"),
        ("1.2.3", Level.PATCH, "1.2.4"),
        ("1.2.3", Level.NONE, "1.2.4"),
        ("0.2.3", Level.MAJOR, "0.3.0"),
        ("0.2.3", Level.PATCH, "0.2.4"),
        ("2026.10.1", Level.MAJOR, None),
    ],
)
def test_the_least_name_that_fits(before: str, level: Level, suggested: str | None) -> None:
    assert suggest_name(parse_name(before), level) == suggested


@given(st.tuples(*[st.integers(0, 99)] * 3), st.sampled_from(Level))
def test_the_next_numbers_come_after(numbers: tuple[int, int, int], level: Level) -> None:
    before = parse_name(".".join(map(str, numbers)))
    assert next_numbers(before, level) > before.numbers


MINOR = judge_changes([Change("rows_added", "quotes", 12)])
MAJOR = judge_changes([Change("column_removed", "quotes.via")])


@pytest.mark.parametrize(
    ("name", "before", "bump", "message"),
    [
        ("1.0.0", "1.0.0", MINOR, "does not come after 1.0.0"),
        ("v1.0.0", "1.0.0", MINOR, "does not come after"),
        ("0.9.0", "1.0.0", MINOR, "does not come after"),
        ("2026.10.0", "2026.11.0", MINOR, "does not come after"),
        ("1.0.0", "2026.11.0", MINOR, "does not come after"),
        ("1.0.1", "1.0.0", MINOR, r"minor: quotes: rows are new \(12 rows\); .* fits is 1.1.0"),
        ("1.1.0", "1.0.0", MAJOR, r"quotes.via: the column was removed .* fits is 2.0.0"),
    ],
)
def test_a_name_that_misleads_is_refused(
    name: str, before: str, bump: object, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        check_name(parse_name(name), parse_name(before), bump)


@pytest.mark.parametrize(
    ("name", "before", "bump"),
    [
        ("1.1.0", "1.0.0", MINOR),
        ("3.0.0", "1.0.0", MINOR),
        ("0.2.0", "0.1.9", MAJOR),
        ("2026.11.1", "2026.11.0", MAJOR),
        ("2026.11.0", "1.0.0", MAJOR),
        ("0.0.1", None, MINOR),
    ],
)
def test_other_names_fit(name: str, before: str | None, bump: object) -> None:
    check_name(parse_name(name), before and parse_name(before), bump)


def test_the_bump_is_explained() -> None:
    assert explain_bump(MINOR, parse_name("1.0.0"), parse_name("1.1.0")) == [
        "since 1.0.0: minor, at least 1.1.0",
        "  quotes: rows are new (12 rows)",
        "Data Package's recipe reads the same changes as minor",
        "Croissant's rule reads them as minor",
    ]
    (first,) = explain_bump(judge_changes([]), None, parse_name("1.1.0"))
    assert "the first release" in first


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("cause", CAUSES)
def test_every_change_record_is_of_a_known_kind(op: str, cause: str) -> None:
    (change,) = row_changes([RowCount("quotes", op, cause, 3)])
    assert change.kind in KINDS
    assert change.rows == 3


@pytest.mark.parametrize(
    ("op", "cause", "kind"),
    [
        ("added", "new_document", "rows_added"),
        ("removed", "code_changed", "rows_removed"),
        ("revised", "source_revised", "rows_revised_by_input"),
        ("revised", "reference_changed", "rows_revised_by_reference"),
        ("revised", "code_changed", "rows_revised_by_code"),
        ("revised", "correction", "rows_corrected"),
        ("withdrawn", "withdrawal", "rows_withdrawn"),
        ("rekeyed", "code_changed", "rows_rekeyed"),
        ("rekeyed", "new_document", "rows_relinked"),
        ("removed", "withdrawal", "rows_withdrawn"),
    ],
)
def test_operation_and_cause_tell_the_kind(op: str, cause: str, kind: str) -> None:
    assert [one.kind for one in row_changes([RowCount("quotes", op, cause, 1)])] == [kind]


def test_logs_and_equal_kinds() -> None:
    counts = [
        RowCount("builds", "added", "new_document", 1),
        RowCount("rejects", "added", "new_document", 9),
        RowCount("quotes", "revised", "new_document", 1),
        RowCount("quotes", "revised", "source_revised", 2),
    ]
    assert row_changes(counts) == [Change("rows_revised_by_input", "quotes", 3)]


def test_the_policy_is_what_the_code_does() -> None:
    rows = re.findall(
        r"^\| ([^|`]+) \| (\w+) \| (\w+) \| (\w+) \|$", POLICY.read_text("utf-8"), re.MULTILINE
    )
    declared = [
        (kind.words, kind.ours.word, kind.data_package.word, kind.croissant.word)
        for kind in KINDS.values()
    ]
    assert sorted(rows) == sorted(declared)
