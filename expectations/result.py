"""Decides what the audit answers: whether the lake may be published, and what was wrong."""

from dataclasses import dataclass
from typing import Any

from expectations.check import Severity


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that failed; `rows` are the first of the `unexpected_count` rows."""

    table: str
    expectation: str
    severity: Severity
    message: str
    unexpected_count: int
    rows: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The outcome of an audit; `expectations` counts those that were looked at."""

    expectations: int
    failed_critical: tuple[Failure, ...] = ()
    failed_warning: tuple[Failure, ...] = ()

    @property
    def success(self) -> bool:
        """Whether no critical expectation failed."""
        return not self.failed_critical
