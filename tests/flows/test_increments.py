"""The law of increments on a real lake: any chain of builds makes the rows that one build makes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.extracting import extraction
from pipelines import stages
from pipelines.clean.stage import CLEAN
from pipelines.describe.stage import DESCRIBE
from pipelines.document import Page, Reject
from pipelines.quotes.stage import QUOTES
from pipelines.stage import reject
from tests.flows.changing import changed_stage, changed_table
from tests.flows.local_build import all_hashes, build_files, build_locally, lake_rows
from tests.flows.test_site_lines import OWN, corpus, page

pytestmark = pytest.mark.flow
MENU = "Home\nWorld\nSport\nAccept cookies"


def revised(number: int, day: int) -> dict[str, Any]:
    """The page at one uri as it was fetched on a day."""
    record = page(number, more=(OWN,))
    record["text"] += (
        f"\n\nThe council met again on {day} May, and said nothing new about the ship."
    )
    return record | {"retrieved_at": f"2024-05-{day:02}T10:00:00Z"}


def all_pages() -> list[dict[str, Any]]:
    """Two sites with repeated lines, pages revised twice, one that was fetched twice at once."""
    twice = [revised(41, 9), revised(41, 9)]
    twice[1]["text"] = twice[1]["text"].replace("nothing new", "no word")
    revisions = [revised(2, 8), revised(2, 4), revised(42, 7), revised(42, 3), revised(42, 5)]
    others = [one for one in corpus() if one["id"] != "coast.test-2"]
    return [*others, *revisions, *twice]


def build_chain(
    records: list[dict[str, Any]], folder: Path, dice: random.Random, parts: int
) -> None:
    """Build the records in random order in so many parts, each with some built before."""
    shuffled = dice.sample(records, len(records))
    cuts = sorted(dice.sample(range(1, len(records)), k=parts - 1))
    for first, last in zip([0, *cuts], [*cuts, len(records)], strict=True):
        again = dice.sample(shuffled[:first], k=first // 3)
        mine = dice.sample([*again, *shuffled[first:last]], last - first + len(again))
        build_locally(mine, folder, source=f"{first}.jsonl")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of all pages, built in three parts."""
    folder = tmp_path_factory.mktemp("lake")
    build_chain(all_pages(), folder, random.Random(7), 3)  # noqa: S311 - the same order in every run
    return folder


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of all pages in one build."""
    folder = tmp_path_factory.mktemp("once")
    build_locally(all_pages(), folder)
    return folder


def copy_of(lake: Path, folder: Path) -> Path:
    """A copy of the lake, to change."""
    return Path(shutil.copytree(lake, folder / "copy"))


def chains(lake: Path) -> list[tuple[Any, ...]]:
    """The days on which each revised page was fetched, in the order of its chain."""
    return lake_rows(
        lake,
        "select d.uri, day(b.retrieved_at), day(d.retrieved_at), d.is_current from documents d "
        "join documents b on b.doc_id = d.supersedes order by all",
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_any_chain_of_builds_makes_the_rows_of_one(
    at_once: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same order in every run
    build_chain(all_pages(), tmp_path, dice, 2 + seed)
    assert all_hashes(tmp_path) == all_hashes(at_once)


def test_a_revised_page_supersedes_the_one_fetched_before(at_once: Path) -> None:
    assert chains(at_once) == [
        ("coast.test-2", 4, 8, True),
        ("coast.test-41", 9, 9, True),
        ("coast.test-42", 3, 5, False),
        ("coast.test-42", 5, 7, True),
    ]


def shout(of: Page) -> Page:
    assert of.facts is not None
    return replace(of, facts=replace(of.facts, title=(of.facts.title or "").upper()))


def name_speakers(of: Page) -> Page:
    return replace(of, quotes=tuple(replace(one, speaker_role="mate") for one in of.quotes))


@contextmanager
def raised_linking() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "LINK_VERSION", stages.LINK_VERSION + 1)
        yield


def refuse_two(of: Page) -> Page | Reject:
    if "Meadwick" in of.document.raw_text:
        return reject(of.document, "extract", "no_article_text", "too far away")
    return replace(of, blocks=tuple(one._replace(score=0.5) for one in of.blocks))


CHANGES: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "quotes": lambda: changed_stage(QUOTES, name_speakers),
    "describe": lambda: changed_stage(DESCRIBE, shout),
    "resolutions": lambda: changed_table("resolutions", lambda rows: rows[:-50]),
    "link": raised_linking,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reaches_all_documents_without_their_input(
    lake: Path, tmp_path: Path, change: str
) -> None:
    mine = copy_of(lake, tmp_path)
    with CHANGES[change]():
        build_locally([page(51)], mine, source="0.jsonl")
        build_locally([*all_pages(), page(51)], tmp_path / "once")
        assert all_hashes(mine) == all_hashes(tmp_path / "once")
        assert build_files([], mine) == 0


def test_clean_reaches_plain_text_and_the_html_that_is_read(lake: Path, tmp_path: Path) -> None:
    mine = copy_of(lake, tmp_path)
    html = [one for one in all_pages() if "html" in one]
    with changed_stage(CLEAN, refuse_two):
        build_locally(html, mine, source="html.jsonl")
        kept = "select count(*) from documents where contains(raw_text, 'Meadwick')"
        assert lake_rows(mine, kept) != [(0,)]
        build_locally(all_pages(), mine)
        build_locally(all_pages(), tmp_path / "once")
        but = ("builds", "rejects")
        assert all_hashes(mine, but=but) == all_hashes(tmp_path / "once", but=but)


def test_a_page_that_disappears_stays(lake: Path, tmp_path: Path) -> None:
    mine = copy_of(lake, tmp_path)
    assert build_locally(all_pages()[:3], mine) == 0
    assert lake_rows(mine, "select count(*) from documents") == [(len(all_pages()),)]


def test_unchanged_input_is_not_extracted(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copy_of(lake, tmp_path)
    build_locally([{"id": "menu", "text": MENU}], mine, source="menu.jsonl")
    refused = "select reason from rejects where uri = 'menu'"
    assert lake_rows(mine, refused) == [("no_article_text",)]

    def extract_nothing() -> None:
        raise AssertionError("a known page was extracted")

    monkeypatch.setattr(extraction, "operator", extract_nothing)
    assert build_locally(all_pages(), mine) == 0
    assert build_locally([{"id": "menu", "text": MENU}], mine, source="menu.jsonl") == 0
    assert lake_rows(mine, refused) == [("no_article_text",)]


def test_a_refused_page_is_tried_again_by_a_raised_stage(tmp_path: Path) -> None:
    menu = {"id": "menu", "text": "\n\n".join([MENU, *page(3)["text"].split("\n\n")])}
    with changed_stage(CLEAN, lambda one: reject(one.document, "extract", "no_article_text", "no")):
        build_locally([menu], tmp_path)
    assert lake_rows(tmp_path, "select count(*) from documents") == [(0,)]
    build_locally([menu], tmp_path)
    assert lake_rows(tmp_path, "select uri from documents") == [("menu",)]
    assert lake_rows(tmp_path, "select count(*) from rejects") == [(0,)]


def test_a_file_is_what_it_holds_now(tmp_path: Path) -> None:
    file, folder = tmp_path / "in" / "page.txt", tmp_path / "lake"
    file.parent.mkdir()
    current = "select raw_text from documents where is_current"
    order = "select count(*) from documents d join documents b on b.doc_id = d.supersedes"
    for text, documents in (("A", 1), ("B", 2), ("A", 2), ("A", 2)):
        words = page(3)["text"].replace("sails", f"sails as {text}")
        file.write_text(words)
        build_files([file.parent], folder)
        assert lake_rows(folder, current) == [(words,)]
        assert lake_rows(folder, order) == [(documents - 1,)]


def test_what_the_record_tells_of_a_known_page_may_change(lake: Path, tmp_path: Path) -> None:
    mine = copy_of(lake, tmp_path)
    moved = revised(42, 3) | {"retrieved_at": "2024-05-30T10:00:00Z"}
    assert build_locally([moved], mine) > 0
    days = [row[1:3] for row in chains(mine) if row[0] == "coast.test-42"]
    assert days == [(5, 7), (7, 30)]


def test_views_show_what_pages_are_now(at_once: Path) -> None:
    old = "from {} join documents using (doc_id) where not is_current"
    for view in ("quotes_by_speaker", "utterance_variants", "resolution_citations"):
        assert lake_rows(at_once, f"select count(*) {old.format(view)}") == [(0,)]
        table = "quotes" if view == "quotes_by_speaker" else "citations"
        assert lake_rows(at_once, f"select count(*) > 0 {old.format(table)}") == [(True,)]
    counted = "select (select sum(document_count) from outlet_coverage) = count(*) from documents"
    assert lake_rows(at_once, f"{counted} where is_current") == [(True,)]
