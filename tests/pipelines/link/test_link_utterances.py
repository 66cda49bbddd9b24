"""Which sentences are one utterance, which wording stands for it, and what a quote carries."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipelines.link.utterances import choose_main_utterances, link_utterances
from tests.pipelines.link.conftest import Sayings

FILE = Path(__file__).parent / "cases" / "sentences.csv"
CASES = list(csv.DictReader(FILE.read_text("utf-8").splitlines()))
DAY, NEXT, LATER = date(2031, 5, 4), date(2031, 5, 5), date(2031, 6, 20)
LONG = "The harbour of Vantry will open again as soon as the dredgers have left the canal."


def utterances(table: pa.Table) -> list[str]:
    """The utterance of each sentence."""
    found: list[str] = table["utterance_id"].to_pylist()
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_two_pages_on_one_event(sayings: Sayings, case: dict[str, str]) -> None:
    said = [("Ines Varga", case["one"], DAY, "a"), ("Ines Varga", case["other"], NEXT, "b")]
    for some in (said, said[::-1]):
        found = utterances(sayings.link(*some))
        assert (len(set(found)) == 1) is (case["is_one"] == "yes")


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        (("Ines Varga", LONG, DAY), ("Ines Varga", LONG, LATER), True),
        (("Ines Varga", LONG, DAY), ("Ines Varga", LONG, None), True),
        (("Ines Varga", LONG, DAY), ("Varga", LONG, DAY), True),
        (("Ines Varga", LONG, DAY), (None, LONG, DAY), True),
        ((None, LONG, DAY), (None, LONG, DAY), True),
        (("Ines Varga", LONG, DAY), ("Orla Penn", LONG, DAY), False),
        (("Ines Varga", LONG, DAY), ("Nessie Varga", LONG, DAY), True),
        (("Ines Varga", LONG, DAY), ("Ines Warrgah", LONG, DAY), True),
        (("Ines Varga", "No comment.", DAY), ("Nessie Varga", "No comment.", DAY), False),
        (("Ines Varga", "No comment.", DAY), ("Ines Varga", "No comment.", NEXT), True),
        (("Ines Varga", "No comment.", DAY), ("Ines Varga", "No comment.", LATER), False),
        (("Ines Varga", "No comment.", DAY), ("Orla Penn", "No comment.", DAY), False),
    ],
    ids=[
        *("long_ago", "no_day", "surname", "nameless", "both_nameless", "other_speaker"),
        *("kin", "spelled_otherwise", "routine_of_kin"),
        *("routine", "routine_later", "routine_of_others"),
    ],
)
def test_who_said_it_and_when(
    sayings: Sayings,
    one: tuple[str | None, str, date | None],
    other: tuple[str | None, str, date | None],
    are_one: bool,
) -> None:
    found = utterances(sayings.link((*one, "a"), (*other, "b")))
    assert (len(set(found)) == 1) is are_one


def test_each_sentence_goes_with_its_own(sayings: Sayings) -> None:
    first, second = "We will rebuild the bridge at Tarvik.", "We will rebuild the chapel at Tarvik."
    found = utterances(
        sayings.link(
            ("Ines Varga", f"{first} {second}", DAY, "a"),
            ("Ines Varga", first, DAY, "b"),
            ("Ines Varga", second, NEXT, "c"),
        )
    )
    assert found[0] == found[2] != found[1] == found[3]


def test_a_page_that_repeats_itself_is_one_utterance(sayings: Sayings) -> None:
    found = sayings.link(
        ("Ines Varga", LONG, DAY, "a"),
        ("Ines Varga", "The harbour of Vantry will open again", DAY, "a"),
    )
    assert len(set(utterances(found))) == 1


def test_the_fullest_wording_stands_for_all(sayings: Sayings, june: Callable[[int], date]) -> None:
    linked = sayings.link(
        ("Ines Varga", "We’ll sail the trawlers at dawn, then.", june(3), "a"),
        ("Ines Varga", "We'll sail the trawlers at dawn", june(1), "b"),
        ("Ines Varga", "We'll sail the trawlers at dawn", june(2), "c"),
    )
    rows, links = link_utterances(linked.drop_columns(["utterance_id"]))
    [row] = rows.to_pylist()
    assert row.pop("utterance_id").startswith("ut-")
    assert row == {
        "canonical_text": "We’ll sail the trawlers at dawn, then.",
        "document_count": 3,
        "outlet_count": 0,
        "wording_count": 2,
        "first_published_on": june(1),
        "last_published_on": june(3),
    }
    assert links["dropped"].to_pylist() == [[], ["then"], ["then"]]


def test_what_stays_as_it_was_linked_has_no_new_link(sayings: Sayings) -> None:
    linked = sayings.link(("Ines Varga", LONG, DAY, "a"), ("Ines Varga", LONG[:40], NEXT, "b"))
    bare = linked.drop_columns(["utterance_id"])
    rows, links = link_utterances(bare)
    standing = links.select(["sentence_id", "utterance_id"]).join(
        rows.select(["utterance_id", "canonical_text"]), "utterance_id"
    )
    other = standing.slice(1).set_column(
        standing.column_names.index("canonical_text"), "canonical_text", pa.array(["Another text."])
    )
    names = ["sentence_id", "utterance_id", "canonical_text"]
    assert link_utterances(bare, standing.select(names))[1].num_rows == 0
    again = link_utterances(bare, pa.concat_tables([standing.slice(0, 1), other]).select(names))[1]
    assert (
        again.to_pylist()
        == links.filter(pc.is_in(links["sentence_id"], other["sentence_id"])).to_pylist()
    )


def test_a_quote_carries_the_sentence_in_most_documents() -> None:
    table = pa.Table.from_pylist(
        [
            {
                "quote_id": "q1",
                "sentence_no": 1,
                "word_count": 4,
                "utterance_id": "u1",
                "document_count": 1,
            },
            {
                "quote_id": "q1",
                "sentence_no": 2,
                "word_count": 3,
                "utterance_id": "u2",
                "document_count": 2,
            },
            {
                "quote_id": "q2",
                "sentence_no": 1,
                "word_count": 3,
                "utterance_id": "u2",
                "document_count": 2,
            },
            {
                "quote_id": "q2",
                "sentence_no": 2,
                "word_count": 5,
                "utterance_id": "u3",
                "document_count": 2,
            },
            {
                "quote_id": "q3",
                "sentence_no": 2,
                "word_count": 5,
                "utterance_id": "u4",
                "document_count": 2,
            },
            {
                "quote_id": "q3",
                "sentence_no": 1,
                "word_count": 5,
                "utterance_id": "u5",
                "document_count": 2,
            },
        ]
    )
    found = choose_main_utterances(table).to_pylist()
    assert {row["quote_id"]: row["utterance_id"] for row in found} == {
        "q1": "u2",
        "q2": "u3",
        "q3": "u5",
    }
