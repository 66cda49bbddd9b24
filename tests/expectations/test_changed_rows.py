"""An audit of touched documents finds what an audit of all rows finds, and trusts the others."""

# ruff: noqa: S608 (our own constants)

import pytest

from expectations import changed as changed_rows
from expectations.changed import hold_changed
from expectations.plan import local_rules, row_batches, row_checks
from schemas.tables import PER_DOCUMENT, TABLES
from tests.expectations.conftest import BUILD_DAY, PHRASES
from tests.expectations.corruptions import CORRUPTIONS, FIRST, OTHER, WARNINGS

pytestmark = pytest.mark.flow

LAKE = '"lake".main'
CHECKS = row_checks(BUILD_DAY, PHRASES)


@pytest.fixture(autouse=True)
def _any_share(monkeypatch):
    monkeypatch.setattr(changed_rows, "LARGEST_SHARE", 1.0)


@pytest.fixture
def since(lake):
    return lake.execute("SELECT max(snapshot_id) FROM lake.snapshots()").fetchone()[0]


def find_broken(lake, table, since):
    """Every check of the table that a row breaks, and by how many, touched documents looked at."""
    with hold_changed(lake, LAKE, TABLES, since) as changed:
        return {
            check.name: count
            for batch in row_batches(LAKE, CHECKS, TABLES, changed)
            for check in batch.checks
            if check.table == table
            and (count := _count(lake, check.sql(batch.lake, f"({batch.query})")))
        }


def _count(lake, statement):
    return lake.execute(f"SELECT count(*) FROM ({statement})").fetchone()[0]


@pytest.mark.parametrize(
    ("sql", "table"),
    [pytest.param(*case[:2], id=name) for name, case in (CORRUPTIONS | WARNINGS).items()],
)
def test_what_the_transaction_breaks_is_found(lake, since, sql, table):
    lake.execute(sql)
    assert find_broken(lake, table, since) == find_broken(lake, table, None) != {}


def test_nothing_touched_is_nothing_to_look_at(lake, since):
    with hold_changed(lake, LAKE, TABLES, since) as changed:
        rows = {name: _count(lake, query) for name, query in changed.items()}
    assert rows == dict.fromkeys(("documents", *PER_DOCUMENT), 0)


@pytest.mark.parametrize(
    ("sql", "touched"),
    [
        pytest.param(f"UPDATE quotes SET part_no = 2 WHERE doc_id = '{FIRST}'", {FIRST}, id="row"),
        pytest.param(
            f"UPDATE documents SET language = 'no' WHERE doc_id = '{FIRST}'", {FIRST}, id="page"
        ),
        pytest.param(f"DELETE FROM blocks WHERE doc_id = '{OTHER}'", set(), id="row-gone"),
    ],
)
def test_all_rows_of_a_touched_document_are_looked_at(lake, since, sql, touched):
    lake.execute(sql)
    with hold_changed(lake, LAKE, TABLES, since) as changed:
        for name in PER_DOCUMENT:
            held = lake.execute(f"SELECT DISTINCT doc_id FROM ({changed[name]})").fetchall()
            every = lake.execute(f"SELECT DISTINCT doc_id FROM {LAKE}.{name}").fetchall()
            assert {one for (one,) in held} == {one for (one,) in every} & touched


def test_what_another_version_wrote_meanwhile_is_looked_at(lake, since):
    lake.execute("UPDATE quotes SET kind = 'shouted'")
    assert "kind.one_of" in find_broken(lake, "quotes", since - 1)


def test_many_touched_documents_mean_all_rows(lake, since, monkeypatch):
    monkeypatch.setattr(changed_rows, "LARGEST_SHARE", 0.2)
    lake.execute("UPDATE documents SET language = 'no'")
    with hold_changed(lake, LAKE, TABLES, since) as changed:
        assert changed == {}


def test_no_warning_is_local():
    assert {check.severity for check in CHECKS if check.is_local} == {"critical"}


def test_a_local_check_reads_no_more_than_its_document():
    assert {read for check in CHECKS if check.is_local for read in check.reads} == {"documents"}


def test_rules_have_one_digest_whatever_the_day():
    assert local_rules() == local_rules()
    assert all("2021" not in check.rows for check in CHECKS if check.is_local)
