"""Which documents repeat an earlier one, and which is the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pytest

from pipelines.compare.bodies import hash_bands, hash_runs
from pipelines.compare.words import folding
from pipelines.link.duplicates import digest_body, group_copies
from pipelines.references import References
from tests.pipelines.link.conftest import copies_of

Make = Callable[..., pa.Table]
DAY, LATER = date(2020, 1, 1), date(2020, 1, 2)
NOON, EVENING = datetime(2020, 1, 3, 12), datetime(2020, 1, 3, 20)
PLACES = ("Vantry", "Estrel", "Meadwick", "Amber", "Kinsey", "Oskar", "Tarvik", "Levale")
STORY = " ".join(
    f"The council of {place} heard on day {number} that {number * 7} trawlers lie idle near pier {number}, "
    f"and that the owner of {PLACES[number - 3]} wants them gone."
    for number, place in enumerate(PLACES, 3 - 3)
)
OTHER = " ".join(
    f"Surveyors found {number * 3} cracks in the {place} viaduct, which a {place} firm had poured in {1950 + number}."
    for number, place in enumerate(PLACES)
)
SAME_FORM = " ".join(
    f"Surveyors found {number * 5} cracks in the {place} viaduct, which a {place} firm had poured in {1970 + number}."
    for number, place in enumerate(reversed(PLACES))
)


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


def link(documents: Make, references: References, *pages: dict[str, Any]) -> dict[str, str]:
    """The first document of each copy; a page is its body and what else is told of it."""
    fold = folding(references)
    rows = [
        {
            **page,
            "body_digest": digest_body(page["body"]),
            "body_bands": hash_bands(
                hash_runs([word.number for word in fold.words(page["body"], "en")])
            ),
        }
        for page in pages
    ]
    bodies = pa.table({name: [page[name] for page in pages] for name in ("doc_id", "body")})
    table = documents(*({k: v for k, v in row.items() if k != "body"} for row in rows))
    found = copies_of(table, bodies)
    names = [name for name in table.column_names if name not in ("copy_of", "copied_share")]
    copies = dict(zip(found["doc_id"].to_pylist(), found["copy_of"].to_pylist(), strict=True))
    leads = pa.array([copies.get(one) for one in table["doc_id"].to_pylist()], pa.string())
    heads = group_copies(table.select(names).append_column("copy_of", leads))
    return dict(zip(*(heads[name].to_pylist() for name in ("doc_id", "duplicate_of")), strict=True))


@pytest.mark.parametrize(
    ("one", "other", "is_copy"),
    [
        (STORY, STORY, True),
        (STORY, STORY.upper(), True),
        (STORY, "Read more on our site.\n\n" + STORY + "\n\nSign up for news.", True),
        (STORY, STORY[: 2 * len(STORY) // 3], True),
        (STORY, STORY + " " + OTHER[: len(OTHER) // 3], True),
        (OTHER, SAME_FORM, False),
        (STORY, OTHER, False),
        (STORY, OTHER + " " + STORY[: len(STORY) // 4], False),
        ("Rain fell.", "rain fell", True),
        ("Rain fell.", "Snow fell.", False),
    ],
    ids=[
        *("exact", "case", "furniture", "cut", "updated", "template", "other", "long_quote"),
        *("short_same", "short_other"),
    ],
)
def test_what_is_a_copy(
    documents: Make, references: References, one: str, other: str, is_copy: bool
) -> None:
    pages = [{"doc_id": "a", "body": one}, {"doc_id": "b", "body": other}]
    for some in (pages, pages[::-1]):
        assert link(documents, references, *some) == ({"b": "a"} if is_copy else {})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"published_on": DAY}, {"published_on": LATER}),
        ({"published_on": LATER}, {}),
        (
            {"published_on": DAY, "agency_id": "x", "outlet_id": "x", "retrieved_at": EVENING},
            {"published_on": DAY, "agency_id": "x", "outlet_id": "y", "retrieved_at": NOON},
        ),
        ({"published_on": DAY, "retrieved_at": NOON}, {"published_on": DAY}),
        ({"retrieved_at": NOON}, {"retrieved_at": EVENING}),
        ({"uri": "a.txt"}, {"uri": "b.txt"}),
    ],
    ids=["day", "known_day", "own_page_of_the_agency", "known_time", "time", "uri"],
)
def test_the_first_is_the_original(
    documents: Make, references: References, a: dict[str, Any], b: dict[str, Any]
) -> None:
    rows = [{"doc_id": "zz", "body": STORY} | a, {"doc_id": "aa", "body": STORY} | b]
    for order in (rows, rows[::-1]):
        assert link(documents, references, *order) == {"aa": "zz"}


def test_a_copy_of_a_copy_leads_to_the_original(documents: Make, references: References) -> None:
    pages = [
        {"doc_id": "a", "body": STORY, "published_on": DAY},
        {"doc_id": "b", "body": STORY[: 2 * len(STORY) // 3], "published_on": LATER},
        {"doc_id": "c", "body": STORY[: 2 * len(STORY) // 3]},
    ]
    assert link(documents, references, *pages) == {"b": "a", "c": "a"}


def test_no_documents(documents: Make) -> None:
    table = documents()
    bodies = pa.table({"doc_id": pa.array([], pa.string()), "body": pa.array([], pa.string())})
    assert copies_of(table, bodies).num_rows == 0
    assert group_copies(table).num_rows == 0
