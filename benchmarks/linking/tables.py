"""Decides which tables an invented corpus has: what a linker may see, and what is true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

STRING = pa.string()
SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": pa.schema(
        [
            *((name, STRING) for name in ("doc_id", "uri", "title", "body")),
            *(("outlet_id", STRING), ("outlet_name", STRING), ("published_on", pa.date32())),
            ("retrieved_at", pa.timestamp("us", tz="UTC")),
            ("language", STRING),
        ]
    ),
    "quotes": pa.schema(
        [
            *((name, STRING) for name in ("quote_id", "doc_id", "statement_id")),
            *((name, pa.int32()) for name in ("part_no", "char_start", "char_end")),
            *((name, STRING) for name in ("quote_text", "kind", "speaker_name", "speaker_kind")),
            *(("speaker_role", STRING), ("speaker_affiliation", STRING)),
            ("confidence", pa.float32()),
        ]
    ),
    "true_quotes": pa.schema(
        [
            *(("quote_id", STRING), ("person_id", STRING), ("sentence_ids", pa.list_(STRING))),
            *(("is_fragment", pa.bool_()), ("wordings", pa.list_(STRING)), ("name_form", STRING)),
        ]
    ),
    "true_sentences": pa.schema(
        [
            *(("quote_id", STRING), ("char_start", pa.int32()), ("char_end", pa.int32())),
            ("sentence_id", STRING),
        ]
    ),
    "true_documents": pa.schema(
        [(name, STRING) for name in ("doc_id", "event_id", "duplicate_of", "copied")]
    ),
    "true_events": pa.schema(
        [
            *((name, STRING) for name in ("event_id", "saga_id", "topic")),
            ("happened_on", pa.date32()),
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """An invented corpus: documents and quotes, and the truth of each.

    `true_quotes` tells who said a row and which sentences it carries, whether it is a fragment and
    which kinds of wording changed it; `true_sentences` where in the body each sentence lies;
    `true_documents` the event and the original that a copy repeats.
    """

    documents: pa.Table
    quotes: pa.Table
    true_quotes: pa.Table
    true_sentences: pa.Table
    true_documents: pa.Table
    true_events: pa.Table


class Rows:
    """The rows of all tables while they are made."""

    def __init__(self) -> None:
        self._columns: dict[str, list[list[Any]]] = {
            name: [[] for _ in schema] for name, schema in SCHEMAS.items()
        }

    def add(self, name: str, *values: Any) -> None:
        """One row of a table, its values in the order of the schema."""
        for column, value in zip(self._columns[name], values, strict=True):
            column.append(value)

    def corpus(self) -> Corpus:
        """The tables, each sorted by its first column: ids are hashes, so that the order tells nothing."""
        tables = {}
        for name, schema in SCHEMAS.items():
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(self._columns.pop(name), schema, strict=True)
            ]
            table = pa.Table.from_arrays(arrays, schema=schema)
            tables[name] = table.sort_by(schema.names[0])
        return Corpus(**tables)
