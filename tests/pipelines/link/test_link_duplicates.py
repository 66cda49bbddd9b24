"""Which document is the first with its words, and which bodies have the same."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from pipelines.link.duplicates import digest_body, link_duplicates

Make = Callable[..., pa.Table]
DAY, LATER = date(2020, 1, 1), date(2020, 1, 2)
NOON, EVENING = datetime(2020, 1, 3, 12), datetime(2020, 1, 3, 20)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Rain fell.\n\nIt stopped.", "rain fell — it STOPPED", True),
        ("ﬁne weather", "fine weather", True),
        ("Rain fell.", "Rain fell twice.", False),
        ("", "…", True),
        ("\ud800", "\ud800", True),
    ],
    ids=["layout", "ligature", "other_words", "no_words", "lone_surrogate"],
)
def test_digest(one: str, other: str, is_same: bool) -> None:
    assert (digest_body(one) == digest_body(other)) is is_same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"published_on": DAY}, {"published_on": LATER}),
        ({"published_on": LATER}, {}),
        ({"published_on": DAY, "retrieved_at": NOON}, {"published_on": DAY}),
        ({"retrieved_at": NOON}, {"retrieved_at": EVENING}),
        ({"uri": "a.txt"}, {"uri": "b.txt"}),
    ],
    ids=["day", "known_day", "known_time", "time", "uri"],
)
def test_head_is_the_first(documents: Make, a: dict[str, Any], b: dict[str, Any]) -> None:
    rows = [{"doc_id": "zz", "body_digest": "x"} | a, {"doc_id": "aa", "body_digest": "x"} | b]
    for order in (rows, rows[::-1]):
        found = link_duplicates(documents(*order)).to_pylist()
        assert found == [{"doc_id": "aa", "duplicate_of": "zz"}]


def test_other_words_and_unknown_words_are_no_duplicates(documents: Make) -> None:
    table = documents(
        {"doc_id": "a", "body_digest": "x"},
        {"doc_id": "b", "body_digest": "y"},
        {"doc_id": "c"},
        {"doc_id": "d"},
    )
    assert link_duplicates(table).num_rows == 0


def test_no_documents(documents: Make) -> None:
    assert link_duplicates(documents()).column_names == ["doc_id", "duplicate_of"]
