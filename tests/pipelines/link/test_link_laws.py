"""Laws of linking: row order changes nothing, the contract's columns, and no loop over all pairs."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.link.duplicates import link_duplicates
from pipelines.link.speakers import link_speakers
from pipelines.link.stories import link_stories
from pipelines.link.utterances import link_utterances
from schemas.tables import TABLES

Make = Callable[..., pa.Table]
WORDS = ["We will rebuild the bridge before the first snow", "we will rebuild", "No!", "Ne — ja"]
QUOTE = st.fixed_dictionaries(
    {
        "doc_id": st.sampled_from("abcde"),
        "speaker_name": st.sampled_from([None, "Li Wu", "Li-Wu", "LI WU", "Zoë", "Zoe"]),
        "speaker_kind": st.sampled_from([None, "person", "group"]),
        "speaker_role": st.sampled_from([None, "mayor", "poet"]),
        "quote_text": st.sampled_from(WORDS),
        "kind": st.sampled_from(["direct", "mixed", "indirect"]),
        "speaker_id": st.sampled_from([None, "sp-1", "sp-2"]),
        "utterance_id": st.sampled_from([None, "ut-1", "ut-2"]),
        "outlet_id": st.sampled_from([None, "x", "y"]),
    }
)
PAGE = st.fixed_dictionaries(
    {
        "body_digest": st.sampled_from([None, "p", "q"]),
        "published_on": st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9)),
        "title": st.sampled_from([None, "T", "U"]),
        "duplicate_of": st.sampled_from([None, "a", "b"]),
    }
)


def _link(documents: pa.Table, quotes: pa.Table) -> list[list[dict[str, Any]]]:
    tables = (
        link_duplicates(documents),
        *link_speakers(quotes),
        *link_utterances(quotes),
        *link_stories(documents, quotes),
    )
    return [table.to_pylist() for table in tables]


def _reordered(table: pa.Table, order: list[int]) -> pa.Table:
    places = [place for place in order if place < table.num_rows]
    return table.take(pa.array(places, pa.int32()))


@given(
    pages=st.lists(PAGE, max_size=5),
    spoken=st.lists(QUOTE, max_size=10),
    order=st.permutations(range(10)),
)
@settings(max_examples=40, deadline=None)
def test_row_order_changes_nothing(
    documents: Make, quotes: Make, pages: list[dict[str, Any]], spoken: list[Any], order: list[int]
) -> None:
    named = [{"doc_id": "abcde"[no]} | page for no, page in enumerate(pages)]
    table, speech = documents(*named), quotes(*spoken)
    assert _link(_reordered(table, order), _reordered(speech, order)) == _link(table, speech)


@pytest.mark.parametrize("name", ["speakers", "utterances", "stories"])
def test_columns_are_the_contract(documents: Make, quotes: Make, name: str) -> None:
    made = {
        "speakers": link_speakers(quotes())[0],
        "utterances": link_utterances(quotes())[0],
        "stories": link_stories(documents(), quotes())[0],
    }
    assert made[name].column_names == [c for c in TABLES[name].column_names if c != "row_hash"]


def test_many_quotes_of_one_utterance_are_no_pairs(documents: Make, quotes: Make) -> None:
    count = 20_000
    pages = documents(*({"doc_id": f"d{no:05}", "body_digest": "same"} for no in range(count)))
    said = {"speaker_name": "Li Wu", "speaker_id": "sp-1", "utterance_id": "ut-1"}
    spoken = quotes(
        *(said | {"doc_id": f"d{no:05}", "quote_text": WORDS[0]} for no in range(count))
    )
    *_, links = _link(pages, spoken)
    assert len(links) == count
