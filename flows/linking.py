"""Decides what the links across documents are made from: the lake's rows and the staged ones."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from flows.duck import CATALOG, attach_for_reading, open_duckdb
from flows.lake import lake_tables
from flows.settings import Warehouse
from flows.staging import LINKS, Staging
from pipelines.link.duplicates import link_duplicates
from pipelines.link.speakers import link_speakers
from pipelines.link.stories import link_stories
from pipelines.link.utterances import link_utterances
from pipelines.link.years import infer_days
from pipelines.references import References

DOCUMENTS = "doc_id, uri, title, outlet_id, body_digest, published_on, retrieved_at, language"
DATELINES = "doc_id, date_text"
WITHOUT_YEAR = "role = 'dateline' AND resolved_from IS NULL"
QUOTES = "quote_id, doc_id, speaker_name, speaker_kind, speaker_role, speaker_affiliation, quote_text, kind"


def link_documents(warehouse: Warehouse, staging: Staging, references: References) -> None:
    """Link all documents, those of the lake and the staged ones, and stage the results."""
    with open_duckdb(scratch=staging.folder) as connection:
        in_lake = _attach_if_present(connection, warehouse)
        documents = _all_rows(connection, staging, "documents", DOCUMENTS, in_lake=in_lake)
        quotes = _all_rows(connection, staging, "quotes", QUOTES, in_lake=in_lake)
        datelines = _all_rows(
            connection, staging, "date_mentions", DATELINES, WITHOUT_YEAR, in_lake=in_lake
        )
    duplicates = link_duplicates(documents)
    speakers, spoken_by = link_speakers(quotes)
    utterances, uttered_in = link_utterances(_describe_quotes(quotes, spoken_by, documents))
    stories, told_in = link_stories(
        _join(documents, duplicates, "doc_id"), _join(quotes, uttered_in, "quote_id")
    )
    days = infer_days(_join(documents, told_in, "doc_id"), datelines, references)
    tables = {"speakers": speakers, "utterances": utterances, "stories": stories}
    links = (duplicates, told_in, days, spoken_by, uttered_in)
    for name, table in (tables | dict(zip(LINKS, links, strict=True))).items():
        staging.write_table(name, "all", table)


def _attach_if_present(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> bool:
    if not warehouse.catalog.exists():
        return False
    attach_for_reading(connection, warehouse)
    return {"documents", "quotes", "date_mentions"} <= lake_tables(connection)


def _all_rows(
    connection: duckdb.DuckDBPyConnection,
    staging: Staging,
    name: str,
    columns: str,
    wanted: str = "true",
    *,
    in_lake: bool,
) -> pa.Table:
    query = f"SELECT {columns} FROM read_parquet(?) WHERE {wanted}"
    values = [staging.pattern(name)]
    if in_lake:
        query += (
            f" UNION ALL SELECT {columns} FROM {CATALOG}.main.{name}"
            f" WHERE {wanted} AND doc_id NOT IN (SELECT doc_id FROM read_parquet(?))"
        )
        values.append(staging.pattern("processed"))
    return connection.execute(query, values).to_arrow_table()


def _describe_quotes(quotes: pa.Table, spoken_by: pa.Table, documents: pa.Table) -> pa.Table:
    about = documents.select(["doc_id", "outlet_id", "published_on"])
    return _join(_join(quotes, spoken_by, "quote_id"), about, "doc_id")


def _join(left: pa.Table, right: pa.Table, key: str) -> pa.Table:
    return left.join(right, key, join_type="left outer")
