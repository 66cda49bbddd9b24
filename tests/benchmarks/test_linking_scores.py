"""What the figures of linking say on cases small enough to count by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from benchmarks.linking.bcubed import encode_clusters, measure_items, score_clusters
from benchmarks.linking.run import Linked
from benchmarks.linking.score import Figures, score_links
from benchmarks.linking.tables import SCHEMAS, Corpus

# Each document has one quote: what it says, its event, the original it repeats.
DOCUMENTS = {"a": ("s1", "e1", None), "b": ("s1", "e1", "a"), "c": ("s2", "e2", None)}
WORDS = "We will send 300 trucks."


@pytest.mark.parametrize(
    ("true", "predicted", "precision", "recall"),
    [
        ("aabb", "xxyy", 1, 1),
        ("aabb", "xxxx", 0.5, 1),
        ("aabb", "wxyz", 1, 0.5),
        ("aaab", "xxyy", (1 + 1 + 0.5 + 0.5) / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4),
        ("", "", 1, 1),
    ],
    ids=["equal", "merged", "split", "both", "empty"],
)
def test_b_cubed(true: str, predicted: str, precision: float, recall: float) -> None:
    scores = score_clusters(encode_clusters(list(true)), encode_clusters(list(predicted)))
    assert (scores.precision, scores.recall) == pytest.approx((precision, recall))
    assert scores.items == len(true)


def test_an_item_without_an_id_is_alone() -> None:
    assert len(set(encode_clusters(["x", None, "x", None]).tolist())) == 3
    precision, recall = measure_items(
        encode_clusters(["a", "a", "b"]), encode_clusters(["x", None, None])
    )
    assert np.allclose(precision, 1)
    assert np.allclose(recall, [0.5, 0.5, 1])


def _quote(doc_id: str, sentence_id: str) -> tuple[dict[str, object], dict[str, object]]:
    quote_id = f"{doc_id}-q0"
    quote = {"quote_id": quote_id, "doc_id": doc_id, "char_start": 0, "char_end": len(WORDS)}
    truth = {"quote_id": quote_id, "person_id": "p1", "sentence_ids": [sentence_id]}
    told = {"quote_text": WORDS, "kind": "direct", "speaker_name": None if doc_id == "c" else "P"}
    return quote | told, truth | {"is_fragment": False, "wordings": [], "name_form": "full"}


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])


@pytest.fixture
def corpus() -> Corpus:
    pairs = [_quote(doc_id, sentence_id) for doc_id, (sentence_id, _, _) in DOCUMENTS.items()]
    return Corpus(
        _table("documents", [{"doc_id": doc_id, "body": WORDS} for doc_id in DOCUMENTS]),
        _table("quotes", [quote for quote, _ in pairs]),
        _table("true_quotes", [truth for _, truth in pairs]),
        _table(
            "true_sentences",
            [
                {"quote_id": f"{doc_id}-q0", "char_start": 0, "char_end": 24, "sentence_id": one}
                for doc_id, (one, _, _) in DOCUMENTS.items()
            ],
        ),
        _table(
            "true_documents",
            [
                {"doc_id": doc_id, "event_id": event, "duplicate_of": head}
                for doc_id, (_, event, head) in DOCUMENTS.items()
            ],
        ),
        _table(
            "true_events",
            [
                {"event_id": event, "saga_id": "g", "happened_on": date(2022, 1, day)}
                for event, day in (("e1", 1), ("e2", 8))
            ],
        ),
    )


def _linked(
    heads: dict[str, str], stories: dict[str, str], speakers: str = "ppp", utterances: str = "uuv"
) -> Linked:
    quote_ids = [f"{doc_id}-q0" for doc_id in DOCUMENTS]
    documents = {
        "doc_id": pa.array(DOCUMENTS, pa.string()),
        "duplicate_of": pa.array([heads.get(one) for one in DOCUMENTS], pa.string()),
        "story_id": pa.array([stories.get(one) for one in DOCUMENTS], pa.string()),
    }
    said = {"quote_id": quote_ids, "speaker_id": [*speakers], "utterance_id": [*utterances]}
    return Linked(pa.table(documents), pa.table(said))


def _f1(figures: Figures) -> dict[str, float]:
    return {name: round(scores.f1, 3) for name, scores in figures.scores.items()}


def test_true_links_reach_all(corpus: Corpus) -> None:
    figures = score_links(corpus, _linked({"b": "a"}, {"a": "s", "b": "s"}))
    assert set(_f1(figures).values()) == {1}
    assert (figures.counts["events a week apart"], figures.counts["of these joined"]) == (1, 0)


def test_what_is_merged_costs_precision(corpus: Corpus) -> None:
    stories = dict.fromkeys(DOCUMENTS, "s")
    linked = _linked({"b": "a", "c": "a"}, stories, utterances="uuu")
    figures = score_links(corpus, linked)
    scores = figures.scores
    assert scores["utterances, rows"].precision == pytest.approx(5 / 9)
    assert scores["stories"].precision == pytest.approx(5 / 9)
    assert scores["duplicates, pairs"].precision == pytest.approx(1 / 3)
    assert scores["duplicates, is one"].precision == pytest.approx(1 / 2)
    assert {one.recall for one in scores.values()} == {1}
    assert figures.counts["of these joined"] == 1


def test_named_speakers_are_scored_apart(corpus: Corpus) -> None:
    scores = score_links(corpus, _linked({}, {}, speakers="ppq")).scores
    assert scores["speakers, named"].recall == 1
    assert scores["speakers"].recall == pytest.approx(5 / 9)
    assert scores["duplicates, pairs"].recall == 0


def test_sentences_are_matched_by_overlap(corpus: Corpus) -> None:
    spans = [("a-q0", 0, 8, "x"), ("a-q0", 8, 24, "u"), ("b-q0", 2, 24, "u"), ("c-q0", 30, 40, "u")]
    names = ("quote_id", "char_start", "char_end", "utterance_id")
    sentences = pa.table(dict(zip(names, map(list, zip(*spans, strict=True)), strict=True)))
    linked = replace(_linked({}, {}, utterances="uuu"), sentences=sentences)
    scores = score_links(corpus, linked).scores
    assert scores["utterances, sentences"].f1 == 1
    assert scores["utterances, rows"].f1 < 1


def test_fragments_are_counted_apart(corpus: Corpus) -> None:
    truth = corpus.true_quotes.to_pylist()
    truth[1]["is_fragment"] = truth[2]["is_fragment"] = True
    changed = replace(corpus, true_quotes=_table("true_quotes", truth))
    figures = score_links(changed, _linked({}, {}, utterances="uuu"))
    assert figures.scores["utterances, rows that are no fragments"].items == 1
    assert figures.scores["utterances, rows"].items == 3
    assert [figures.counts[f"fragments, {name}"] for name in ("right", "wrong", "alone")] == [
        *(1, 1, 0)
    ]
