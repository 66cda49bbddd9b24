"""Decides how an invented corpus stands where a build would have put it: in staged tables.

What extraction would have said of each page is made here by the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import chain, pairwise
from multiprocessing import get_context
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.tables import Corpus
from flows.reference_files import load_references
from flows.settings import BATCH_PAGES
from flows.staging import PROCESSED, Staging, unhashed
from pipelines.compare.stage import Described, cut_quotes, describe_bodies
from pipelines.document import Facts, Quote, QuoteSentence
from pipelines.link.duplicates import digest_body
from pipelines.references import References

READ = ("doc_id", "quote_id", "char_start", "char_end", "quote_text", "kind", "speaker_name")


def stage_corpus(corpus: Corpus, staging: Staging, jobs: int = 2) -> None:
    """Put the documents, quotes and sentences of a corpus where linking looks for them.

    In `jobs` processes, as a build extracts.
    """
    documents, quotes = corpus.documents.sort_by("doc_id"), corpus.quotes.sort_by("doc_id")
    spoken = quotes.select(READ)
    firsts = range(0, documents.num_rows, BATCH_PAGES)
    page = pc.index_in(quotes["doc_id"], documents["doc_id"].combine_chunks()).to_numpy()
    bounds = np.searchsorted(page, [*firsts, documents.num_rows]).tolist()
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        work = [
            pool.submit(
                _stage_batch,
                documents.slice(first, BATCH_PAGES).combine_chunks().to_batches()[0],
                spoken.slice(start, end - start).combine_chunks(),
                staging,
                f"{first:07}",
            )
            for first, (start, end) in zip(firsts, pairwise(bounds), strict=True)
        ]
        staging.write_table("quotes", "all", _fill("quotes", _parts(corpus.quotes)))
        processed = documents.select(["doc_id"]).cast(PROCESSED)
        staging.write_table("processed", "all", processed)
        for one in work:
            one.result()


def _parts(table: pa.Table | pa.RecordBatch) -> dict[str, pa.Array | pa.ChunkedArray]:
    """The columns of a table by name."""
    return dict(zip(table.schema.names, table.columns, strict=True))


@lru_cache(maxsize=1)
def _references() -> References:
    return load_references()


def _stage_batch(batch: pa.RecordBatch, quotes: pa.Table, staging: Staging, part: str) -> None:
    references = _references()
    rows = batch.to_pylist()
    pages = [
        Facts(row["body"], 1, row["language"], row["title"], published_on=row["published_on"])
        for row in rows
    ]
    told = {
        "body_digest": [digest_body(page.body) for page in pages],
        **_columns(describe_bodies(pages, references), Described._fields),
    }
    quotes_of = _quotes_by_page(quotes)
    said = cut_quotes(
        [(page, quotes_of.get(row["doc_id"], ())) for row, page in zip(rows, pages, strict=True)],
        references,
    )
    sentences = {
        "doc_id": [row["doc_id"] for row, page in zip(rows, said, strict=True) for _ in page],
        **_columns(list(chain.from_iterable(said)), QuoteSentence._fields),
    }
    staging.write_table("documents", part, _fill("documents", _parts(batch) | told))
    staging.write_table("quote_sentences", part, _fill("quote_sentences", sentences))


def _quotes_by_page(quotes: pa.Table) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    columns = (column.to_pylist() for column in quotes.select(READ).columns)
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
