"""Decides the cause of every change record: its document's, else that of the documents it hangs on."""

from __future__ import annotations

from typing import Any

from flows.diffs.document_links import gather_links
from flows.diffs.two_versions import TwoVersions
from pipelines.delta import wording
from pipelines.delta.causes import (
    Explained,
    Making,
    changed_files,
    compare_keys,
    explain_build,
    explain_link,
    explain_table,
)
from schemas.delta import CAUSES
from schemas.tables import TABLES

# How many links a change is followed from a document to the rows that hang on it.
MOST_STEPS = 4
LINKED_TABLES = [name for name, table in TABLES.items() if table.made_by == "link"]


def explain_records(two: TwoVersions, before: Making, after: Making) -> None:
    """Make the table `record_causes` (record_id, cause, detail), a row for each of `records`.

    Needs the view `records` and what `explain_documents` makes.
    """
    run = two.connection.execute
    run(
        "CREATE TEMP TABLE open_records AS SELECT record_id, table_name, doc_id, own_uri, key, "
        "key_before, things, is_link_only FROM records"
    )
    run("CREATE TEMP TABLE record_causes (record_id BIGINT, cause VARCHAR, detail VARCHAR)")
    run("CREATE TEMP TABLE ranks (cause VARCHAR, rank INTEGER)")
    two.connection.executemany(
        "INSERT INTO ranks VALUES (?, ?)", [(name, rank) for rank, name in enumerate(CAUSES)]
    )
    _explain_tables(two, before, after)
    _explain_refused(two, explain_build(before, after))
    _explain_by_document(two)
    if _close(two):
        _follow_links(two)
    if _close(two):
        _explain_rest(two, before, after)


def _close(two: TwoVersions) -> int:
    """Take from `open_records` what has its cause now; returns how many are left."""
    two.connection.execute(
        "DELETE FROM open_records USING record_causes AS c WHERE c.record_id = open_records.record_id"
    )
    row = two.connection.execute("SELECT count(*) FROM open_records").fetchone()
    return int(row[0]) if row else 0


def _explain_tables(two: TwoVersions, before: Making, after: Making) -> None:
    """Reference tables by their files, rows of `withdrawn` by themselves."""
    for name, table in TABLES.items():
        if table.made_by == "reference":
            found = explain_table(name, before, after)
            _set_cause(two, found, "table_name = ?", [name])
    two.connection.execute(
        "INSERT INTO record_causes SELECT record_id, 'withdrawal', coalesce(w.detail, ?) "
        "FROM open_records AS o LEFT JOIN document_causes AS w "
        "ON w.doc_id = o.doc_id AND w.cause = 'withdrawal' WHERE o.table_name = 'withdrawn'",
        [wording.WITHDRAWN_BEFORE],
    )


def _set_cause(two: TwoVersions, found: Explained, condition: str, values: list[Any]) -> None:
    two.connection.execute(
        f"INSERT INTO record_causes SELECT record_id, ?, ? FROM open_records WHERE {condition}",
        [found.cause, found.detail, *values],
    )


def _explain_refused(two: TwoVersions, of_build: Explained | None) -> None:
    """Rows of `rejects`: by the document that the same bytes are on the other side, else by their address."""
    build = of_build or Explained("code_changed", "the code reads it otherwise")
    two.connection.execute(
        """
        INSERT INTO record_causes
        WITH refused AS (
            SELECT o.record_id, r.uri, r.raw_sha256, r.reason, r.source, o.key IS NOT NULL AS is_now
            FROM open_records AS o
            JOIN (
                SELECT true AS is_now, * FROM refused_after
                UNION ALL SELECT false, * FROM refused_before
            ) AS r ON r.is_now = (o.key IS NOT NULL)
                AND r.reject_id = json_extract_string(coalesce(o.key, o.key_before), '$.reject_id')
            WHERE o.table_name = 'rejects'
        ), known AS (
            SELECT r.*,
                EXISTS (SELECT 1 FROM documents_before AS d WHERE r.is_now AND d.uri = r.uri AND d.raw_sha256 = r.raw_sha256)
                OR EXISTS (SELECT 1 FROM documents_after AS d WHERE NOT r.is_now AND d.uri = r.uri AND d.raw_sha256 = r.raw_sha256)
                OR EXISTS (SELECT 1 FROM refused_before AS p JOIN refused_after AS n
                    ON n.uri = p.uri AND n.raw_sha256 = p.raw_sha256
                    WHERE p.uri = r.uri AND p.raw_sha256 = r.raw_sha256) AS is_same_input,
                EXISTS (SELECT 1 FROM documents_before AS d WHERE d.uri = r.uri)
                OR EXISTS (SELECT 1 FROM refused_before AS d WHERE d.uri = r.uri) AS was_there,
                EXISTS (SELECT 1 FROM documents_after AS d WHERE d.uri = r.uri)
                OR EXISTS (SELECT 1 FROM refused_after AS d WHERE d.uri = r.uri) AS is_there
            FROM refused AS r
        )
        SELECT record_id,
            CASE WHEN is_now AND reason = 'withdrawn' THEN 'withdrawal'
                WHEN is_same_input THEN $build_cause
                WHEN is_now AND NOT was_there THEN 'new_document' ELSE 'source_revised' END,
            CASE WHEN is_now AND reason = 'withdrawn' THEN format($withdrawn, uri)
                WHEN is_same_input AND is_now THEN format($now_refused, uri, reason, $build_detail)
                WHEN is_same_input THEN format($now_read, uri, reason, $build_detail)
                WHEN is_now AND NOT was_there THEN format($new, uri)
                WHEN is_there THEN format($revised, uri)
                ELSE format($gone, source, uri) END
        FROM known
        """,
        {
            "build_cause": build.cause,
            "build_detail": build.detail,
            "now_refused": wording.NOW_REFUSED,
            "now_read": wording.NOW_READ,
            "withdrawn": wording.STAYS_WITHDRAWN,
            "new": wording.NEW_REFUSED,
            "revised": wording.REVISED_REFUSED,
            "gone": wording.SOURCE_GONE,
        },
    )


