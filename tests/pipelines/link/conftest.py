"""Decides how link tests make tables: rows of a few columns, the others null."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipelines.compare.stage import cut_quotes
from pipelines.document import Facts, Quote
from pipelines.link.duplicates import copy_keys, find_copies, pair_copies, rank_originals
from pipelines.link.stories import find_followed, pair_reports, rank_reports, story_keys
from pipelines.link.utterances import link_utterances
from pipelines.link.variants import (
    find_variants,
    meet_sentences,
    order_sentences,
    pair_sentences,
)
from pipelines.references import References

MakeTable = Callable[..., pa.Table]

DOCUMENTS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("uri", pa.string()),
        ("title", pa.string()),
        ("outlet_id", pa.string()),
        ("agency_id", pa.string()),
        ("body_digest", pa.string()),
        ("body_bands", pa.list_(pa.int32())),
        ("event_terms", pa.list_(pa.string())),
        ("event_keys", pa.list_(pa.int32())),
        ("published_on", pa.date32()),
        ("retrieved_at", pa.timestamp("us", tz="UTC")),
        ("copy_of", pa.string()),
        ("copied_share", pa.float32()),
        ("follows", pa.string()),
        ("follows_score", pa.float32()),
        ("is_fresh", pa.bool_()),
    ]
)
SENTENCES = pa.schema(
    [
        *((name, pa.string()) for name in ("sentence_id", "doc_id", "quote_id", "sentence_text")),
        *((name, pa.int32()) for name in ("sentence_no", "char_start", "char_end", "word_count")),
        ("match_keys", pa.list_(pa.int32())),
        *((name, pa.string()) for name in ("speaker_name", "language", "outlet_id", "variant_of")),
        ("published_on", pa.date32()),
        ("variant_score", pa.float32()),
        ("is_fresh", pa.bool_()),
    ]
)
TERMS = ("aurus", "senat", "harbour", "estrel", "ferry")
QUOTES = pa.schema(
    [
        ("quote_id", pa.string()),
        ("doc_id", pa.string()),
        ("speaker_name", pa.string()),
        ("speaker_kind", pa.string()),
        ("speaker_role", pa.string()),
        ("speaker_affiliation", pa.string()),
        ("quote_text", pa.string()),
        ("kind", pa.string()),
        ("speaker_id", pa.string()),
        ("utterance_ids", pa.list_(pa.string())),
        ("outlet_id", pa.string()),
        ("published_on", pa.date32()),
        ("uri", pa.string()),
        ("story_id", pa.string()),
    ]
)


@pytest.fixture(scope="session")
def documents() -> MakeTable:
    """Make a table of documents of dicts; `uri` is the doc_id unless told."""

    def make(*rows: dict[str, Any]) -> pa.Table:
        usual = {"body_digest": "0" * 64, "body_bands": [], "event_terms": [], "event_keys": []}
        return pa.Table.from_pylist(
            [{"uri": row["doc_id"], "is_fresh": True, **usual, **row} for row in rows], DOCUMENTS
        )

    return make


@pytest.fixture(scope="session")
def quotes() -> MakeTable:
    """Make a table of quotes of dicts; direct, and numbered `q0`, `q1` unless told."""

    def make(*rows: dict[str, Any]) -> pa.Table:
        numbered = [
            {"quote_id": f"q{no}", "doc_id": "d", "kind": "direct", "utterance_ids": [], **row}
            for no, row in enumerate(rows)
        ]
        return pa.Table.from_pylist(numbered, QUOTES)

    return make


@pytest.fixture(scope="session")
def june() -> Callable[[int], date]:
    """A day of June 2020."""
    return lambda day: date(2020, 6, day)


@pytest.fixture(scope="session")
def noon() -> datetime:
    """A time of retrieval."""
    return datetime(2021, 1, 1, 12)


def copies_of(documents: pa.Table, bodies: pa.Table) -> pa.Table:
    """What documents with these bodies are copies of."""
    ranked = rank_originals(documents)
    told = bodies.join(documents.select(["doc_id", "body_digest"]), "doc_id")
    return find_copies(ranked, pair_copies(ranked, copy_keys(ranked)), told)


def followed_by(documents: pa.Table, carried: pa.Table) -> pa.Table:
    """What documents that carry these utterances follow."""
    ranked = rank_reports(documents)
    pairs = pair_reports(ranked, story_keys(ranked, carried))
    return find_followed(ranked, *pairs, documents.select(["doc_id", "event_terms"]), carried)


class Sayings:
    """Makes what linking reads of quotes: sentences with keys, and their pages."""

    def __init__(self, references: References) -> None:
        self.references = references

    def sentences(self, *said: tuple[str | None, str, date | None, str]) -> pa.Table:
        """The sentences of quotes given as speaker, words, day and document."""
        rows = []
        for number, (speaker, words, day, doc_id) in enumerate(said):
            quote = Quote(
                f"{doc_id}-q{number}",
                "s",
                1,
                number,
                number + len(words),
                words,
                "direct",
                "named",
                1.0,
            )
            facts = Facts("", 1, language="en", published_on=day)
            named = replace(quote, speaker_name=speaker)
            for sentence in cut_quotes([(facts, [named])], self.references)[0]:
                about = {"doc_id": doc_id, "published_on": day, "language": "en"}
                rows.append(
                    sentence._asdict() | about | {"speaker_name": speaker, "is_fresh": True}
                )
        return pa.Table.from_pylist(rows, SENTENCES)

    def pages(self, sentences: pa.Table, terms: Sequence[str] = TERMS) -> pa.Table:
        """The documents of sentences, all with these event terms."""
        ids = sorted(set(sentences["doc_id"].to_pylist()))
        return pa.table({"doc_id": ids, "event_terms": [list(terms) for _ in ids]})

    def find_variants(self, sentences: pa.Table, pages: pa.Table) -> pa.Table:
        """The variants of sentences with all their columns."""
        named = sentences.append_column("is_named", pc.is_valid(sentences["speaker_name"]))
        places = named.drop_columns(["sentence_text", "language", "speaker_name"])
        ordered = order_sentences(places)
        pairs = pair_sentences(ordered, meet_sentences(ordered))
        return find_variants(pairs, sentences, pages, self.references)

    def link(self, *said: tuple[str | None, str, date | None, str]) -> pa.Table:
        """The sentences with their variants and utterances."""
        sentences = self.sentences(*said)
        found = self.find_variants(sentences, self.pages(sentences))
        bare = sentences.drop_columns(["variant_of", "variant_score", "match_keys"])
        whole = bare.join(found, "sentence_id")
        names = ["sentence_id", "utterance_id"]
        linked = whole.join(link_utterances(whole)[1].select(names), "sentence_id")
        return linked.sort_by([("quote_id", "ascending"), ("sentence_no", "ascending")])


@pytest.fixture(scope="session")
def sayings(references: References) -> Sayings:
    """What makes sentences of quotes and links them."""
    return Sayings(references)
