"""Decides how Great Expectations reads the lake: on the lake's own connection.

An open transaction is visible to its own connection only, so the audit borrows that one.
"""

from typing import Any, ClassVar, Literal

import duckdb
import great_expectations as gx
import sqlalchemy as sa
from duckdb_engine import ConnectionWrapper
from great_expectations.data_context.data_context.ephemeral_data_context import (
    EphemeralDataContext,
)
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import (
    SqlAlchemyExecutionEngine,
)
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.pool import StaticPool


class BorrowedConnection(ConnectionWrapper):
    """A DuckDB connection lent to SQLAlchemy, which may neither end its transaction nor close it."""

    def begin(self) -> None:
        """Leaves the transaction as it is."""

    def commit(self) -> None:
        """Leaves the transaction as it is."""

    def rollback(self) -> None:
        """Leaves the transaction as it is."""

    def close(self) -> None:
        """Leaves the connection open."""


class LakeExecutionEngine(SqlAlchemyExecutionEngine):
    """Runs statements in DuckDB."""

    def execute_query(self, query: Any) -> Any:
        """The rows, fetched at once: the caller reads them after the connection is given back."""
        with self.get_connection() as connection:
            if not isinstance(query, sa.TextClause):
                return connection.execute(query).freeze()()
            # As it stands: a colon in a phrase is no parameter.
            result = connection.exec_driver_sql(query.text)
            names = SimpleResultMetaData(tuple(result.keys()))
            return IteratorResult(names, iter(result.fetchall()))


class LakeDatasource(SQLDatasource):
    """The lake as a data source."""

    type: Literal["lake"] = "lake"  # type: ignore[assignment]

    @property
    def execution_engine_type(self) -> Any:
        """The engine for DuckDB."""
        return LakeExecutionEngine


class LakeValuesMatchRegex(ColumnMapMetricProvider):
    """The metric of `expect_column_values_to_match_regex`, which GX lacks for DuckDB."""

    condition_metric_name: ClassVar[str] = "column_values.match_regex"
    condition_value_keys = ("regex",)

    @column_condition_partial(engine=LakeExecutionEngine)
    def _sqlalchemy(cls, column: Any, regex: str, **_: Any) -> Any:  # noqa: N805
        return sa.func.regexp_full_match(column, regex)


def open_source(connection: duckdb.DuckDBPyConnection) -> tuple[EphemeralDataContext, Any]:
    """A context in memory, and in it the lake behind `connection`."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_lake(
        "lake",
        connection_string="duckdb:///:memory:",
        kwargs={"creator": lambda: BorrowedConnection(connection), "poolclass": StaticPool},
    )
    return context, source
