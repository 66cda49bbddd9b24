"""The cause of a change, from what two versions record of how their rows were made."""

from __future__ import annotations

import pytest

from pipelines.delta.causes import (
    KeyChange,
    Making,
    compare_keys,
    explain_build,
    explain_keys,
    explain_link,
    explain_table,
)
from pipelines.delta.depends import forerunners, writers
from pipelines.delta.tiers import tier_of
from schemas.delta import IDENTITY, TIERS
from schemas.tables import TABLES


@pytest.mark.parametrize(
    ("table", "own", "before"),
    [
        ("blocks", {"clean", "sites"}, set()),
        ("citations", {"citations"}, {"clean", "sites", "describe"}),
        ("quotes", {"quotes"}, {"clean", "sites", "describe"}),
        ("speakers", set(), set()),
    ],
)
def test_tables_depend_on_stages(table: str, own: set[str], before: set[str]) -> None:
    assert set(writers(table)) == own
    assert set(forerunners(table)) >= before


CHANGED = {
    "code": KeyChange("quotes", "4:aa", "5:aa"),
    "file": KeyChange("quotes", "4:aa", "4:bb"),
    "before it": KeyChange("clean", "2:aa", "3:aa"),
    "file before it": KeyChange("describe", "3:aa", "3:bb"),
    "elsewhere": KeyChange("citations", "3:aa", "4:aa"),
    "correction": KeyChange("corrections", "", ""),
}


@pytest.mark.parametrize(
    ("names", "cause", "told"),
    [
        (["code"], "code_changed", "stage quotes changed from version 4 to 5"),
        (["file"], "reference_changed", "stage quotes reads other content of cue_verbs"),
        (["file", "code"], "code_changed", "stage quotes changed"),
        (["file", "before it"], "reference_changed", "stage quotes reads"),
        (["before it"], "code_changed", "stage clean changed from version 2 to 3, which quotes"),
        (["file before it"], "reference_changed", "stage describe reads other reference files"),
        (["elsewhere"], None, ""),
        (["code", "correction"], "correction", "also stage quotes changed"),
    ],
)
def test_a_row_of_quotes_is_explained(names: list[str], cause: str | None, told: str) -> None:
    found = explain_keys([CHANGED[name] for name in names], {"cue_verbs"}, "quotes")
    assert (found.cause if found else None) == cause
    assert found is None or told in found.detail


def test_unknown_digests_are_no_difference() -> None:
    assert compare_keys({"clean": "2:"}, {"clean": "2:aa"}) == ()
    assert compare_keys({"clean": "2:"}, {"clean": "3:aa"})[0].is_code
    assert compare_keys({"clean": "2:aa"}, {"clean": "2:aa"}) == ()


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        (Making("1"), Making("1"), None),
        (Making("1"), Making("2"), "code_changed"),
        (
            Making("1", {"clean": "2:a"}),
            Making("2", {"clean": "2:b"}),
            "reference_changed",
        ),
        (Making("1", None, {"clean": 2}), Making("1", None, {"clean": 3}), "code_changed"),
        (
            Making("1", reference_digests={"outlets": "a"}),
            Making("1", reference_digests={"outlets": "b"}),
            "reference_changed",
        ),
        (
            Making("1", {"corrections": "aa"}),
            Making("1", {"corrections": "bb"}),
            "correction",
        ),
    ],
)
def test_a_build_is_explained(before: Making, after: Making, cause: str | None) -> None:
    found = explain_build(before, after)
    assert (found.cause if found else None) == cause


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (KeyChange("link", "1:aa", "2:aa"), "code_changed"),
        (KeyChange("link", "1:aa", "1:bb"), "reference_changed"),
        (KeyChange("corrections", "aa", "bb"), "correction"),
        (KeyChange("clean", "1:aa", "2:bb"), None),
    ],
)
def test_links_are_explained(change: KeyChange, cause: str | None) -> None:
    found = explain_link([change], ())
    assert (found.cause if found else None) == cause


def test_a_reference_table_is_explained_by_its_file() -> None:
    one, other = (Making(reference_digests={"outlets": digest}) for digest in ("a", "b"))
    assert explain_table("outlets", one, other).cause == "reference_changed"
    assert explain_table("outlets", one, one).cause == "code_changed"
    assert explain_table("outlets", Making(), one).cause == "reference_changed"


@pytest.mark.parametrize(
    ("table", "op", "columns", "tier"),
    [
        ("quotes", "revised", ["speaker_name"], "large"),
        ("quotes", "revised", ["confidence", "cue_start"], "small"),
        ("quotes", "revised", ["cue_text"], "moderate"),
        ("quotes", "removed", [], "large"),
        ("quotes", "added", [], "moderate"),
        ("quotes", "rekeyed", ["quote_id", "char_start"], "moderate"),
        ("documents", "withdrawn", [], "large"),
        ("documents", "revised", ["published_on", "score"], "large"),
        ("citations", "revised", ["symbol"], "large"),
        ("blocks", "removed", [], "small"),
        ("rejects", "added", [], "moderate"),
    ],
)
def test_tiers(table: str, op: str, columns: list[str], tier: str) -> None:
    assert tier_of(table, op, columns) == tier
    assert tier in TIERS


def test_what_identifies_a_row_is_declared_of_real_columns() -> None:
    for name, columns in IDENTITY.items():
        assert set(columns) <= set(TABLES[name].column_names)
