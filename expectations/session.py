"""Decides how suites are run: one validation definition a batch, one checkpoint a run."""

from collections.abc import Iterator, Sequence

import duckdb
import great_expectations as gx
from great_expectations.core import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
    RunIdentifier,
)

from expectations import suites
from expectations.check import Batch
from expectations.failures import failure, outcome, sample
from expectations.lake_source import open_source
from expectations.result import Failure, Outcome

# Great Expectations writes sampled values into its pages as HTML; ours come from strangers' pages.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}


class Session:
    """The suites and results of one audit, kept in memory until the report is built."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.outcomes: list[Outcome] = []
        self._connection = connection
        self.context, self._source = open_source(connection)

    def run(self, name: str, batches: Sequence[Batch]) -> tuple[Failure, ...]:
        """Runs the suite of each batch; the failures in the order of the checks."""
        if not batches:
            return ()
        definitions = [self._definition(batch) for batch in batches]
        checkpoint = gx.Checkpoint(
            name=name, validation_definitions=definitions, result_format=COUNTS_ONLY
        )
        run = self.context.checkpoints.add(checkpoint).run(run_id=RunIdentifier(run_name=name))
        results = run.run_results.values()
        by_suite = {result.suite_name: result for result in results}
        return tuple(
            failed for batch in batches for failed in self._failures(batch, by_suite[batch.name])
        )

    def _definition(self, batch: Batch) -> gx.ValidationDefinition:
        asset = self._source.add_query_asset(batch.name, query=batch.query)
        definition = gx.ValidationDefinition(
            name=batch.name,
            data=asset.add_batch_definition_whole_table("all rows"),
            suite=self.context.suites.add(suites.suite(batch)),
        )
        return self.context.validation_definitions.add(definition)

    def _failures(
        self, batch: Batch, results: ExpectationSuiteValidationResult
    ) -> Iterator[Failure]:
        checks = {suites.check_id(check): check for check in batch.checks}
        for result in results.results:
            check = checks[_check_id(result)]
            failed = None
            if not result.success:
                rows = sample(self._connection, batch, check)
                failed = failure(check, result, rows)
                yield failed
            self.outcomes.append(outcome(check, failed))


def _check_id(result: ExpectationValidationResult) -> str:
    config = result.expectation_config
    return str(config.meta["check"]) if config is not None and config.meta else ""
