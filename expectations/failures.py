"""Decides how an expectation's outcome is told: a failed one in words, with the first rows."""

from typing import Any

import duckdb
from great_expectations.core import ExpectationValidationResult

from expectations.check import Batch, Check
from expectations.result import Failure, Outcome

SAMPLE = 20
LONGEST_VALUE = 200


def failure(
    check: Check, result: ExpectationValidationResult, rows: tuple[dict[str, Any], ...]
) -> Failure:
    """What is wrong, from the failed result; an expectation that could not be run is critical."""
    fault = _fault(result.exception_info)
    if fault is not None:
        message = f"{check.table}: it could not be checked that {check.rule}: {fault}"
        return Failure(check.table, check.name, "critical", message, 0)
    count = _count(result.result)
    broken = "1 row breaks" if count == 1 else f"{count} rows break"
    message = f"{check.table}: {broken} the rule that {check.rule}"
    if rows:
        shown = ", ".join(f"{name} {_told(value)}" for name, value in rows[0].items())
        message = f"{message}; the first: {shown}"
    return Failure(check.table, check.name, check.severity, message, count, rows)


def outcome(check: Check, failed: Failure | None) -> Outcome:
    """How a check ended; `failed` is its failure where it has one."""
    return Outcome(
        check.table,
        check.name,
        check.rule,
        failed.severity if failed else check.severity,
        failed is None,
        failed.unexpected_count if failed else 0,
    )


def sample(
    connection: duckdb.DuckDBPyConnection, batch: Batch, check: Check
) -> tuple[dict[str, Any], ...]:
    """The first rows that break the rule; none where the statement itself cannot be run."""
    statement = check.sql(batch.lake, f"({batch.query})")
    try:
        found = connection.execute(f"SELECT * FROM ({statement}) LIMIT {SAMPLE}")  # noqa: S608
    except duckdb.Error:
        return ()
    names = [column[0] for column in found.description]
    return tuple(
        {name: _short(value) for name, value in zip(names, row, strict=True)}
        for row in found.fetchall()
    )


def _count(result: dict[str, Any]) -> int:
    return int(result.get("unexpected_count", result.get("observed_value", 0)))


def _fault(info: Any) -> str | None:
    """The first line of what was raised, where anything was."""
    infos = [info] if "raised_exception" in (info or {}) else list((info or {}).values())
    for one in infos:
        if one.get("raised_exception"):
            return next(iter(str(one["exception_message"]).splitlines()), "no reason given")
    return None


def _short(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return value[:LONGEST_VALUE] + "…"
    return value


def _told(value: Any) -> str:
    if value is None:
        return "null"
    return repr(value) if isinstance(value, str) else str(value)
