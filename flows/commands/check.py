"""Decides how `onrecord check` audits the current version again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import orjson

from flows.audit_phrases import audit_phrases
from flows.lake.duck import CATALOG, open_duckdb
from flows.lake.migration import attach_as_declared
from flows.prefect_home import switch_off_telemetry
from flows.reference_files import load_references
from flows.settings import WHOLE_PAGES_MEMORY_LIMIT, Warehouse
from pipelines.errors import AuditFailed


def run_check(warehouse: Warehouse, *, as_json: bool) -> None:
    """Audit, print the result; AuditFailed when a critical expectation fails."""
    switch_off_telemetry()
    from expectations.audit import audit_lake

    references = load_references()
    with open_duckdb(memory=WHOLE_PAGES_MEMORY_LIMIT) as connection:
        attach_as_declared(connection, warehouse)
        result = audit_lake(
            connection,
            catalog=CATALOG,
            build_day=datetime.now(UTC).date(),
            docs_folder=None,
            phrases=audit_phrases(references),
        )
    failures = (*result.failed_critical, *result.failed_warning)
    if as_json:
        answer = {
            "success": result.success,
            "expectations": result.expectations,
            "failed": [
                {"table": one.table, "severity": one.severity, "message": one.message}
                for one in failures
            ],
        }
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    else:
        for one in failures:
            sys.stdout.write(f"{one.severity}: {one.message}\n")
        sys.stdout.write(f"{result.expectations} expectations, {len(failures)} failed\n")
    if not result.success:
        raise AuditFailed(f"{len(result.failed_critical)} critical expectations failed")
