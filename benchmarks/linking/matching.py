"""Decides which predicted id belongs to which true row: by key, and for sentences by overlap."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.run import Linked
from benchmarks.linking.tables import Corpus
from schemas.vocabularies import VERBATIM_KINDS

FEW_WORDS = 4
Span = tuple[int, int, str | None]


def look_up(keys: pa.ChunkedArray, table: pa.Table, key: str, column: str) -> pa.ChunkedArray:
    """The column's value for each key, null for a key that the table lacks."""
    places = pc.index_in(keys, value_set=table.column(key).combine_chunks())
    return table.column(column).take(places)


def quoted_rows(corpus: Corpus, linked: Linked) -> pa.Table:
    """The rows of speech in marks with truth and prediction; `is_short` marks the least fragments."""
    truth = corpus.true_quotes
    for name in ("kind", "quote_text", "char_start"):
        values = look_up(truth.column("quote_id"), corpus.quotes, "quote_id", name)
        truth = truth.append_column(name, values)
    found = look_up(truth.column("quote_id"), linked.quotes, "quote_id", "utterance_id")
    spaces = pc.count_substring(truth.column("quote_text"), " ")
    is_short = pc.and_(truth.column("is_fragment"), pc.less(spaces, FEW_WORDS - 1))
    table = truth.append_column("utterance_id", found).append_column("is_short", is_short)
    return table.filter(pc.is_in(table.column("kind"), value_set=pa.array(sorted(VERBATIM_KINDS))))


def quoted_sentences(corpus: Corpus, linked: Linked, rows: pa.Table) -> pa.Table:
    """The sentences in marks that are whole: sentence_id, utterance_id, text and wordings.

    A sentence has the id of the predicted one that covers most of it, or of its row where the
    linker tells no sentences.
    """
    whole = rows.filter(pc.invert(rows.column("is_fragment")))
    quote_ids = corpus.true_sentences.column("quote_id")
    sentences = corpus.true_sentences.filter(
        pc.is_in(quote_ids, value_set=whole.column("quote_id").combine_chunks())
    )
    keys = sentences.column("quote_id")
    found = (
        look_up(keys, whole, "quote_id", "utterance_id")
        if linked.sentences is None
        else pa.chunked_array([_match(sentences, linked.sentences)])
    )
    texts = look_up(keys, whole, "quote_id", "quote_text").to_pylist()
    begins = look_up(keys, whole, "quote_id", "char_start").to_pylist()
    places = (sentences.column(name).to_pylist() for name in ("char_start", "char_end"))
    cut = [
        text[start - begin : end - begin]
        for text, begin, start, end in zip(texts, begins, *places, strict=True)
    ]
    columns = {"sentence_id": sentences.column("sentence_id"), "utterance_id": found}
    wordings = look_up(keys, whole, "quote_id", "wordings")
    return pa.table(columns | {"text": pa.array(cut, pa.string()), "wordings": wordings})


def _match(true: pa.Table, predicted: pa.Table) -> pa.Array:
    spans: dict[str, list[Span]] = defaultdict(list)
    names = ("char_start", "char_end", "utterance_id")
    for quote_id, *span in zip(*_lists(predicted, "quote_id", *names), strict=True):
        spans[quote_id].append(tuple(span))
    return pa.array(
        [
            _best(start, end, spans.get(quote_id, []))
            for quote_id, start, end in zip(
                *_lists(true, "quote_id", "char_start", "char_end"), strict=True
            )
        ],
        pa.string(),
    )


def _best(start: int, end: int, spans: list[Span]) -> str | None:
    """The id of the span with the largest overlap, if there is any."""
    shared, found = 0, None
    for other_start, other_end, utterance_id in spans:
        overlap = min(end, other_end) - max(start, other_start)
        if overlap > shared:
            shared, found = overlap, utterance_id
    return found


def _lists(table: pa.Table, *names: str) -> list[list[str]]:
    return [table.column(name).to_pylist() for name in names]
