"""The reference files of this room: complete, and without two meanings for one entry."""

from collections import Counter

import pytest

from pipelines.describe.outlet_index import fold_name, outlet_index
from pipelines.describe.stage import DESCRIBE
from pipelines.references import References, split_list


@pytest.mark.parametrize(
    ("table", "column", "count"), [("months", "month", 12), ("weekdays", "weekday", 7)]
)
def test_every_language_has_all(
    references: References, table: str, column: str, count: int
) -> None:
    rows = references.rows(table)
    for language in {row["language"] for row in rows}:
        numbers = [int(row[column]) for row in rows if row["language"] == language]
        assert numbers == list(range(1, count + 1)), language


@pytest.mark.parametrize("table", ["months", "weekdays"])
def test_a_name_means_one_thing_in_its_language(references: References, table: str) -> None:
    names = [
        (row["language"], name)
        for row in references.rows(table)
        for name in (
            row["name"],
            *split_list(row.get("other_forms") or row.get("abbreviations", "")),
        )
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("table", "roles"),
    [
        ("stamp_words", {"publication", "update", "other"}),
        ("byline_words", {"author", "translator", "and", "for"}),
    ],
)
def test_roles(references: References, table: str, roles: set[str]) -> None:
    rows = references.rows(table)
    assert {row["role"] for row in rows} == roles
    meanings = {(row["phrase"], row["role"]) for row in rows}
    assert len(meanings) == len({phrase for phrase, _ in meanings})


def test_the_stage_names_the_files_it_reads(references: References) -> None:
    tables, models = references.tables, references.models
    assert all(tables.get(name) or models.get(name) for name in DESCRIBE.references)


def test_each_outlet_is_found_by_its_name_and_address(references: References) -> None:
    index = outlet_index(references)
    for row in references.rows("outlets"):
        at_url = index.at_url(f"https://www.{row['domain']}/story")
        assert at_url is not None, row["domain"]
        assert at_url.outlet_id == row["outlet_id"]
        assert fold_name(row["name"]) in index.by_name
