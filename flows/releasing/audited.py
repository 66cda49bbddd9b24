"""Decides how the audit of a released version is run again and told: every check with its result."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import duckdb

from flows.audit_phrases import audit_phrases
from flows.lake.duck import CATALOG
from flows.lake.versions import Version
from flows.prefect_home import switch_off_telemetry
from flows.reference_files import load_references
from flows.releasing.files import write_json
from pipelines.errors import AuditFailed


def write_audit(
    connection: duckdb.DuckDBPyConnection, version: Version, path: Path
) -> dict[str, int]:
    """Audit the attached version and write every check; returns the counts.

    AuditFailed when a critical check fails: such a version is not released.
    """
    switch_off_telemetry()
    from expectations.audit import audit_lake

    result = audit_lake(
        connection,
        catalog=CATALOG,
        build_day=version.committed_at.date(),
        docs_folder=None,
        phrases=audit_phrases(load_references()),
    )
    if not result.success:
        lines = "\n".join(f"  {one.message}" for one in result.failed_critical)
        raise AuditFailed(f"version {version.version} fails the audit of this code:\n{lines}")
    counts = {
        "evaluated": len(result.outcomes),
        "passed": sum(one.success for one in result.outcomes),
        "warnings": len(result.failed_warning),
    }
    checks = [asdict(one) for one in result.outcomes]
    write_json(path, {"version": version.version, **counts, "checks": checks})
    return counts
