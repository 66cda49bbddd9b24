"""Decides what is measured: how the documents, quotes and sentences of a corpus are linked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from benchmarks.linking.staged import stage_corpus
from benchmarks.linking.tables import Corpus
from flows.linking.link_documents import link_documents
from flows.reference_files import load_references
from flows.settings import Warehouse
from flows.staging import Staging, open_staging

BUILD_ID = "20260101T000000-0000"


@dataclass(frozen=True, slots=True)
class Linked:
    """The links that were found; a row that is missing or has a null is linked to nothing.

    `documents` has doc_id, duplicate_of and story_id; `quotes` has quote_id, speaker_id and
    utterance_id; `sentences` quote_id, char_start and char_end in the body, and utterance_id.
    `prepared` and `linked` are the seconds that the pages' keys and the links took.
    """

    documents: pa.Table
    quotes: pa.Table
    sentences: pa.Table | None = None
    prepared: float = 0.0
    linked: float = 0.0


def run(corpus: Corpus) -> Linked:
    """Link a corpus; its truth is not looked at."""
    references = load_references()
    with TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))
        staging = open_staging(warehouse, BUILD_ID)
        start = time.perf_counter()
        stage_corpus(corpus, staging)
        between = time.perf_counter()
        link_documents(warehouse, staging, references)
        end = time.perf_counter()
        return Linked(*_read(staging), between - start, end - between)


def _read(staging: Staging) -> tuple[pa.Table, pa.Table, pa.Table]:
    with duckdb.connect() as connection:
        for name in ("document_links", "quote_links", "sentence_links", "quote_sentences"):
            connection.read_parquet(staging.pattern(name)).create_view(name)
        queries = (
            "SELECT doc_id, duplicate_of, story_id FROM document_links",
            "SELECT quote_id, speaker_id, utterance_id FROM quote_links",
            "SELECT quote_id, char_start, char_end, l.utterance_id FROM quote_sentences s "
            "JOIN sentence_links l USING (sentence_id)",
        )
        documents, quotes, sentences = (
            connection.execute(query).to_arrow_table() for query in queries
        )
        return documents, quotes, sentences
