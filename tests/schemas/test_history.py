"""Nobody changes a column without an entry, and nothing goes that was not announced in time."""

from __future__ import annotations

import pyarrow as pa
import pytest

from schemas.change import (
    Added,
    Announced,
    Change,
    Column,
    NullsAllowed,
    NullsFilled,
    Removed,
    Renamed,
    SchemaVersion,
    Shape,
    TableAdded,
    TableRemoved,
    Widened,
)
from schemas.history import (
    FIRST_VERSION,
    HISTORY,
    SCHEMA_VERSION,
    changes_since,
    deprecations,
    shape_at,
)
from schemas.history_laws import declared_shape, find_faults

GOES = Announced("stories", "title", "headline", 4, "It says the same.")
HEADLINE = Added("stories", "headline", pa.string(), "null until built anew", null=True)
LANGUAGE = Added("stories", "language", pa.string(), "und", fill="'und'")
ROLE = Added("stories", "role", pa.string(), "no role was known", null=True)


def history(*changes: tuple[Change, ...]) -> tuple[SchemaVersion, ...]:
    """A history with one schema version for each group of changes."""
    return tuple(SchemaVersion(number, group) for number, group in enumerate(changes, 2))


def faults(*changes: tuple[Change, ...], declared: Shape | None = None) -> list[str]:
    """The faults of a history, by default against the tables that it leads to."""
    told = history(*changes)
    return find_faults(told, declared or shape_at(len(told) + 1, told))


def test_the_history_leads_to_the_declared_tables() -> None:
    assert find_faults(HISTORY, declared_shape()) == []
    assert FIRST_VERSION + len(HISTORY) == SCHEMA_VERSION


@pytest.mark.parametrize(
    "changes",
    [
        (),
        ((LANGUAGE, HEADLINE),),
        ((HEADLINE, GOES), (), (Removed("stories", "title"),)),
        ((HEADLINE, GOES), (), (), (), (Removed("stories", "title"),)),
        (
            (
                Renamed("stories", "title", "headline"),
                Added("stories", "title", pa.string(), "the headline", null=True),
                GOES,
            ),
            (),
            (Removed("stories", "title"),),
        ),
        ((Announced("regimes", None, None, 4, "Nobody read it."),), (), (TableRemoved("regimes"),)),
        ((TableAdded("persons", {"person_id": Column(pa.string())}),),),
        ((Widened("stories", "document_count", pa.int64()),),),
        ((NullsAllowed("stories", "document_count"),),),
        ((NullsFilled("stories", "title", "''"),),),
    ],
    ids=range(10),
)
def test_lawful_histories(changes: tuple[tuple[Change, ...], ...]) -> None:
    assert faults(*changes) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            ((Removed("stories", "title"),),),
            "stories.title goes in schema version 2, but was never",
        ),
        (((Renamed("stories", "title", "headline"),),), "stories.title goes in schema version 2"),
        (
            ((TableRemoved("regimes"),),),
            "regimes goes in schema version 2, but was never announced",
        ),
        (
            ((HEADLINE, GOES), (Removed("stories", "title"),)),
            "in schema version 3, announced was 4",
        ),
        (((HEADLINE, GOES, Removed("stories", "title")),), "was never announced"),
        (((GOES,),), "stories.title is replaced by headline, which is not there"),
        (
            ((Announced("stories", "title", None, 3, "Soon."),),),
            "must live on until schema version 4",
        ),
        (
            ((Announced("stories", "nothing", None, 4, "."),),),
            "announced to go, but it is not there",
        ),
        (((HEADLINE, HEADLINE),), "stories.headline is added, but it is there already"),
        (((Added("stories", "x", pa.string(), "?"),),), "give `fill` for old rows"),
        (((Removed("stories", "nothing"),),), "there is no column stories.nothing"),
        (((Removed("nothing", "title"),),), "there is no table nothing"),
        (((Renamed("stories", "title", "story_id"),),), "story_id, which is there already"),
        (((TableAdded("stories", {}),),), "table stories is added, but it is there already"),
    ],
    ids=range(14),
)
def test_what_a_history_must_not_do(changes: tuple[tuple[Change, ...], ...], fault: str) -> None:
    found = faults(*changes, declared=declared_shape())
    assert fault in "\n".join(found)


@pytest.mark.parametrize(
    ("column", "declared", "fault"),
    [
        ("headline", Column(pa.string()), "stories.headline is declared as"),
        ("title", None, "stories.title is declared as None"),
        ("title", Column(pa.string(), null=False), "stories.title is declared as"),
        ("document_count", Column(pa.int64()), "stories.document_count is declared as"),
    ],
    ids=["added", "removed", "null", "type"],
)
def test_a_column_changed_without_an_entry(
    column: str, declared: Column | None, fault: str
) -> None:
    tables = declared_shape()
    tables["stories"].pop(column, None)
    if declared is not None:
        tables["stories"][column] = declared
    (found,) = find_faults(HISTORY, tables)
    assert fault in found


def test_numbers_go_up_by_one() -> None:
    gap = (SchemaVersion(3, (HEADLINE,)),)
    assert find_faults(gap, shape_at(3, gap)) == ["schema version 3 stands where 2 should"]


def test_changes_since_a_version() -> None:
    told = history((HEADLINE,), (LANGUAGE, ROLE))
    assert changes_since(1, told) == (HEADLINE, LANGUAGE, ROLE)
    assert changes_since(2, told) == (LANGUAGE, ROLE)
    assert changes_since(3, told) == ()


def test_deprecations_name_what_goes_and_what_to_read_instead() -> None:
    assert deprecations(history((), (HEADLINE, GOES))) == [
        {
            "column": "stories.title",
            "replaced_by": "headline",
            "announced_in": 3,
            "removed_in": 4,
            "note": "It says the same.",
        }
    ]


def test_every_change_is_told_in_words() -> None:
    kinds: list[Change] = [
        HEADLINE,
        GOES,
        Renamed("stories", "title", "headline"),
        Removed("stories", "title"),
        Widened("stories", "document_count", pa.int64()),
        NullsAllowed("stories", "title"),
        NullsFilled("stories", "title", "''"),
        TableAdded("persons", {}),
        TableRemoved("persons"),
    ]
    assert all(change.in_words().endswith(".") for change in kinds)
