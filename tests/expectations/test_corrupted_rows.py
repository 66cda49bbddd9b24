"""Each kind of fault in the rows fails the expectation that is about it, and no other."""

import pytest

from tests.expectations.corruptions import CORRUPTIONS, WARNINGS

pytestmark = pytest.mark.flow


@pytest.mark.parametrize(
    ("severity", "sql", "table", "expectation"),
    [
        pytest.param(severity, *case, id=name)
        for severity, cases in (("critical", CORRUPTIONS), ("warning", WARNINGS))
        for name, case in cases.items()
    ],
)
def test_fault_fails_its_expectation(lake, failures_of, severity, sql, table, expectation):
    lake.execute(sql)
    failures = failures_of(table)
    assert [(f.table, f.expectation, f.severity) for f in failures] == [
        (table, expectation, severity)
    ]
    assert failures[0].unexpected_count == len(failures[0].rows) > 0


ALLOWED = {
    "page-is-spared": (
        "UPDATE blocks SET line_key = 7 WHERE block_no = 1; "
        "UPDATE documents SET site_step = 'spared'",
        "blocks",
    ),
    "teaser-is-kept": (
        "UPDATE blocks SET line_key = 7 WHERE block_no = 1; UPDATE site_lines SET kind = 'teaser'",
        "blocks",
    ),
    "published-tomorrow": ("UPDATE documents SET published_on = DATE '2021-06-02'", "documents"),
    "blocks-touch": (
        "UPDATE blocks SET char_end = char_end + 1 WHERE block_no < 3",
        "blocks",
    ),
    "no-number-cited": (
        "UPDATE citations SET symbol = NULL, number = NULL, year = NULL, body = NULL",
        "citations",
    ),
    "known-symbol-of-assembly": (
        "UPDATE resolutions SET symbol = 'A/RES/1 (I)', body = 'UNGA'; UPDATE citations "
        "SET symbol = 'A/RES/1 (I)', number = '1', year = 1946, body = 'UNGA'",
        "citations",
    ),
    "scare-quotes-are-no-loss": ("DELETE FROM quotes", "unattributed_quotes"),
}


@pytest.mark.parametrize(("sql", "table"), [pytest.param(*v, id=k) for k, v in ALLOWED.items()])
def test_what_is_allowed_passes(lake, failures_of, sql, table):
    lake.execute(sql)
    assert failures_of(table) == ()
