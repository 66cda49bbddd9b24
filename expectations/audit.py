"""Decides whether the lake, as its open transaction has it, may be published."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import duckdb

from expectations.changed import hold_changed
from expectations.check import identifier
from expectations.plan import row_batches, row_checks, structure_batch
from expectations.quiet import quietly
from expectations.result import AuditResult, Failure, Outcome
from schemas.tables import TABLES

with quietly():
    from expectations.data_docs import build_site, refuse_other_files
    from expectations.session import Session


__all__ = ["AuditResult", "Failure", "Outcome", "audit_lake"]


def audit_lake(
    connection: duckdb.DuckDBPyConnection,
    *,
    catalog: str,
    build_day: datetime.date,
    docs_folder: Path | None,
    phrases: Sequence[str],
    since: int | None = None,
) -> AuditResult:
    """Looks at every table of `catalog` through `connection`, whose transaction stays open.

    `phrases` are words that only page furniture has. `since` is a version of which all local
    checks hold: they look at documents touched later and no others. The report is written to `docs_folder`,
    which is replaced whole (FileExistsError when it holds other files); None writes none.
    """
    if docs_folder is not None:
        refuse_other_files(docs_folder)
    with quietly():
        session = Session(connection)
        failures = session.run("structure", [structure_batch(catalog)])
        sound = TABLES.keys() - {failure.table for failure in failures}
        lake, checks = f"{identifier(catalog)}.main", row_checks(build_day, phrases)
        with hold_changed(connection, lake, sound, since) as changed:
            batches = row_batches(lake, checks, sound, changed)
            failures += session.run("rows", list(batches))
        if docs_folder is not None:
            build_site(session.context, docs_folder)
    return AuditResult(
        outcomes=tuple(session.outcomes),
        failed_critical=tuple(f for f in failures if f.severity == "critical"),
        failed_warning=tuple(f for f in failures if f.severity == "warning"),
    )
