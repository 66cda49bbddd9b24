"""Decides for every document that came, went or was read otherwise between two versions why it did."""

from __future__ import annotations

import json

from flows.diffs.two_versions import AFTER, BEFORE, SIDES, TwoVersions
from pipelines.delta import wording
from pipelines.delta.causes import (
    Explained,
    KeyChange,
    Making,
    changed_files,
    compare_keys,
    explain_build,
    explain_keys,
)
from pipelines.delta.depends import writers
from pipelines.stage_keys import CORRECTIONS
from pipelines.stages import LINK
from schemas.tables import TABLES

WITHDRAWN_COLUMNS = ("doc_id", "uri", "reason", "withdrawn_by")


def find_withdrawn(two: TwoVersions) -> None:
    """Make the table `newly_withdrawn` of documents that only the later version has as taken back."""
    columns = ", ".join(f"w.{name}" for name in WITHDRAWN_COLUMNS)
    found = "SELECT ''::VARCHAR AS doc_id, '' AS uri, '' AS reason, '' AS withdrawn_by LIMIT 0"
    if two.has(AFTER, "withdrawn", *WITHDRAWN_COLUMNS):
        found = f"SELECT {columns} FROM {AFTER}.main.withdrawn AS w"
        if two.has(BEFORE, "withdrawn", "doc_id"):
            found += f" ANTI JOIN {BEFORE}.main.withdrawn AS b ON b.doc_id = w.doc_id"
    two.connection.execute(f"CREATE TEMP TABLE newly_withdrawn AS {found}")


def explain_documents(two: TwoVersions, before: Making, after: Making) -> None:
    """Make the tables `document_causes` and `signature_causes`.

    The first has doc_id, uri, cause, detail, signature, the other signature, table_name, cause,
    detail. A document that both versions have is listed when the keys of its stages differ; how they
    differ is its `signature`, and then the cause depends on the table. Needs `newly_withdrawn`
    and `successors`.
    """
    run = two.connection.execute
    for side in SIDES:
        run(f"CREATE TEMP TABLE documents_{side} AS {_documents(two, side)}")
        run(f"CREATE TEMP TABLE refused_{side} AS {_refused(two, side)}")
    run(
        "CREATE TEMP TABLE document_causes "
        "(doc_id VARCHAR, uri VARCHAR, cause VARCHAR, detail VARCHAR, signature VARCHAR)"
    )
    of_build = explain_build(before, after) or Explained(
        "code_changed", "the code reads it otherwise"
    )
    _add_withdrawn(two)
    _add_new(two, of_build)
    _add_gone(two, of_build)
    _add_read_otherwise(two, before, after)


def _documents(two: TwoVersions, side: str) -> str:
    """SQL of a side's documents: doc_id, uri, raw_sha256, supersedes, keys of their stages."""
    if not two.has(side, "documents", "doc_id", "uri", "raw_sha256"):
        return (
            "SELECT ''::VARCHAR AS doc_id, '' AS uri, '' AS raw_sha256, '' AS supersedes, "
            "MAP([''], ['']) AS stage_keys LIMIT 0"
        )
    supersedes = "d.supersedes" if two.has(side, "documents", "supersedes") else "NULL::VARCHAR"
    stages, keys = "", "NULL::MAP(VARCHAR, VARCHAR)"
    if two.has(side, "document_stages", "doc_id", "stage_keys"):
        stages = f"LEFT JOIN {side}.main.document_stages AS s ON s.doc_id = d.doc_id"
        keys = "s.stage_keys"
    return (
        f"SELECT d.doc_id, d.uri, d.raw_sha256, {supersedes} AS supersedes, {keys} AS stage_keys "
        f"FROM {side}.main.documents AS d {stages}"
    )


def _refused(two: TwoVersions, side: str) -> str:
    if not two.has(side, "rejects", "reject_id", "uri", "raw_sha256", "reason", "source"):
        return "SELECT ''::VARCHAR AS reject_id, '' AS uri, '' AS raw_sha256, '' AS reason, '' AS source LIMIT 0"
    return f"SELECT reject_id, uri, raw_sha256, reason, source FROM {side}.main.rejects"


def _add_withdrawn(two: TwoVersions) -> None:
    two.connection.execute(
        "INSERT INTO document_causes SELECT doc_id, uri, 'withdrawal', "
        "format(?, uri, coalesce(' by ' || withdrawn_by, ''), reason), NULL FROM newly_withdrawn",
        [wording.WITHDRAWN_PAGE],
    )


def _add_new(two: TwoVersions, of_build: Explained) -> None:
    two.connection.execute(
        """
        INSERT INTO document_causes
        WITH new AS (
            SELECT a.*, moved.uri AS moved_from, refused.reason AS refused,
                coalesce(a.supersedes, earlier.doc_id) AS replaces
            FROM documents_after AS a ANTI JOIN documents_before AS b ON b.doc_id = a.doc_id
            LEFT JOIN (
                SELECT s.key, min(d.uri) AS uri FROM successors AS s
                JOIN documents_before AS d ON d.doc_id = s.key_before
                WHERE s.table_name = 'documents' GROUP BY s.key
            ) AS moved ON moved.key = a.doc_id AND moved.uri <> a.uri
            LEFT JOIN (SELECT uri, max(doc_id) AS doc_id FROM documents_before GROUP BY uri) AS earlier
                ON earlier.uri = a.uri
            LEFT JOIN (SELECT uri, raw_sha256, min(reason) AS reason FROM refused_before GROUP BY ALL)
                AS refused ON refused.uri = a.uri AND refused.raw_sha256 = a.raw_sha256
        )
        SELECT doc_id, uri,
            CASE WHEN moved_from IS NOT NULL OR replaces IS NOT NULL THEN 'source_revised'
                WHEN refused IS NOT NULL THEN $build_cause ELSE 'new_document' END,
            CASE WHEN moved_from IS NOT NULL THEN format($moved, uri, moved_from)
                WHEN replaces IS NOT NULL THEN format($revised, uri, replaces)
                WHEN refused IS NOT NULL THEN format($now_read, uri, refused, $build_detail)
                ELSE format($new, uri) END,
            NULL
        FROM new
        """,
        {
            "build_cause": of_build.cause,
            "build_detail": of_build.detail,
            "moved": wording.MOVED_PAGE,
            "revised": wording.REVISED_PAGE,
            "now_read": wording.NOW_READ,
            "new": wording.NEW_PAGE,
        },
    )


