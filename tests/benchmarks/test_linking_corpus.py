"""What holds for every invented corpus: proofs, determinism, a truth that agrees with itself."""

from collections import Counter, defaultdict

import pytest

from benchmarks.linking.corpus import make_corpus
from benchmarks.linking.dice import Dice
from benchmarks.linking.held_out_wording import HELD_OUT
from benchmarks.linking.kinds import KINDS, USUAL
from benchmarks.linking.naming import NAME_FORMS
from benchmarks.linking.tables import SCHEMAS, Corpus
from schemas.tables import TABLES
from schemas.vocabularies import QUOTE_KINDS, SPEAKER_KINDS

SIZE = 600
SENTENCES = [
    "Well, we will not send 30 trucks to Petrov, because the United Nations cannot rebuild harbours.",
    "It is hard to move, and the people of Belmouth don't want their colours to rely on eleven labs.",
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(SIZE, 5)


def _rows(corpus: Corpus, name: str) -> list[dict[str, object]]:
    return getattr(corpus, name).to_pylist()


def test_sizes_and_columns(corpus: Corpus) -> None:
    assert corpus.documents.num_rows == SIZE
    for name, schema in SCHEMAS.items():
        assert getattr(corpus, name).schema == schema
    for name in ("documents", "quotes"):
        assert set(SCHEMAS[name].names) <= {field.name for field in TABLES[name].fields}
    lengths = [len(body.split()) for body in corpus.documents.column("body").to_pylist()]
    assert min(lengths) >= 80
    assert max(lengths) <= 520


def test_offsets_prove_quotes_and_sentences(corpus: Corpus) -> None:
    bodies = {row["doc_id"]: row["body"] for row in _rows(corpus, "documents")}
    quotes = {row["quote_id"]: row for row in _rows(corpus, "quotes")}
    assert len(quotes) == corpus.quotes.num_rows
    for quote in quotes.values():
        body = bodies[quote["doc_id"]]
        assert body[quote["char_start"] : quote["char_end"]] == quote["quote_text"]
        assert quote["kind"] in QUOTE_KINDS
        assert quote["speaker_kind"] in SPEAKER_KINDS
    for span in _rows(corpus, "true_sentences"):
        quote = quotes[span["quote_id"]]
        assert quote["char_start"] <= span["char_start"] < span["char_end"] <= quote["char_end"]


def test_statements_have_their_parts_in_order(corpus: Corpus) -> None:
    parts = defaultdict(list)
    for quote in _rows(corpus, "quotes"):
        parts[quote["statement_id"]].append((quote["char_start"], quote["part_no"]))
    for statement_id, places in parts.items():
        starts, numbers = zip(*sorted(places), strict=True)
        assert list(numbers) == list(range(1, len(numbers) + 1))
        assert statement_id.endswith(f"-s{starts[0]}")
    assert max(map(len, parts.values())) == 2


def test_the_truth_agrees_with_itself(corpus: Corpus) -> None:
    spoken: dict[str, set[object]] = defaultdict(set)
    spans = Counter(row["quote_id"] for row in _rows(corpus, "true_sentences"))
    forms = {"full", "body", *NAME_FORMS}
    for row in _rows(corpus, "true_quotes"):
        assert spans[row["quote_id"]] == len(row["sentence_ids"]) > 0
        assert row["name_form"] in forms
        for sentence_id in row["sentence_ids"]:
            spoken[sentence_id].add(row["person_id"])
    assert all(len(people) == 1 for people in spoken.values())
    events = {row["event_id"] for row in _rows(corpus, "true_events")}
    assert {row["event_id"] for row in _rows(corpus, "true_documents")} == events


def test_copies_follow_an_original(corpus: Corpus) -> None:
    documents = {row["doc_id"]: row for row in _rows(corpus, "documents")}
    truth = {row["doc_id"]: row for row in _rows(corpus, "true_documents")}
    copies = [row for row in truth.values() if row["duplicate_of"]]
    assert SIZE / 10 < len(copies) < SIZE / 5
    for copy in copies:
        head, own = documents[copy["duplicate_of"]], documents[copy["doc_id"]]
        assert truth[head["doc_id"]]["duplicate_of"] is None
        assert truth[head["doc_id"]]["event_id"] == copy["event_id"]
        assert own["published_on"] is None or own["published_on"] >= head["published_on"]
        assert own["retrieved_at"] is None or own["retrieved_at"] > head["retrieved_at"]
        if copy["copied"] == "exact":
            assert own["body"] == head["body"]
        if copy["copied"] == "cut":
            assert head["body"].startswith(own["body"])
            assert len(own["body"].split()) >= 0.6 * len(head["body"].split())


def test_the_same_seed_makes_the_same(corpus: Corpus) -> None:
    again, other = make_corpus(100, 5), make_corpus(100, 6)
    assert again == make_corpus(100, 5)
    assert set(again.documents.column("body").to_pylist()).isdisjoint(
        other.documents.column("body").to_pylist()
    )


def test_held_out_kinds_are_used_when_asked_for_only(corpus: Corpus) -> None:
    def used(some: Corpus) -> set[str]:
        return {name for row in _rows(some, "true_quotes") for name in row["wordings"]}

    assert used(corpus) <= {*USUAL, "split"}
    assert not USUAL.keys() & HELD_OUT.keys()
    assert len(used(corpus)) > len(USUAL) / 2
    assert used(make_corpus(200, 5, KINDS["held_out"])) <= {*HELD_OUT, "split"}
    assert used(make_corpus(50, 5, [])) <= {"split"}
    with pytest.raises(KeyError):
        make_corpus(1, 5, ["unheard of"])


@pytest.mark.parametrize("name", [*USUAL, *HELD_OUT])
def test_every_kind_changes_something_and_keeps_the_count(name: str) -> None:
    kind = (USUAL | HELD_OUT)[name]
    sentences = SENTENCES[:1] if kind.is_fragment else SENTENCES
    dice = Dice(1)
    results = [kind.rewrite(list(sentences), dice) for _ in range(20)]
    assert any(result != sentences for result in results)
    assert all(len(result) == len(sentences) and all(result) for result in results)
