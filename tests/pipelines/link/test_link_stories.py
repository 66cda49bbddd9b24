"""Which documents tell one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pipelines.compare.keys import key_events
from pipelines.link.stories import describe_stories, group_stories
from tests.pipelines.link.conftest import followed_by

Make = Callable[..., pa.Table]
NONE = pa.table({"doc_id": pa.array([], pa.string()), "utterance_id": pa.array([], pa.string())})
EVENT = ("harbour", "estrel", "trawler", "vantry", "dredger", "quay", "pilot", "smelter", "lagoon")


def tell(
    documents: Make,
    days: Mapping[str, date | None],
    terms: Mapping[str, Sequence[str]] | None = None,
    carried: pa.Table = NONE,
    **more: Any,
) -> tuple[pa.Table, dict[str, str]]:
    """The stories of documents with these days, and the story of each document."""
    rows = []
    for doc_id, day in days.items():
        words = (terms or {}).get(doc_id, EVENT)
        [keys] = key_events([words], [day])
        row = {"doc_id": doc_id, "published_on": day, "event_terms": words, "event_keys": keys}
        rows.append(row | {name: value.get(doc_id) for name, value in more.items()})
    table = documents(*rows)
    found = followed_by(table, carried)
    follows = dict(zip(found["doc_id"].to_pylist(), found["follows"].to_pylist(), strict=True))
    leads = pa.array([follows.get(one) for one in table["doc_id"].to_pylist()], pa.string())
    links = group_stories(table.drop_columns(["follows"]).append_column("follows", leads))
    told = dict(zip(*(links[name].to_pylist() for name in links.column_names), strict=True))
    story_ids = pa.array([told.get(one) for one in table["doc_id"].to_pylist()], pa.string())
    return describe_stories(table.append_column("story_id", story_ids)), told


@pytest.mark.parametrize(
    ("days", "want"),
    [
        ({"a": 1, "b": 4}, "ab"),
        ({"a": 1, "b": 5}, ""),
        ({"a": 1, "b": 8}, ""),
        ({"a": 1, "b": 2, "c": 8, "d": 9}, "ab cd"),
        ({"a": 1, "b": 3, "c": 5, "d": 7, "e": 9}, "abc de"),
        ({"a": None, "b": 3}, "ab"),
        ({"a": None, "b": None}, "ab"),
    ],
    ids=["near", "far", "a_week", "two_events", "for_weeks", "no_day", "no_days"],
)
def test_same_terms_within_days(
    documents: Make, june: Callable[[int], date], days: dict[str, int | None], want: str
) -> None:
    _, told = tell(documents, {one: june(day) if day else None for one, day in days.items()})
    groups: dict[str, str] = {}
    for doc_id, story in sorted(told.items()):
        groups[story] = groups.get(story, "") + doc_id
    assert " ".join(sorted(groups.values())) == want


@pytest.mark.parametrize(
    ("common", "utterances", "are_one"),
    [(9, 0, True), (3, 0, False), (3, 1, True), (1, 1, False), (0, 3, False)],
)
def test_terms_and_utterances_in_common(
    documents: Make, june: Callable[[int], date], common: int, utterances: int, are_one: bool
) -> None:
    others = [f"{word}x{no}" for no, word in enumerate(EVENT)]
    said = [f"ut-{number}" for number in range(utterances)]
    carried = pa.table(
        {
            "doc_id": pa.array([one for one in "ab" for _ in said], pa.string()),
            "utterance_id": pa.array(said * 2, pa.string()),
        }
    )
    terms = {"b": [*EVENT[:common], *others[common:]]}
    _, told = tell(documents, {"a": june(1), "b": june(1)}, terms, carried)
    assert bool(told) is are_one


def test_row_of_a_story(documents: Make, june: Callable[[int], date]) -> None:
    days = {"b": june(9), "a": june(11), "c": None}
    stories, told = tell(
        documents,
        days,
        {"c": [*EVENT[:8], "ferry"]},
        title={"a": "Late", "c": "Undated"},
        outlet_id={"a": "x", "b": "y", "c": "x"},
    )
    assert stories.to_pylist() == [
        {
            "story_id": "st-b",
            "title": "Late",
            "terms": [*sorted(EVENT[:8]), EVENT[8]],
            "first_published_on": june(9),
            "last_published_on": june(11),
            "document_count": 3,
            "outlet_count": 2,
        }
    ]
    assert told == dict.fromkeys("abc", "st-b")
