"""Corrections of documents and quotes reach the lake, their links follow, and they can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.errors import CorrectionFault
from pipelines.references import Row
from tests.flows.changing import changed_table
from tests.flows.ferry_pages import FERRY_PAGES
from tests.flows.local_build import all_hashes, build_files, build_locally, lake_rows
from tests.flows.test_site_lines import corpus

pytestmark = pytest.mark.flow
COLUMNS = ("table", "row", "field", "old", "new")
MADE = {
    "action": "set",
    "reason": "seen on the page",
    "reported_by": "",
    "reported_on": "2025-01-31",
}
RECORDS = [*corpus(), *FERRY_PAGES]
TITLE = (
    "documents",
    "agency",
    "title",
    "Fire stops Halvik ferries",
    "Ferries of Halvik stand still",
)
DAY = ("documents", "coast.test-1", "published_on", "", "2024-05-07")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake without corrections."""
    folder = tmp_path_factory.mktemp("lake")
    build_locally(RECORDS, folder)
    return folder


def correcting(*rows: Sequence[str]):  # type: ignore[no-untyped-def]
    """The reference files with these corrections beside the committed ones."""
    made = [dict(zip(COLUMNS, row, strict=True)) | MADE for row in rows]

    def add(known: tuple[Row, ...]) -> Sequence[Row]:
        return [*known, *made]

    return changed_table("corrections", add)


def speaker_of(lake: Path) -> tuple[str, str, str]:
    """A quote of the agency's page: its id, and the speaker's name there and across pages."""
    query = (
        "select quote_id, speaker_name, s.name from quotes join documents using (doc_id) "
        "left join speakers s using (speaker_id) where uri = 'agency' order by char_start limit 1"
    )
    (row,) = lake_rows(lake, query)
    return row  # type: ignore[no-any-return]


def test_corrections_make_the_rows_that_a_whole_build_makes_with_them(
    lake: Path, tmp_path: Path
) -> None:
    mine = Path(shutil.copytree(lake, tmp_path / "mine"))
    quote_id, name, _ = speaker_of(lake)
    speaker = ("quotes", quote_id, "speaker_name", name, "Inga Varga")
    with correcting(TITLE, DAY, speaker):
        assert build_files([], mine) > 0
        build_locally(RECORDS, tmp_path / "once")
        assert all_hashes(mine) == all_hashes(tmp_path / "once")
        assert speaker_of(mine) == (quote_id, "Inga Varga", "Inga Varga")
        told = "select title, title_method, title_start from documents where uri = 'agency'"
        assert lake_rows(mine, told) == [("Ferries of Halvik stand still", "corrected", None)]
        corrected = (
            "select count(*) from document_stages where stage_keys['corrections'] is not null"
        )
        assert lake_rows(mine, corrected) == [(2,)]
        assert build_locally(RECORDS, mine) == 0
    with correcting(DAY):
        assert build_files([], mine) > 0
        build_locally(RECORDS, tmp_path / "other")
        assert all_hashes(mine) == all_hashes(tmp_path / "other")
    build_files([], mine)
    assert all_hashes(mine) == all_hashes(lake)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((*TITLE[:3], "Fire", "x"), r"line \d+: documents.title: agency at agency has Fire stops"),
        (("documents", "nowhere", "title", "", "x"), "there is no document nowhere"),
        (("quotes", "0" * 20 + "-q1", "via", "", "x"), "there is no document 0000"),
    ],
    ids=["guard", "no document", "no quote's document"],
)
def test_what_does_not_fit_stops_the_build(
    lake: Path, tmp_path: Path, row: Sequence[str], message: str
) -> None:
    mine = Path(shutil.copytree(lake, tmp_path / "mine"))
    with correcting(row), pytest.raises(CorrectionFault, match=message):
        build_files([], mine)
    assert all_hashes(mine) == all_hashes(lake)
