"""Which documents tell one event."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from pipelines.link.stories import link_stories

Make = Callable[..., pa.Table]
LONG = "the harbour will open again as soon as the storm is over"
SHORT = "no comment at this time"


def _told(documents: Make, quotes: Make, days: dict[str, date | None], text: str) -> list[str]:
    pages = documents(*({"doc_id": one, "published_on": day} for one, day in days.items()))
    spoken = quotes(*({"doc_id": one, "utterance_id": "ut-1", "quote_text": text} for one in days))
    return link_stories(pages, spoken)[1].column("doc_id").to_pylist()


@pytest.mark.parametrize(
    ("days", "text", "want"),
    [
        ({"a": 1, "b": 4}, LONG, ["a", "b"]),
        ({"a": 1, "b": 5}, LONG, []),
        ({"a": 1, "b": 3, "c": 6, "d": 20}, LONG, ["a", "b", "c"]),
        ({"a": None, "b": 3}, LONG, ["a", "b"]),
        ({"a": None, "b": 3, "c": 20}, LONG, []),
        ({"a": None, "b": None, "c": 1, "d": 20}, LONG, ["a", "b"]),
        ({"a": 1, "b": 1}, SHORT, []),
    ],
    ids=["near", "far", "chain", "no_day", "no_day_of_two", "no_days", "short"],
)
def test_same_words_within_days(
    documents: Make,
    quotes: Make,
    june: Callable[[int], date],
    days: dict[str, int | None],
    text: str,
    want: list[str],
) -> None:
    dated = {one: june(day) if day else None for one, day in days.items()}
    assert _told(documents, quotes, dated, text) == want


def test_row_of_a_story(documents: Make, quotes: Make, june: Callable[[int], date]) -> None:
    pages = documents(
        {"doc_id": "b", "published_on": june(9), "title": "Late"},
        {"doc_id": "a", "published_on": june(12), "duplicate_of": "b"},
        {"doc_id": "c", "title": "Undated", "duplicate_of": "b"},
        {"doc_id": "d", "duplicate_of": "not-here"},
    )
    stories, links = link_stories(pages, quotes())
    assert stories.to_pylist() == [
        {
            "story_id": "st-a",
            "title": "Late",
            "first_published_on": june(9),
            "last_published_on": june(12),
            "document_count": 3,
        }
    ]
    assert links.to_pylist() == [{"doc_id": one, "story_id": "st-a"} for one in "abc"]
