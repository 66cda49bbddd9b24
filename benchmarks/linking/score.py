"""Decides how good links are: figures for utterances, speakers, duplicates and stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.bcubed import Codes, Scores, encode_clusters, score_clusters
from benchmarks.linking.matching import look_up, quoted_rows, quoted_sentences
from benchmarks.linking.run import Linked
from benchmarks.linking.tables import Corpus

A_WEEK = range(5, 10)


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores and counts, each by the name that it is printed under."""

    scores: Mapping[str, Scores]
    counts: Mapping[str, int]


def score_links(corpus: Corpus, linked: Linked) -> Figures:
    """All figures of the links of a corpus."""
    rows = quoted_rows(corpus, linked)
    sentences = quoted_sentences(corpus, linked, rows)
    scores = {
        **score_utterances(rows, sentences),
        **score_speakers(corpus, linked),
        **score_duplicates(corpus, linked),
        "stories": _score(*_stories(corpus, linked)),
    }
    return Figures(scores, count_fragments(rows) | count_joined_events(corpus, linked))


def score_utterances(rows: pa.Table, sentences: pa.Table) -> dict[str, Scores]:
    """B-cubed of rows with one sentence, with and without fragments, and of whole sentences."""
    single = rows.filter(pc.equal(pc.list_value_length(rows.column("sentence_ids")), 1))
    single = single.append_column("sentence_id", pc.list_flatten(single.column("sentence_ids")))
    longer = single.filter(pc.invert(single.column("is_short")))
    whole = single.filter(pc.invert(single.column("is_fragment")))
    tables = {"rows": longer, "rows that are no fragments": whole, "sentences": sentences}
    return {
        f"utterances, {name}": _score(table.column("sentence_id"), table.column("utterance_id"))
        for name, table in tables.items()
    }


def count_fragments(rows: pa.Table) -> dict[str, int]:
    """Fragments by where they are: with whole rows of their sentence, of another, or with none."""
    clusters: dict[str, Counter[str]] = defaultdict(Counter)
    fragments: list[tuple[str | None, str]] = []
    names = ("utterance_id", "sentence_ids", "is_fragment")
    for found, ids, is_fragment in zip(*(rows.column(n).to_pylist() for n in names), strict=True):
        if is_fragment:
            fragments.append((found, ids[0]))
        elif found is not None:
            clusters[found].update(ids)
    counts = Counter(
        "alone"
        if found not in clusters
        else "right"
        if clusters[found].most_common(1)[0][0] == sentence_id
        else "wrong"
        for found, sentence_id in fragments
    )
    return {f"fragments, {name}": counts[name] for name in ("right", "wrong", "alone")}


def score_speakers(corpus: Corpus, linked: Linked) -> dict[str, Scores]:
    """B-cubed over all quotes, and over those whose page tells a name."""
    truth = corpus.true_quotes
    found = look_up(truth.column("quote_id"), linked.quotes, "quote_id", "speaker_id")
    names = look_up(truth.column("quote_id"), corpus.quotes, "quote_id", "speaker_name")
    true, is_named = truth.column("person_id"), pc.is_valid(names)
    return {
        "speakers": _score(true, found),
        "speakers, named": _score(true.filter(is_named), found.filter(is_named)),
    }


def score_duplicates(corpus: Corpus, linked: Linked) -> dict[str, Scores]:
    """Precision and recall of pairs within a head's cluster, and of being a duplicate."""
    truth = corpus.true_documents
    doc_ids, heads = truth.column("doc_id"), truth.column("duplicate_of")
    found = look_up(doc_ids, linked.documents, "doc_id", "duplicate_of")
    is_copy, is_found = (np.array(pc.is_valid(column)) for column in (heads, found))
    true, predicted = (
        encode_clusters(pc.coalesce(column, doc_ids).combine_chunks()) for column in (heads, found)
    )
    both = int((is_copy & is_found).sum())
    return {
        "duplicates, pairs": _score_pairs(true, predicted),
        "duplicates, is one": _share(both, int(is_found.sum()), int(is_copy.sum())),
    }


def count_joined_events(corpus: Corpus, linked: Linked) -> dict[str, int]:
    """Pairs of events of one saga about a week apart, and those that share a predicted story."""
    stories: dict[str, set[str]] = defaultdict(set)
    for event_id, story_id in zip(
        *(column.to_pylist() for column in _stories(corpus, linked)), strict=True
    ):
        if story_id is not None:
            stories[event_id].add(story_id)
    pairs = list(_pairs_a_week_apart(corpus.true_events))
    joined = sum(not stories[one].isdisjoint(stories[other]) for one, other in pairs)
    return {"events a week apart": len(pairs), "of these joined": joined}


def _pairs_a_week_apart(events: pa.Table) -> Iterator[tuple[str, str]]:
    sagas = defaultdict(list)
    for event in events.to_pylist():
        sagas[event["saga_id"]].append(event)
    for members in sagas.values():
        for one, other in combinations(members, 2):
            if abs((one["happened_on"] - other["happened_on"]).days) in A_WEEK:
                yield one["event_id"], other["event_id"]


def _stories(corpus: Corpus, linked: Linked) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    truth = corpus.true_documents
    found = look_up(truth.column("doc_id"), linked.documents, "doc_id", "story_id")
    return truth.column("event_id"), found


def _score(true: pa.ChunkedArray, found: pa.ChunkedArray) -> Scores:
    return score_clusters(encode_clusters(true), encode_clusters(found))


def _score_pairs(true: Codes, predicted: Codes) -> Scores:
    both = true * (predicted.max(initial=0) + 1) + predicted
    return _share(*(_count_pairs(codes) for codes in (both, predicted, true)))


def _count_pairs(codes: Codes) -> int:
    _, sizes = np.unique(codes, return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())


def _share(both: int, found: int, true: int) -> Scores:
    return Scores(both / found if found else 1.0, both / true if true else 1.0, true)
