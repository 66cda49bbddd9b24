"""What sites repeat is left out, whatever the order and the builds in which pages arrive."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.flows.commands import run
from tests.flows.local_build import all_hashes, build_locally, lake_rows

pytestmark = pytest.mark.flow

PLACES = ("Estrel", "Vantry", "Oskar Bay", "Lower Kinsey", "Port Amber", "Meadwick")
PEOPLE = ("Ines Varga", "Tomas Reill", "Orla Penn", "Jonas Hakim", "Petra Lund", "Mara Quist")
MENU = "Home | World | Sport"
OWN = "The Coast Courier was the first to write about the harbour, and its readers pay for that work every month."
BLURB = "Reporters of the Coast Courier travel along the whole shore each week to hear what people there have to say."

LEFT_OUT = (
    "SELECT uri, substring(raw_text, char_start + 1, char_end - char_start) FROM blocks "
    "JOIN documents USING (doc_id) WHERE is_site_line"
)


def paragraphs(number: int, count: int = 4) -> list[str]:
    """Sentences that no other number has."""
    place, person = PLACES[number % len(PLACES)], PEOPLE[number % len(PEOPLE)]
    word = "abcdefghij"[number % 10] * 3 + "lo" * (1 + number // 10)
    return [
        f"The council of {place} decided on Monday that ship {word} may leave the dock, for the repairs were done.",
        f"“We waited for {word} longer than anybody wanted,” {person}, the director, said. “It sails tomorrow.”",
        f"Fishermen told the council that {word} had blocked the quay, and that they lost many days of work.",
        f"The owner of {word} will pay for the damage under UN Security Council Resolution 2397, the council said.",
    ][:count]


def page(number: int, site: str | None = "coast.test", more: Sequence[str] = ()) -> dict[str, Any]:
    """One record with a text of its own and the lines that its site repeats."""
    text = "\n\n".join([MENU, f"Ship {number} sails at last", *paragraphs(number), *more])
    record = {"id": f"{site}-{number}", "text": text}
    return record if site is None else record | {"url": f"https://www.{site}/news/{number}"}


def corpus() -> list[dict[str, Any]]:
    """Two sites, one of them without enough articles, a copy, a version, a teaser, and no url."""
    coast = [page(number, more=(OWN, BLURB) if number % 2 else (OWN,)) for number in range(1, 7)]
    teased = page(7, more=(paragraphs(1)[1], OWN))
    copy = page(2, more=(OWN,)) | {"id": "copy", "url": "https://m.coast.test/again/2"}
    version = page(3) | {"id": "version", "url": "https://www.coast.test/news/3-update"}
    version["text"] = version["text"].replace("sails at last", "sails") + "\n\n" + OWN
    small = [page(number, "inland.test", more=(OWN,)) for number in (11, 12)]
    unknown = [page(number, None, more=(OWN,)) for number in (21, 22, 23)]
    html = [
        {
            "id": f"html-{number}",
            "url": f"https://coast.test/html/{number}",
            "html": "<html lang='en'><head><title>Ship leaves</title><meta name='author' content='Ada Birk'>"
            "<meta property='article:published_time' content='2024-05-06T10:00:00Z'></head><body><article>"
            + "".join(f"<p>{one}</p>" for one in [*paragraphs(number), OWN])
            + "</article></body></html>",
        }
        for number in (31, 32)
    ]
    return [*coast, teased, copy, version, *small, *unknown, *html]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of the whole corpus in one build."""
    folder = tmp_path_factory.mktemp("at-once")
    build_locally(corpus(), folder)
    return folder


def test_what_a_site_repeats_is_left_out_and_recorded(at_once: Path) -> None:
    lines = lake_rows(at_once, "SELECT site, line_text, kind, article_count FROM site_lines")
    assert ("coast.test", OWN, "furniture", 9) in lines
    assert ("coast.test", BLURB, "furniture", 3) in lines
    assert ("coast.test", paragraphs(1)[1], "teaser", 2) in lines
    kept = "SELECT count(*) FROM documents WHERE contains(body, ?)".replace("?", f"'{OWN}'")
    assert lake_rows(at_once, kept + " AND site = 'coast.test'") == [(0,)]
    assert lake_rows(at_once, kept + " AND site IS DISTINCT FROM 'coast.test'") == [(5,)]


