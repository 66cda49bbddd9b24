"""Decides how `onrecord withdraw` takes a page back: written down first, then out of the next version."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import duckdb

from flows.building.making import Plainly, make_version
from flows.building.publishing import Build
from flows.building.workers import Workers
from flows.extracting.withdrawals import Withdrawal, add_withdrawal, read_withdrawals
from flows.lake.duck import CATALOG, attach_for_reading, open_duckdb
from flows.lake.locks import hold_lake
from flows.prefect_home import switch_off_telemetry
from flows.progress import say
from flows.settings import Warehouse
from pipelines.errors import OnrecordError, UsageError

AT_URI = f"""
    SELECT uri, doc_id FROM {CATALOG}.main.documents WHERE uri IN (
        SELECT uri FROM {CATALOG}.main.documents WHERE uri = ? OR doc_id = ?
    ) ORDER BY doc_id
"""  # noqa: S608 - declared names


def run_withdraw(
    name: str, warehouse: Warehouse, reason: str, by: str | None, jobs: int, *, as_json: bool
) -> None:
    """Withdraw all documents at a uri, which may be named by one of them, and print the result.

    UsageError when the lake has no such page. A withdrawal that was killed is finished by the next
    build, or by the same command.
    """
    if not reason.strip():
        raise UsageError("--reason is empty: say why the page is withdrawn")
    switch_off_telemetry()
    with hold_lake(warehouse):
        uri = _note(name, warehouse, reason.strip(), by)
    done = _publish(warehouse, jobs)
    for line in done.warnings:
        say(f"warning: {line}")
    if as_json:
        answer = {"uri": uri, "version": done.version, "is_new": done.is_new}
        sys.stdout.write(json.dumps(answer) + "\n")
    elif done.is_new:
        sys.stdout.write(f"withdrew {uri}: published version {done.version}\n")
    else:
        sys.stdout.write(f"{uri} is withdrawn already: version {done.version} stays current\n")


def _note(name: str, warehouse: Warehouse, reason: str, by: str | None) -> str:
    """Write the withdrawal down unless it is known; returns the uri."""
    known = {
        each: one.uri for one in read_withdrawals(warehouse) for each in (one.uri, *one.doc_ids)
    }
    if name in known:
        return known[name]
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse)
        found = connection.execute(AT_URI, [name, name]).fetchall()
    if not found:
        raise UsageError(
            f"the lake has no page {name}: look its uri or doc_id up in the table documents"
        )
    uri = found[0][0]
    doc_ids = tuple(doc_id for _, doc_id in found)
    add_withdrawal(warehouse, Withdrawal(uri, doc_ids, reason, by, datetime.now(UTC)))
    return str(uri)


def _publish(warehouse: Warehouse, jobs: int) -> Build:
    try:
        with Workers(jobs) as workers:
            return make_version(warehouse, (), Plainly(workers))[0]
    except duckdb.Error as error:
        raise OnrecordError(
            f"the withdrawal is written down but not published: {type(error).__name__}: {error}; "
            "check memory and free disk space, then run it again"
        ) from error