def _explain_by_document(two: TwoVersions) -> None:
    """Rows of one document that came, went or was read otherwise; not what only tells of others."""
    two.connection.execute(
        "INSERT INTO record_causes SELECT o.record_id, coalesce(s.cause, d.cause), "
        "coalesce(s.detail, d.detail) FROM open_records AS o "
        "JOIN document_causes AS d ON d.doc_id = o.doc_id "
        "LEFT JOIN signature_causes AS s "
        "ON s.signature = d.signature AND s.table_name = o.table_name "
        "WHERE o.table_name <> 'withdrawn' AND "
        "(d.signature IS NULL OR (s.cause IS NOT NULL AND NOT o.is_link_only))"
    )


def _follow_links(two: TwoVersions) -> None:
    """Rows by what they hang on, step by step from the documents with a cause of their own.

    The nearest thing counts, of several the first in the order of causes.
    """
    run = two.connection.execute
    gather_links(two)
    run("CREATE TEMP TABLE spreading AS SELECT doc_id, uri, cause, detail FROM document_causes")
    for _ in range(MOST_STEPS):
        run("CREATE OR REPLACE TEMP TABLE thing_causes AS " + _THING_CAUSES)
        run("CREATE OR REPLACE TEMP TABLE found AS " + _BY_THINGS, _WORDS)
        run("INSERT INTO record_causes SELECT record_id, cause, detail FROM found")
        run(
            "CREATE OR REPLACE TEMP TABLE spreading AS "
            "SELECT o.doc_id, o.own_uri AS uri, f.cause, f.detail FROM found AS f "
            "JOIN open_records AS o USING (record_id) WHERE o.table_name = 'documents'"
        )
        spread = run("SELECT count(*) FROM spreading").fetchone()
        if not _close(two) or not spread or not spread[0]:
            return


_THING_CAUSES = """
    SELECT l.thing, count(DISTINCT s.doc_id) AS document_count,
        arg_min({'rank': r.rank, 'doc_id': s.doc_id, 'uri': s.uri, 'cause': s.cause, 'detail': s.detail},
            {'rank': r.rank, 'doc_id': s.doc_id}) AS chosen
    FROM document_links AS l JOIN spreading AS s USING (doc_id) JOIN ranks AS r USING (cause)
    GROUP BY l.thing
"""
_WORDS = {"one": wording.THROUGH_ONE, "more": wording.THROUGH_MORE}
_BY_THINGS = """
    WITH chosen AS (
        SELECT w.record_id, w.doc_id AS own_id, arg_min(
            {'document_count': t.document_count, 'chosen': t.chosen},
            {'distance': w.distance, 'rank': t.chosen.rank, 'doc_id': t.chosen.doc_id, 'thing': w.thing}
        ) AS best
        FROM wanted AS w JOIN thing_causes AS t USING (thing) JOIN open_records USING (record_id)
        GROUP BY w.record_id, w.doc_id
    )
    SELECT record_id, best.chosen.cause AS cause,
        CASE WHEN best.chosen.doc_id IS NOT DISTINCT FROM own_id THEN best.chosen.detail
            WHEN best.document_count = 1 THEN format($one, best.chosen.uri, best.chosen.detail)
            ELSE format($more, best.chosen.uri, best.document_count - 1, best.chosen.detail) END AS detail
    FROM chosen
"""


def _explain_rest(two: TwoVersions, before: Making, after: Making) -> None:
    """What hangs on no document with a cause: by the linking, the build, or what all changes share."""
    of_link = explain_link(compare_keys(before.keys(), after.keys()), changed_files(before, after))
    of_build = explain_build(before, after)
    if of_link is not None:
        _set_cause(
            two, of_link, "is_link_only OR list_contains(?::VARCHAR[], table_name)", [LINKED_TABLES]
        )
        _close(two)
    if of_build is not None:
        _set_cause(
            two,
            of_build,
            "NOT is_link_only AND NOT list_contains(?::VARCHAR[], table_name)",
            [LINKED_TABLES],
        )
        _close(two)
    _set_cause(two, _shared_cause(two) or of_build or _NOTHING_KNOWN, "true", [])


def _shared_cause(two: TwoVersions) -> Explained | None:
    row = two.connection.execute(
        "SELECT arg_min(cause, rank) FROM (SELECT cause FROM document_causes UNION "
        "SELECT cause FROM record_causes) JOIN ranks USING (cause)"
    ).fetchone()
    return Explained(row[0], wording.SHARED) if row and row[0] else None


_NOTHING_KNOWN = Explained("code_changed", wording.UNKNOWN)
