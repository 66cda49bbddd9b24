"""Decides which expectation of Great Expectations carries each check."""

from typing import Any

import great_expectations as gx
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
    ExpectColumnValuesToBeInSet,
)
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_column_values_to_match_regex import (
    ExpectColumnValuesToMatchRegex,
)
from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import (
    ExpectCompoundColumnsToBeUnique,
)
from great_expectations.expectations.expectation import Expectation

from expectations.broken_rows import ExpectNoBrokenRows
from expectations.check import Batch, Check, Kind
from schemas.field import Field

# Stands for the batch until the statement's own braces are doubled, as GX wants them.
BATCH = "<batch>"


def suite(batch: Batch) -> gx.ExpectationSuite:
    """The suite of one batch."""
    expectations = [expectation(check, batch.lake) for check in batch.checks]
    return gx.ExpectationSuite(name=batch.name, expectations=expectations)


def check_id(check: Check) -> str:
    """The name under which a result tells which check it belongs to."""
    return f"{check.table}.{check.name}"


def expectation(check: Check, lake: str) -> Expectation:
    """The check as Great Expectations states it, its other tables being those of `lake`.

    `meta` leads back to the check.
    """
    common: dict[str, Any] = {"severity": check.severity, "meta": {"check": check_id(check)}}
    if check.kind == "rows":
        query = check.sql(lake, BATCH).replace("{", "{{").replace("}", "}}")
        return ExpectNoBrokenRows(
            unexpected_rows_query=query.replace(BATCH, "{batch}", 1),
            description=check.rule,
            **common,
        )
    if len(check.fields) > 1:
        names = [field.name for field in check.fields]
        return ExpectCompoundColumnsToBeUnique(column_list=names, **common)
    return _about_column(check.kind, check.fields[0], common)


def _about_column(kind: Kind, field: Field, common: dict[str, Any]) -> Expectation:
    common = {**common, "column": field.name}
    match kind:
        case "not_null":
            return ExpectColumnValuesToNotBeNull(**common)
        case "one_of":
            return ExpectColumnValuesToBeInSet(value_set=list(field.one_of or ()), **common)
        case "range":
            return ExpectColumnValuesToBeBetween(
                min_value=field.minimum, max_value=field.maximum, **common
            )
        case "pattern":
            return ExpectColumnValuesToMatchRegex(regex=field.pattern or "", **common)
        case "unique":
            return ExpectColumnValuesToBeUnique(**common)
    raise ValueError(f"no expectation for checks of kind {kind!r}")
