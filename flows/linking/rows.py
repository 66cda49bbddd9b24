"""Decides which rows of the lake and of a build the links are made from, and reads them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from flows.lake.duck import CATALOG, open_duckdb
from flows.lake.migration import attach_if_present
from flows.lake.writing import column_types, lake_tables
from flows.settings import Warehouse
from flows.staging import Staging
from pipelines.link.shapes import table_schema
from schemas.tables import LINKED, TABLES

READ = ("documents", "quotes", "quote_sentences", "date_mentions")
COLUMNS = {
    "documents": (
        "doc_id, uri, title, outlet_id, agency_id, body_digest, body_bands, event_terms, event_keys, "
        "published_on, retrieved_at, language"
    ),
    "quotes": (
        "quote_id, doc_id, statement_id, part_no, kind, speaker_name, speaker_kind, speaker_role, "
        "speaker_affiliation"
    ),
    "quote_sentences": (
        "sentence_id, doc_id, quote_id, sentence_no, char_start, sentence_text, word_count, match_keys"
    ),
    "date_mentions": "doc_id, date_text, role, resolved_from",
}


class Rows:
    """The rows of all documents, as views on one connection.

    `all_NAME` has the rows of the table NAME that the lake will hold: those of this build, flagged
    `is_fresh`, and those of the lake's other documents. `old_NAME` has the lake's rows of documents
    that this build has done again.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, staging: Staging) -> None:
        self.connection = connection
        self._staging = staging

    def make_views(self, in_lake: set[str]) -> None:
        """Make the views; a lake that does not have the tables yet adds no rows."""
        self._view("processed", "SELECT doc_id FROM read_parquet('{}')", "processed")
        made_again = self._count_made_again() if "documents" in in_lake else 0
        for name in READ:
            columns, links = COLUMNS[name], LINKED.get(name, ())
            kinds = column_types(self.connection, TABLES[name])
            unknown = "".join(f", NULL::{kinds[link]} AS {link}" for link in links)
            known = "".join(f", {link}" for link in links)
            rows = f"SELECT {columns}{unknown}, true AS is_fresh FROM read_parquet('{{}}')"
            lake = f"SELECT {columns}{known}, false AS is_fresh FROM {CATALOG}.main.{name}"
            if name in in_lake:
                # Where nothing is made again, the lake is not searched for it in every query.
                again = "doc_id IN (SELECT doc_id FROM processed)" if made_again else "false"
                self._view(f"all_{name}", f"{rows} UNION ALL {lake} WHERE NOT ({again})", name)
                self._view(f"old_{name}", f"{lake} WHERE {again}", name)
            else:
                self._view(f"all_{name}", rows, name)
                self._view(f"old_{name}", f"SELECT * FROM ({rows}) WHERE false", name)

        known = f"SELECT * EXCLUDE (row_hash) FROM {CATALOG}.main.utterances"
        if "utterances" not in in_lake:
            none = table_schema("utterances").empty_table()
            self.connection.register("no_utterances", none)
            known = "SELECT * FROM no_utterances"
        self.connection.execute(f"CREATE TEMP VIEW known_utterances AS {known}")

    def _count_made_again(self) -> int:
        """How many documents of the lake the build has made again."""
        query = f"SELECT count(*) FROM {CATALOG}.main.documents SEMI JOIN processed USING (doc_id)"
        return int(self.read(query)["count_star()"][0].as_py())

    def _view(self, name: str, query: str, staged: str) -> None:
        pattern = self._staging.pattern(staged).replace("'", "''")
        self.connection.execute(f"CREATE TEMP VIEW {name} AS {query.format(pattern)}")

    def read(self, query: str, **tables: pa.Table) -> pa.Table:
        """The rows of a query, which may name the tables given."""
        for name, table in tables.items():
            self.connection.register(name, table)
        found = self.connection.execute(query).to_arrow_table()
        for name in tables:
            self.connection.unregister(name)
        return found

    def keep(self, name: str, table: pa.Table) -> None:
        """Keep a table under a name for the queries that follow, in the place of any before."""
        self.connection.register("kept", table)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM kept")
        self.connection.unregister("kept")

    def read_bodies(self, doc_ids: pa.Table) -> pa.Table:
        """Table(doc_id, body_digest, body) of documents, given as table(doc_id)."""
        wanted = "doc_id IN (SELECT doc_id FROM wanted)"
        columns = "doc_id, body_digest, body"
        pattern = self._staging.pattern("documents").replace("'", "''")
        query = f"SELECT {columns} FROM read_parquet('{pattern}') WHERE {wanted}"
        if "documents" in lake_tables(self.connection):
            query += (
                f" UNION ALL SELECT {columns} FROM {CATALOG}.main.documents"
                f" WHERE {wanted} AND doc_id NOT IN (SELECT doc_id FROM processed)"
            )
        return self.read(query, wanted=doc_ids)


@contextmanager
def open_rows(warehouse: Warehouse, staging: Staging) -> Iterator[Rows]:
    """The rows of a build and of the lake that it goes into.

    LakeError when the lake's tables have other columns than declared.
    """
    with open_duckdb(scratch=staging.folder) as connection:
        in_lake = attach_if_present(connection, warehouse)
        rows = Rows(connection, staging)
        rows.make_views(in_lake)
        yield rows
