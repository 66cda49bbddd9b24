"""Decides how Great Expectations counts the rows that break a rule: with one query, reading none.

Its own expectation runs the query again to fetch rows; ours are fetched for failures only.
"""

from typing import Any, ClassVar

from great_expectations.expectations.core.unexpected_rows_expectation import (
    UnexpectedRowsExpectation,
)

COUNT = "unexpected_rows_query.row_count"


class ExpectNoBrokenRows(UnexpectedRowsExpectation):
    """Holds where the query finds no row; the observed value is how many it finds."""

    metric_dependencies: ClassVar[tuple[str, ...]] = (COUNT,)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        found = metrics[COUNT]
        return {"success": found == 0, "result": {"observed_value": found}}