def _add_gone(two: TwoVersions, of_build: Explained) -> None:
    two.connection.execute(
        """
        INSERT INTO document_causes
        WITH gone AS (
            SELECT b.*, refused.reason AS refused, later.doc_id AS replaced_by
            FROM documents_before AS b ANTI JOIN documents_after AS a ON a.doc_id = b.doc_id
            LEFT JOIN (SELECT uri, min(doc_id) AS doc_id FROM documents_after GROUP BY uri) AS later
                ON later.uri = b.uri
            LEFT JOIN (SELECT uri, raw_sha256, min(reason) AS reason FROM refused_after GROUP BY ALL)
                AS refused ON refused.uri = b.uri AND refused.raw_sha256 = b.raw_sha256
            WHERE b.doc_id NOT IN (SELECT doc_id FROM newly_withdrawn)
        )
        SELECT doc_id, uri,
            CASE WHEN replaced_by IS NULL AND refused IS NOT NULL THEN $build_cause
                ELSE 'source_revised' END,
            CASE WHEN replaced_by IS NOT NULL THEN format($replaced, uri, replaced_by)
                WHEN refused IS NOT NULL THEN format($now_refused, uri, refused, $build_detail)
                ELSE format($gone, uri) END,
            NULL
        FROM gone
        """,
        {
            "build_cause": of_build.cause,
            "build_detail": of_build.detail,
            "replaced": wording.REPLACED_PAGE,
            "now_refused": wording.NOW_REFUSED,
            "gone": wording.GONE_PAGE,
        },
    )


def _add_read_otherwise(two: TwoVersions, before: Making, after: Making) -> None:
    """Documents that both versions have, made by other stages.

    Where a version does not record the stages of each document, those of its build count.
    """
    run = two.connection.execute
    by_build = _sign(compare_keys(before.keys(), after.keys()))
    run(
        """
        CREATE TEMP TABLE signed AS
        SELECT a.doc_id, a.uri, CASE
            WHEN b.stage_keys IS NULL OR a.stage_keys IS NULL THEN ?
            ELSE to_json(list_filter(list_transform(
                list_sort(list_distinct(list_concat(map_keys(b.stage_keys), map_keys(a.stage_keys)))),
                lambda stage: CASE
                    WHEN b.stage_keys[stage] IS NOT DISTINCT FROM a.stage_keys[stage] THEN NULL
                    WHEN stage = ? THEN [stage, '', '']
                    ELSE [stage, coalesce(b.stage_keys[stage], ''), coalesce(a.stage_keys[stage], '')]
                END), lambda one: one IS NOT NULL))::VARCHAR
            END AS signature
        FROM documents_before AS b JOIN documents_after AS a USING (doc_id)
        WHERE b.stage_keys IS NULL OR a.stage_keys IS NULL
            OR b.stage_keys IS DISTINCT FROM a.stage_keys
        """,
        [by_build, CORRECTIONS],
    )
    signatures = run(
        "SELECT DISTINCT signature FROM signed WHERE signature <> '[]' ORDER BY signature"
    ).fetchall()
    run(
        "CREATE TEMP TABLE signature_causes "
        "(signature VARCHAR, table_name VARCHAR, cause VARCHAR, detail VARCHAR)"
    )
    rows = [
        (signature, table, found.cause, found.detail)
        for (signature,) in signatures
        for table, found in _explain_signature(signature, changed_files(before, after))
    ]
    if rows:
        two.connection.executemany("INSERT INTO signature_causes VALUES (?, ?, ?, ?)", rows)
    run(
        "INSERT INTO document_causes SELECT s.doc_id, s.uri, c.cause, c.detail, s.signature "
        "FROM signed AS s JOIN signature_causes AS c ON c.signature = s.signature AND c.table_name = ''"
    )


def _sign(changes: tuple[KeyChange, ...]) -> str:
    """The signature of documents of which only the build's stages are known."""
    of_stages = [one for one in changes if one.stage not in (LINK, CORRECTIONS)]
    return json.dumps([[one.stage, one.before, one.after] for one in of_stages])


def _explain_signature(signature: str, files: frozenset[str]) -> list[tuple[str, Explained]]:
    """The cause of changes in each table, and under an empty name that of the document as a whole."""
    changes = [KeyChange(*one) for one in json.loads(signature)]
    tables: list[str | None] = [None, *(name for name in TABLES if writers(name))]
    found = [(table or "", explain_keys(changes, files, table)) for table in tables]
    return [(table, one) for table, one in found if one is not None]
