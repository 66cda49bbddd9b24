"""Which quotes are one utterance, and which wording stands for it."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from pipelines.link.utterances import link_utterances

Make = Callable[..., pa.Table]


def test_row_of_an_utterance(quotes: Make, june: Callable[[int], date]) -> None:
    said = {"speaker_id": "sp-1"}
    table = quotes(
        said | {"doc_id": "a", "quote_text": "We’ll sail, then.", "outlet_id": "x"},
        said | {"doc_id": "b", "quote_text": "We'll sail then", "published_on": june(2)},
        said | {"doc_id": "c", "quote_text": "We'll sail then", "published_on": june(1)},
        said | {"doc_id": "c", "quote_text": "WE'LL SAIL THEN", "outlet_id": "x", "kind": "mixed"},
    )
    utterances, links = link_utterances(table)
    [row] = utterances.to_pylist()
    assert row.pop("utterance_id").startswith("ut-")
    assert row == {
        "speaker_id": "sp-1",
        "canonical_text": "We'll sail then",
        "document_count": 3,
        "outlet_count": 1,
        "first_published_on": june(1),
    }
    assert links.num_rows == 4


def test_other_speakers_other_words_and_reported_speech_stay_apart(quotes: Make) -> None:
    table = quotes(
        {"speaker_id": "sp-1", "quote_text": "Sail on"},
        {"speaker_id": "sp-2", "quote_text": "Sail on"},
        {"speaker_id": "sp-1", "quote_text": "Sail off"},
        {"speaker_id": "sp-1", "quote_text": "Sail on", "kind": "indirect"},
        {"speaker_id": None, "quote_text": "Sail on"},
        {"speaker_id": "sp-1", "quote_text": "…!"},
    )
    utterances, links = link_utterances(table)
    assert utterances.num_rows == 3
    assert links.column("quote_id").to_pylist() == ["q0", "q1", "q2"]
