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
class Outcome:
    """An expectation that was looked at, in words, and whether it holds."""

    table: str
    expectation: str
    rule: str
    severity: Severity
    success: bool
    unexpected_count: int


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The outcome of an audit: every expectation that was looked at, and those that failed."""

    outcomes: tuple[Outcome, ...]
    failed_critical: tuple[Failure, ...] = ()
    failed_warning: tuple[Failure, ...] = ()

    @property
    def expectations(self) -> int:
        """How many expectations were looked at."""
        return len(self.outcomes)

    @property
    def success(self) -> bool:
        """Whether no critical expectation failed."""
        return not self.failed_critical
