"""Decides whether a staged build becomes a version: write, audit and publish in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.plan import local_rules
from flows.audit_phrases import audit_phrases
from flows.building.merging import add_build, write_tables
from flows.building.steps import Staged
from flows.code_version import code_version
from flows.extracting.extraction import references as known_references
from flows.extracting.outdated import last_keys
from flows.lake.duck import CATALOG, attach_for_writing, open_duckdb
from flows.lake.migration import migrate_tables
from flows.lake.reference_tables import reference_tables
from flows.lake.versions import Version, list_versions
from flows.lake.views import create_views
from flows.lake.writing import (
    check_unmoved,
    commit,
    count_rows,
    create_tables,
    remove_orphans,
    transaction,
    write_failed_rows,
)
from flows.progress import say
from flows.settings import WHOLE_PAGES_MEMORY_LIMIT, Warehouse
from flows.staging import Staging
from pipelines.errors import AuditFailed
from pipelines.references import References
from pipelines.stages import STAGES, build_keys

if TYPE_CHECKING:
    from expectations.audit import AuditResult


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: the current version, and whether this build published it."""

    build_id: str
    version: int
    is_new: bool
    counts: dict[str, int]
    warnings: tuple[str, ...]


def load_audit() -> None:
    """Import what audits a build: it takes seconds, best those in which worker processes are busy."""
    import expectations.audit  # noqa: F401


def publish_build(
    warehouse: Warehouse,
    staging: Staging,
    build_id: str,
    started_at: datetime,
    staged: Staged,
    linked_to: int | None,
) -> Build:
    """Write the staged tables, audit them uncommitted, and commit them as one version.

    AuditFailed when a critical expectation fails, LakeMoved when the lake has another snapshot than
    the one that the build was linked to (None is any): then nothing was published. A build that
    changes no row, by the stages and references that made the last one, publishes no version.
    """
    references = known_references()
    with open_duckdb(scratch=staging.folder, memory=WHOLE_PAGES_MEMORY_LIMIT) as connection:
        attach_for_writing(connection, warehouse)
        remove_orphans(connection, is_shared=warehouse.catalog_url is not None)
        with transaction(connection):
            check_unmoved(connection, linked_to)
            say("writing tables")
            changed, is_new = write_version(connection, staging, references)
            counts, versions = count_rows(connection), list_versions(connection)
            if not changed and not is_new:
                return Build(build_id, versions[-1].version, False, counts, staged.warnings)
            since = _find_audited(versions)
            audit = _audit(connection, warehouse, references, build_id, started_at, since)
            row = _build_row(references, build_id, started_at, staged, counts, audit)
            add_build(connection, row)
            message = f"{counts['documents']:,} documents, {counts['quotes']:,} quotes; {changed:,} rows changed"
            say("publishing")
            known = {
                "reference_digests": dict(references.digests),
                "local_rules": local_rules(),
            }
            version = commit(connection, message=message, extra=row | known)
    return Build(build_id, version, True, row["counts"], tuple(row["audit"]["warnings"]))


def write_version(
    connection: duckdb.DuckDBPyConnection, staging: Staging, references: References
) -> tuple[int, bool]:
    """Write the staged build into the open transaction.

    Returns how many rows are other than before, and whether anything else is: tables, views, or
    what the build was made by.
    """
    made = migrate_tables(connection)
    made |= create_tables(connection) | create_views(connection)
    is_new = made or last_keys(connection) != build_keys(references)
    return write_tables(connection, staging, reference_tables(references)), is_new


def _find_audited(versions: Sequence[Version]) -> int | None:
    """The last version, where the local checks that it passed are those of now; else None."""
    if versions and versions[-1].local_rules == local_rules():
        return versions[-1].version
    return None


def _audit(
    connection: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    references: References,
    build_id: str,
    started_at: datetime,
    since: int | None,
) -> AuditResult:
    from expectations.audit import audit_lake

    say("auditing")
    result = audit_lake(
        connection,
        catalog=CATALOG,
        build_day=started_at.date(),
        docs_folder=warehouse.audit,
        phrases=audit_phrases(references),
        since=since,
    )
    if result.success:
        return result
    failures = [
        {
            "table": failure.table,
            "expectation": failure.expectation,
            "message": failure.message,
            "unexpected_count": failure.unexpected_count,
            "rows": failure.rows,
        }
        for failure in result.failed_critical
    ]
    path = write_failed_rows(warehouse.failed / build_id, failures)
    lines = "\n".join(f"  {one['message']}" for one in failures)
    raise AuditFailed(
        f"the audit failed, nothing was published:\n{lines}\nthe failed rows are in {path}, "
        f"the whole report in {warehouse.audit / 'index.html'}"
    )


def _build_row(
    references: References,
    build_id: str,
    started_at: datetime,
    staged: Staged,
    counts: dict[str, int],
    audit: AuditResult,
) -> dict[str, Any]:
    return {
        "build_id": build_id,
        "started_at": started_at,
        "finished_at": datetime.now(UTC),
        "code_version": code_version(),
        "stage_versions": {stage.name: stage.version for stage in STAGES},
        "stage_keys": build_keys(references),
        "inputs": staged.inputs,
        "counts": counts | {"builds": counts["builds"] + 1},
        "audit": {
            "success": audit.success,
            "expectations": audit.expectations,
            "failed_critical": len(audit.failed_critical),
            "failed_warning": len(audit.failed_warning),
            "warnings": [*(one.message for one in audit.failed_warning), *staged.warnings],
        },
    }
