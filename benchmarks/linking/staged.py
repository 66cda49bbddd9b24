"""Decides how an invented corpus stands where a build would have put it: in staged tables.

What extraction would have said of each page is made here by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.linking.tables import Corpus
from flows.reference_files import load_references
from flows.staging import PROCESSED, Staging, unhashed
from pipelines.compare.bodies import hash_bands, hash_runs
from pipelines.compare.keys import event_keys
from pipelines.compare.stage import abbreviations, cut_quote
from pipelines.compare.terms import event_terms
from pipelines.compare.words import folding
from pipelines.document import Facts, Quote
from pipelines.link.duplicates import digest_body
from pipelines.references import References

AT_ONCE = 2_500
READ = ("quote_id", "doc_id", "char_start", "char_end", "quote_text", "kind", "speaker_name")


def stage_corpus(corpus: Corpus, staging: Staging, jobs: int = 2) -> None:
    """Put the documents, quotes and sentences of a corpus where linking looks for them.

    In `jobs` processes, as a build extracts.
    """
    quotes = corpus.quotes.select(READ).sort_by("doc_id")
    ids = quotes["doc_id"].combine_chunks()
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        work = []
        for number, batch in enumerate(corpus.documents.sort_by("doc_id").to_batches(AT_ONCE)):
            first, last = batch["doc_id"][0], batch["doc_id"][-1]
            spoken = quotes.filter(pc.and_(pc.greater_equal(ids, first), pc.less_equal(ids, last)))
            work.append(pool.submit(_stage_batch, batch, spoken, staging, f"{number:06}"))
        for one in work:
            one.result()
    staging.write_table("quotes", "all", _widen("quotes", corpus.quotes))
    processed = corpus.documents.select(["doc_id"]).cast(PROCESSED)
    staging.write_table("processed", "all", processed)


@lru_cache(maxsize=1)
def _references() -> References:
    return load_references()


def _stage_batch(batch: pa.RecordBatch, quotes: pa.Table, staging: Staging, part: str) -> None:
    references = _references()
    quotes_of: dict[str, list[Mapping[str, Any]]] = {}
    for row in quotes.to_pylist():
        quotes_of.setdefault(row["doc_id"], []).append(row)
    documents, sentences = [], []
    for row in batch.to_pylist():
        document, said = _prepare(row, quotes_of.get(row["doc_id"], []), references)
        documents.append(document)
        sentences.extend(said)
    staging.write_table("documents", part, _fill("documents", documents))
    staging.write_table("quote_sentences", part, _fill("quote_sentences", sentences))


def _widen(name: str, table: pa.Table) -> pa.Table:
    """A table with all columns of a staged one, null where it has none."""
    schema = _nullable(name)
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _prepare(
    row: Mapping[str, Any], quotes: list[Mapping[str, Any]], references: References
) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The row of a document, and those of the sentences of its quotes."""
    fold = folding(references)
    language, day = row["language"], row["published_on"]
    facts = Facts(row["body"], 1, language=language, published_on=day)
    words = fold.words(row["body"], language)
    terms = event_terms(fold.words(row["title"] or "", language), words)
    told = {
        "body_digest": digest_body(row["body"]),
        "body_bands": hash_bands(hash_runs([word.number for word in words])),
        "event_terms": terms,
        "event_keys": event_keys(terms, day),
    }
    return {**row, **told}, list(_sentences(facts, quotes, references))


def _sentences(
    facts: Facts, quotes: list[Mapping[str, Any]], references: References
) -> Iterator[Mapping[str, Any]]:
    fold, shortened = folding(references), abbreviations(references)
    for row in quotes:
        quote = Quote(
            **{name: row[name] for name in READ if name != "doc_id"},
            statement_id="",
            part_no=1,
            attribution="",
            confidence=1.0,
        )
        for sentence in cut_quote(quote, facts, fold, shortened):
            yield {name: getattr(sentence, name) for name in sentence.__slots__} | {
                "doc_id": row["doc_id"]
            }


def _fill(name: str, rows: list[Mapping[str, Any]]) -> pa.Table:
    """The rows as a staged table; what linking does not look at is null."""
    return pa.Table.from_pylist(rows, schema=_nullable(name))


def _nullable(name: str) -> pa.Schema:
    return pa.schema([field.with_nullable(True) for field in unhashed(name)])
