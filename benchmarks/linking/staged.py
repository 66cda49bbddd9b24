"""Decides how an invented corpus stands where a build would have put it: in staged tables.

What extraction would have said of each page is made here by the same functions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.tables import Corpus
from flows.extracting.extraction import map_in_order, references
from flows.settings import BATCH_PAGES
from flows.staging import PROCESSED, Staging, unhashed
from pipelines.compare.stage import Described, cut_quotes, describe_bodies
from pipelines.document import Facts, Quote, QuoteSentence
from pipelines.link.duplicates import digest_body

READ = ("doc_id", "quote_id", "char_start", "char_end", "quote_text", "kind", "speaker_name")


class _Batch(NamedTuple):
    """Pages with their quotes, as many as a build extracts at once."""

    pages: pa.Table
    quotes: pa.Table
    part: str


def stage_corpus(corpus: Corpus, staging: Staging, jobs: int = 2) -> None:
    """Put the documents, quotes and sentences of a corpus where linking looks for them.

    In `jobs` processes, as a build extracts.
    """
    staging.write_table("quotes", "all", _fill("quotes", _parts(corpus.quotes)))
    staging.write_table("processed", "all", corpus.documents.select(["doc_id"]).cast(PROCESSED))
    deque(map_in_order(partial(_stage_batch, staging), _batches(corpus), jobs=jobs), maxlen=0)


def _batches(corpus: Corpus) -> Iterator[_Batch]:
    """The corpus in batches that hold no more than their own rows, cheap to hand over."""
    documents = corpus.documents.sort_by("doc_id")
    quotes = corpus.quotes.select(READ).sort_by("doc_id")
    firsts = [*range(0, documents.num_rows, BATCH_PAGES), documents.num_rows]
    places = pc.index_in(quotes["doc_id"], documents["doc_id"].combine_chunks()).to_numpy()
    bounds = np.searchsorted(places, firsts).tolist()
    for (first, end), (start, stop) in zip(pairwise(firsts), pairwise(bounds), strict=True):
        pages, said = documents.take(np.arange(first, end)), quotes.take(np.arange(start, stop))
        yield _Batch(pages, said, f"{first:07}")


def _parts(table: pa.Table) -> dict[str, pa.Array | pa.ChunkedArray]:
    """The columns of a table by name."""
    return dict(zip(table.schema.names, table.columns, strict=True))


def _stage_batch(staging: Staging, batch: _Batch) -> None:
    rows = batch.pages.to_pylist()
    pages = [
        Facts(row["body"], 1, row["language"], row["title"], published_on=row["published_on"])
        for row in rows
    ]
    told = {
        "body_digest": [digest_body(page.body) for page in pages],
        **_columns(describe_bodies(pages, references()), Described._fields),
    }
    quotes_of = _quotes_by_page(batch.quotes)
    said = cut_quotes(
        [(page, quotes_of.get(row["doc_id"], ())) for row, page in zip(rows, pages, strict=True)],
        references(),
    )
    sentences = {
        "doc_id": [row["doc_id"] for row, page in zip(rows, said, strict=True) for _ in page],
        **_columns(list(chain.from_iterable(said)), QuoteSentence._fields),
    }
    staging.write_table("documents", batch.part, _fill("documents", _parts(batch.pages) | told))
    staging.write_table("quote_sentences", batch.part, _fill("quote_sentences", sentences))


def _quotes_by_page(quotes: pa.Table) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    columns = (column.to_pylist() for column in quotes.columns)
    for doc_id, quote_id, start, end, text, kind, name in zip(*columns, strict=True):
        quote = Quote(quote_id, "", 1, start, end, text, kind, "", 1.0, name)
        found.setdefault(doc_id, []).append(quote)
    return found


def _columns(records: Sequence[Any], names: tuple[str, ...]) -> dict[str, list[Any]]:
    """The attributes of these names of all records."""
    return {name: list(map(attrgetter(name), records)) for name in names}


def _fill(name: str, columns: Mapping[str, Any]) -> pa.Table:
    """The columns as a staged table; what linking does not look at is null."""
    schema = _nullable(name)
    count = len(next(iter(columns.values())))
    arrays = [
        _array(columns[field.name], field.type)
        if field.name in columns
        else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: Any, type_: pa.DataType) -> pa.Array | pa.ChunkedArray:
    return pa.array(column, type_) if isinstance(column, list) else column.cast(type_)


def _nullable(name: str) -> pa.Schema:
    return pa.schema([field.with_nullable(True) for field in unhashed(name)])
