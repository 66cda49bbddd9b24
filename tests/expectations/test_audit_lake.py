"""The audit of a whole lake inside its open transaction: verdict, report, and nothing left behind."""

import datetime
import subprocess
import sys

import duckdb
import pytest

from expectations.check import Batch, Check
from expectations.plan import structure_batch
from schemas.tables import PER_DOCUMENT, TABLES

pytestmark = pytest.mark.flow

BUILD_DAY = datetime.date(2021, 6, 1)


@pytest.fixture
def audit(lake):
    from expectations.audit import audit_lake

    def run(docs_folder=None):
        return audit_lake(
            lake,
            catalog="lake",
            build_day=BUILD_DAY,
            docs_folder=docs_folder,
            phrases=["read more:stories"],
        )

    return run


def test_valid_lake_passes_and_says_nothing(audit, capfd):
    result = audit()
    assert result.success
    assert (result.failed_critical, result.failed_warning) == ((), ())
    assert result.expectations > 200
    assert capfd.readouterr() == ("", "")


def test_empty_tables_pass(audit, lake):
    for name in ("documents", *PER_DOCUMENT, "speakers", "utterances", "stories", "rejects"):
        lake.execute(f"DELETE FROM {name}")  # noqa: S608
    assert audit().success


def test_failure_tells_what_where_and_how_many(audit, lake, capfd):
    lake.execute("UPDATE quotes SET kind = 'shouted' WHERE speaker_text IS NULL")
    result = audit()
    (failure,) = result.failed_critical
    assert not result.success
    assert failure.message.startswith(
        "quotes: 2 rows break the rule that kind is one of direct, mixed, indirect; "
        "the first: quote_id 'aaaa"
    )
    assert failure.unexpected_count == 2
    assert [row["kind"] for row in failure.rows] == ["shouted", "shouted"]
    assert capfd.readouterr() == ("", "")


def test_warning_does_not_stop_a_build(audit, lake):
    lake.execute("UPDATE documents SET published_on = DATE '1870-01-01' WHERE doc_id LIKE 'c%'")
    result = audit()
    assert result.success
    assert [failure.severity for failure in result.failed_warning] == ["warning"]


def test_at_most_twenty_rows_are_shown(failures_of, lake):
    lake.execute("INSERT INTO rejects SELECT r.* REPLACE ('?' AS stage) FROM rejects r, range(30)")
    failures = {failure.expectation: failure for failure in failures_of("rejects")}
    assert failures["stage.one_of"].unexpected_count == 30
    assert len(failures["stage.one_of"].rows) == 20


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        pytest.param(
            "ALTER TABLE quotes DROP COLUMN cue_text",
            {"column_name": "cue_text", "declared": "VARCHAR", "found": None},
            id="column-gone",
        ),
        pytest.param(
            "ALTER TABLE quotes ADD COLUMN mood VARCHAR",
            {"column_name": "mood", "declared": None, "found": "VARCHAR"},
            id="column-new",
        ),
        pytest.param(
            "ALTER TABLE quotes ALTER COLUMN part_no TYPE BIGINT",
            {"column_name": "part_no", "declared": "INTEGER", "found": "BIGINT"},
            id="type-changed",
        ),
    ],
)
def test_structure_that_drifted_is_critical(run_batches, lake, sql, row):
    lake.execute(sql)
    (failure,) = run_batches(structure_batch("lake"))
    assert (failure.table, failure.expectation) == ("quotes", "columns")
    assert failure.severity == "critical"
    assert failure.rows == (row,)


def test_drifted_tables_are_looked_at_no_further(audit, lake):
    lake.execute("DROP TABLE stories; ALTER TABLE quotes DROP COLUMN cue_text")
    failures = audit().failed_critical
    assert {(failure.table, failure.expectation) for failure in failures} == {
        ("stories", "columns"),
        ("quotes", "columns"),
    }


def test_check_that_cannot_run_is_critical(run_batches, capfd):
    check = Check("quotes", "odd", "all is well", "SELECT nothing FROM quotes", severity="warning")
    (failure,) = run_batches(
        Batch("quotes", "SELECT * FROM lake.main.quotes", (check,), "lake.main")
    )
    assert failure.severity == "critical"
    assert failure.message.startswith("quotes: it could not be checked that all is well: ")
    assert "nothing" in failure.message
    assert capfd.readouterr() == ("", "")


def test_transaction_stays_open_and_can_be_rolled_back(committed_lake, tmp_path):
    from expectations.audit import audit_lake

    before = committed_lake.execute("SELECT count(*) FROM lake.snapshots()").fetchone()
    committed_lake.execute("BEGIN")
    committed_lake.execute("INSERT INTO speakers SELECT * FROM speakers")
    result = audit_lake(
        committed_lake, catalog="lake", build_day=BUILD_DAY, docs_folder=None, phrases=[]
    )
    assert [failure.expectation for failure in result.failed_critical] == ["key.unique"]
    with pytest.raises(duckdb.TransactionException, match="within a transaction"):
        committed_lake.execute("BEGIN")
    committed_lake.execute("ROLLBACK")
    assert committed_lake.execute("SELECT count(*) FROM speakers").fetchone() == (1,)
    assert committed_lake.execute("SELECT count(*) FROM lake.snapshots()").fetchone() == before


def test_report_is_a_fresh_site_that_names_every_table(audit, lake, tmp_path):
    site = tmp_path / "audit" / "site"
    site.mkdir(parents=True)
    (site / "index.html").write_text("the last report")
    (site / "stale.html").write_text("a page of the last report")
    lake.execute("UPDATE quotes SET kind = '<script>alert(1)</script>'")
    audit(site)
    index = (site / "index.html").read_text(encoding="utf-8")
    assert not (site / "stale.html").exists()
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    for name in TABLES:
        assert f">{name}</a>" in index
        (page,) = site.glob(f"validations/{name}/**/*.html")
        assert name in page.read_text(encoding="utf-8")
    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    assert "the mention of the speaker does not overlap the quote" in pages
    assert "<script>alert" not in pages


def test_other_files_are_never_replaced(audit, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="holds other files"):
        audit(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_import_is_silent_and_sends_nothing():
    code = "import os, expectations.audit; assert os.environ['GX_ANALYTICS_ENABLED'] == 'false'"
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
