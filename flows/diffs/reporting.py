"""Decides which questions the report of a version answers, and reads the answers at that version."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

import duckdb
import orjson

import schemas
from flows.diffs.delta_file import read_report
from flows.diffs.diffing import write_delta
from flows.lake.duck import attach_for_reading, open_duckdb
from flows.lake.versions import choose_version, named_versions, version_before
from flows.settings import Warehouse
from pipelines.errors import OnrecordError
from pipelines.report.version_report import Section, VersionReport

LIMITS = Path(schemas.__file__).parents[1] / "docs" / "limits.md"
ROWS = 25
SAMPLES = 2

# Title, what it tells, query.
QUESTIONS = (
    (
        "Counts",
        "Rows of the tables that people read.",
        "SELECT 'documents' AS table_name, count(*) AS rows FROM documents "
        "UNION ALL SELECT 'quotes in quotation marks', count(*) FROM quotes WHERE kind <> 'indirect' "
        "UNION ALL SELECT 'reported speech', count(*) FROM quotes WHERE kind = 'indirect' "
        "UNION ALL SELECT 'citations', count(*) FROM citations "
        "UNION ALL SELECT 'speakers', count(*) FROM speakers "
        "UNION ALL SELECT 'utterances', count(*) FROM utterances "
        "UNION ALL SELECT 'stories', count(*) FROM stories "
        "UNION ALL SELECT 'refused inputs', count(*) FROM rejects",
    ),
    (
        "Coverage by outlet",
        "Copies are documents that repeat an earlier one.",
        "SELECT coalesce(outlet_name, '(not told)') AS outlet, document_count, copy_count, quote_count, "
        "speaker_count, story_count, first_day, last_day FROM outlet_coverage "
        "ORDER BY document_count DESC, outlet",
    ),
    (
        "Coverage by language",
        "The language of the article's text.",
        "SELECT coalesce(language, '(not told)') AS language, count(*) AS documents, "
        "count(DISTINCT outlet_name) AS outlets FROM documents GROUP BY ALL ORDER BY documents DESC, language",
    ),
    (
        "Coverage by day",
        "Days of publication, inferred ones too, the latest first.",
        "SELECT coalesce(published_on, published_inferred_on) AS day, count(*) AS documents, "
        "count(DISTINCT outlet_name) AS outlets FROM documents GROUP BY ALL ORDER BY day DESC NULLS LAST",
    ),
    (
        "Most quoted speakers",
        "Quotes in quotation marks; reported speech is counted apart.",
        "SELECT name, kind, quote_count, report_count, document_count, first_published_on AS first_day, "
        "last_published_on AS last_day FROM speakers ORDER BY quote_count DESC, name",
    ),
    (
        "Most cited resolutions",
        "Explicit mentions name the resolution, implicit ones describe it.",
        "SELECT symbol, any_value(subject) AS subject, count(*) FILTER (kind = 'explicit') AS explicit, "
        "count(*) FILTER (kind = 'implicit') AS implicit, count(DISTINCT doc_id) AS documents, "
        "count(DISTINCT outlet_name) AS outlets FROM resolution_citations "
        "GROUP BY symbol ORDER BY documents DESC, symbol",
    ),
    (
        "Utterances in most outlets, with their wordings",
        "How each document words the utterance: [-dropped-], {+added+} against the fullest wording.",
        "SELECT v.speaker, v.canonical_text, v.outlet_name AS outlet, v.day, v.wording "
        "FROM utterance_variants AS v JOIN (SELECT utterance_id, outlet_count, document_count "
        "FROM utterances WHERE document_count > 1 ORDER BY outlet_count DESC, document_count DESC, "
        "utterance_id LIMIT 10) AS u USING (utterance_id) "
        "ORDER BY u.outlet_count DESC, u.document_count DESC, utterance_id, v.day, v.sentence_id",
    ),
    (
        "Refused inputs",
        "What did not become a document, by the reason.",
        "SELECT stage, reason, count(*) AS inputs FROM rejects GROUP BY ALL ORDER BY inputs DESC, stage, reason",
    ),
)


def read_version_report(warehouse: Warehouse, at: str | None) -> VersionReport:
    """The report of the version that `at` means, the latest without.

    OnrecordError when the version lacks what the report asks for.
    """
    versions = named_versions(warehouse)
    version = choose_version(versions, at)
    before = version_before(versions, version)
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse, at=version.version)
        try:
            sections = tuple(_answer(connection, *question) for question in QUESTIONS)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise OnrecordError(
                f"version {version.version} was made by code without some table, view or column that the report "
                f"asks for: {error}; ask for a later version"
            ) from error
    with tempfile.TemporaryDirectory(prefix="onrecord-report-") as folder:
        delta = Path(folder) / "delta.parquet"
        write_delta(warehouse, before.version if before else None, version.version, delta)
        changes = read_report(delta, samples=SAMPLES)
    facts = orjson.loads(orjson.dumps(asdict(version)))
    return VersionReport(facts, sections, changes, LIMITS.read_text("utf-8"))


def _answer(connection: duckdb.DuckDBPyConnection, title: str, note: str, query: str) -> Section:
    counted = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()  # noqa: S608 - fixed queries
    found = connection.execute(f"{query} LIMIT {ROWS}")
    columns = tuple(column[0] for column in found.description or ())
    return Section(title, note, columns, tuple(found.fetchall()), counted[0] if counted else 0)