def test_articles_lose_nothing_else(at_once: Path) -> None:
    lost = [row for row in lake_rows(at_once, LEFT_OUT) if row[1] not in (MENU, OWN, BLURB)]
    assert lost == [("coast.test-7", paragraphs(1)[1])]


def test_facts_of_the_page_itself_survive_the_second_cleaning(at_once: Path) -> None:
    query = "SELECT site_step, bylines, published_on::VARCHAR, page_hints.authors[1].text FROM documents WHERE media_type = 'text/html'"
    expected = ("left_out", ["Ada Birk"], "2024-05-06", "Ada Birk")
    assert lake_rows(at_once, query) == [expected, expected]


@pytest.mark.parametrize("seed", range(3))
def test_any_order_and_any_split_make_the_same_rows(
    at_once: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same orders in every run
    records = corpus()
    dice.shuffle(records)
    cuts = sorted(dice.sample(range(1, len(records)), k=seed + 1))
    for first, last in zip([0, *cuts], [*cuts, len(records)], strict=True):
        build_locally(records[first:last], tmp_path)
    assert all_hashes(tmp_path, but=("builds", "rejects")) == all_hashes(
        at_once, but=("builds", "rejects")
    )


def test_a_repeated_build_changes_nothing(at_once: Path) -> None:
    assert build_locally(corpus(), at_once) == 0


def test_only_pages_with_a_newly_known_line_change(tmp_path: Path) -> None:
    build_locally([page(1, more=(OWN,)), page(2), page(4), page(11, "inland.test")], tmp_path)
    before = dict(lake_rows(tmp_path, "SELECT uri, body FROM documents"))
    build_locally([page(5, more=(OWN,))], tmp_path)
    after = dict(lake_rows(tmp_path, "SELECT uri, body FROM documents"))
    assert {uri for uri in before if before[uri] != after[uri]} == {"coast.test-1"}


def test_a_line_that_is_known_no_longer_comes_back(tmp_path: Path) -> None:
    with_line = page(2, more=(OWN,))
    build_locally([page(1, more=(OWN,)), with_line, page(4)], tmp_path)
    assert {uri for uri, text in lake_rows(tmp_path, LEFT_OUT) if text == OWN} == {
        "coast.test-1",
        "coast.test-2",
    }
    build_locally([with_line | {"url": "https://elsewhere.test/2"}, page(5)], tmp_path)
    assert (OWN,) not in lake_rows(tmp_path, "SELECT line_text FROM site_lines")
    assert lake_rows(
        tmp_path, "SELECT count(*) FROM documents WHERE contains(body, 'Courier')"
    ) == [(2,)]


def test_extract_gives_the_rows_of_the_lake_in_input_order(at_once: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    lines = [json.dumps(one) for one in corpus()]
    feed.write_text("\n".join([*lines[:3], "{cut", *lines[3:]]))
    printed = run("extract", "--learn-sites", feed).stdout
    answers = [json.loads(line) for line in printed.splitlines()]
    uris = [one["id"] for one in corpus()]
    assert [one["uri"] for one in answers] == [*uris[:3], f"{feed.as_posix()}#4", *uris[3:]]
    bodies = dict(lake_rows(at_once, "SELECT uri, body FROM documents"))
    assert {one["uri"]: one["document"]["body"] for one in answers if "document" in one} == bodies


def test_jobs_and_standard_input_change_nothing() -> None:
    feed = "\n".join(map(json.dumps, corpus()))
    alone = run("extract", "--learn-sites", "-", input=feed).stdout
    assert run("extract", "--learn-sites", "--jobs", 2, "-", input=feed).stdout == alone
    assert len(alone.splitlines()) == len(corpus())


def test_extract_leaves_pages_without_an_address_alone() -> None:
    lines = "\n".join(json.dumps(page(number, None, more=(OWN,))) for number in range(1, 5))
    plain, learned = (
        run("extract", "-", input=lines),
        run("extract", "--learn-sites", "-", input=lines),
    )
    assert plain.stdout == learned.stdout
