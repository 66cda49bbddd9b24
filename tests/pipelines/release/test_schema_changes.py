"""The schema of two releases: every difference is told, and nothing else."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pipelines.release.changes import Change
from pipelines.release.datapackage import describe_resources
from pipelines.release.schema_changes import schema_changes
from schemas.release import released_tables

WHOLE = {"resources": describe_resources(released_tables(with_text=True))}
Edit = Callable[[dict[str, Any]], object]


def quotes(package: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in package["resources"] if one["name"] == "quotes")["schema"]


def column(package: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in quotes(package)["fields"] if one["name"] == name)


def rename(package: dict[str, Any]) -> None:
    column(package, "via")["name"] = "carrier"


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        (lambda p: None, []),
        (lambda p: p["resources"].pop(0), [("table_removed", "documents")]),
        (lambda p: quotes(p)["fields"].pop(0), [("column_removed", "quotes.quote_id")]),
        (rename, [("column_added", "quotes.carrier"), ("column_removed", "quotes.via")]),
        (lambda p: quotes(p).update(primaryKey=["doc_id"]), [("key_changed", "quotes")]),
        (
            lambda p: column(p, "part_no").update(arrowType="int64"),
            [("column_retyped", "quotes.part_no")],
        ),
        (
            lambda p: column(p, "part_no")["constraints"].pop("required"),
            [("null_allowed", "quotes.part_no")],
        ),
        (
            lambda p: column(p, "via").update(constraints={"required": True}),
            [("null_refused", "quotes.via")],
        ),
        (
            lambda p: column(p, "kind")["constraints"]["enum"].append("sung"),
            [("value_added", "quotes.kind")],
        ),
        (
            lambda p: column(p, "kind")["constraints"]["enum"].pop(),
            [("value_removed", "quotes.kind")],
        ),
        (
            lambda p: column(p, "via").update(description="Another."),
            [("meaning_changed", "quotes.via")],
        ),
    ],
)
def test_each_difference_is_told(edit: Edit, changes: list[tuple[str, str]]) -> None:
    after = copy.deepcopy(WHOLE)
    edit(after)
    assert schema_changes(WHOLE, after) == [Change(*one) for one in changes]


def test_leaving_the_text_out_removes_columns() -> None:
    bare = {"resources": describe_resources(released_tables(with_text=False))}
    removed = [one.place for one in schema_changes(WHOLE, bare) if one.kind == "column_removed"]
    assert removed == ["documents.body", "documents.raw_text", "site_lines.line_text"]
