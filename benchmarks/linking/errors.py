"""Decides how errors are shown: what each kind of wording or name costs, and some examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.bcubed import encode_clusters, measure_items
from benchmarks.linking.dice import Dice
from benchmarks.linking.matching import look_up, quoted_rows, quoted_sentences
from benchmarks.linking.run import Linked
from benchmarks.linking.tables import Corpus

NOTHING, ORIGINAL = "(as said)", "(original)"


def describe_errors(corpus: Corpus, linked: Linked, examples: int) -> Iterator[str]:
    """Lines on what went wrong: kinds with the largest loss first, then examples."""
    yield from _describe_sentences(corpus, linked, examples)
    yield from _describe_speakers(corpus, linked, examples)
    yield from _describe_duplicates(corpus, linked)


def _describe_sentences(corpus: Corpus, linked: Linked, examples: int) -> Iterator[str]:
    sentences = quoted_sentences(corpus, linked, quoted_rows(corpus, linked))
    wordings = [kinds or [NOTHING] for kinds in sentences.column("wordings").to_pylist()]
    pair = sentences.column("sentence_id"), sentences.column("utterance_id")
    yield "sentences by wording"
    yield from _break_down(*pair, wordings)
    yield from _show_pairs(*pair, sentences.column("text").to_pylist(), wordings, examples)


def _describe_speakers(corpus: Corpus, linked: Linked, examples: int) -> Iterator[str]:
    truth = corpus.true_quotes
    keys = truth.column("quote_id")
    pair = truth.column("person_id"), look_up(keys, linked.quotes, "quote_id", "speaker_id")
    forms = [[form] for form in truth.column("name_form").to_pylist()]
    told = (
        look_up(keys, corpus.quotes, "quote_id", name).to_pylist()
        for name in ("speaker_name", "speaker_role", "speaker_affiliation")
    )
    texts = [", ".join(part or "-" for part in parts) for parts in zip(*told, strict=True)]
    yield "speakers by form of the name"
    yield from _break_down(*pair, forms)
    yield from _show_pairs(*pair, texts, forms, examples)


def _describe_duplicates(corpus: Corpus, linked: Linked) -> Iterator[str]:
    truth = corpus.true_documents
    doc_ids, heads = truth.column("doc_id"), truth.column("duplicate_of")
    found = look_up(doc_ids, linked.documents, "doc_id", "duplicate_of")
    copied = [[kind or ORIGINAL] for kind in truth.column("copied").to_pylist()]
    yield "duplicates by kind of copy"
    yield from _break_down(pc.coalesce(heads, doc_ids), pc.coalesce(found, doc_ids), copied)


def _break_down(
    true: pa.ChunkedArray, found: pa.ChunkedArray, kinds: Sequence[Sequence[str]]
) -> Iterator[str]:
    """What items of each kind reach, and their part of all that is lost."""
    measured = measure_items(encode_clusters(true), encode_clusters(found))
    losses = [(1 - shares).tolist() for shares in measured]
    total = sum(map(sum, losses)) or 1.0
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for names, wrong, missed in zip(kinds, *losses, strict=True):
        for name in names:
            by_kind[name].append((wrong, missed))
    for name, values in sorted(by_kind.items(), key=lambda one: -np.sum(one[1])):
        wrong, missed = np.mean(values, axis=0)
        part = np.sum(values) / total
        yield (
            f"  {name:18} {len(values):>8,} precision {1 - wrong:.3f} recall {1 - missed:.3f}"
            f" loss {part:.1%}"
        )


def _show_pairs(
    true: pa.ChunkedArray,
    found: pa.ChunkedArray,
    texts: Sequence[str],
    kinds: Sequence[Sequence[str]],
    examples: int,
) -> Iterator[str]:
    """Pairs that one clustering holds together and the other apart."""
    codes = encode_clusters(true).tolist(), encode_clusters(found).tolist()
    for name, (same, different) in (("split", codes), ("merged", codes[::-1])):
        pairs = list(_apart(same, different))
        for one, other in Dice(len(pairs)).sample(pairs, examples):
            yield f"{name}: {'+'.join(kinds[one])} / {'+'.join(kinds[other])}"
            yield f"    {texts[one]}"
            yield f"    {texts[other]}"


def _apart(same: Iterable[int], different: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of each cluster its first item with the first of every other part of it."""
    firsts: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    for place, cluster in enumerate(same):
        first = firsts.setdefault(cluster, place)
        part = cluster, different[place]
        if part not in seen and different[place] != different[first]:
            yield first, place
        seen.add(part)
