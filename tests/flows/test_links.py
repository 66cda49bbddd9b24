"""The law of linking on a real lake: any chain of builds makes the links that one build makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.linking.corpus import make_corpus
from benchmarks.linking.kinds import KINDS
from pipelines.link import blocks
from tests.flows.local_build import all_hashes, build_locally, lake_rows

pytestmark = pytest.mark.flow
SIZE = 150
LEFT = "The dredgers of Vantry have left the northern canal"
RIGHT = "very trawler in the harbour will sail again on Friday"
# What pages quote: either sentence alone, and the two made one.
JOINED = (*[f"{LEFT}."] * 2, *[f"E{RIGHT}."] * 3, f"{LEFT}, and e{RIGHT}.")


@pytest.fixture(scope="module")
def pages() -> list[dict[str, Any]]:
    """Invented pages on some events, many of them copies and variants of others."""
    rows = make_corpus(SIZE, 5, KINDS["all"]).documents.to_pylist()
    joined = [{"id": f"joined-{no}", "text": _quote(text)} for no, text in enumerate(JOINED)]
    return [*({"id": row["uri"], "text": _print_page(row)} for row in rows), *joined]


def _quote(text: str) -> str:
    """A page on which somebody says so."""
    told = "The boats of the town had waited in the harbour since the storm of last month."
    return f"Canal at Vantry open\n\nPublished: 4 May 2021\n\n{told}\n\n“{text}” Ines Varga said.\n"


def _print_page(row: dict[str, Any]) -> str:
    day = f"Published: {row['published_on']:%d %B %Y}\n\n" if row["published_on"] else ""
    return f"{row['title']}\n\n{day}{row['body']}\n"


@pytest.fixture(scope="module", params=[2, 8], ids=["two_heads", "eight_heads"])
def at_once(
    request: pytest.FixtureRequest,
    pages: list[dict[str, Any]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The lake of one build of all pages; with two heads to a block many comparisons are dropped."""
    folder = tmp_path_factory.mktemp("once")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "HEADS", request.param)
        build_locally(pages, folder)
        yield folder


@pytest.mark.parametrize("seed", [1, 2])
def test_any_chain_of_builds_makes_the_same_links(
    at_once: Path, pages: list[dict[str, Any]], tmp_path: Path, seed: int
) -> None:
    dice = np.random.default_rng(seed)
    parts = dice.integers(0, 3, len(pages))
    for part in range(3):
        again = dice.random(len(pages)) < 0.1 * part
        chosen = (parts == part) | (again & (parts < part))
        mine = [page for page, is_in in zip(pages, chosen, strict=True) if is_in]
        build_locally([mine[place] for place in dice.permutation(len(mine))], tmp_path)
    assert all_hashes(tmp_path) == all_hashes(at_once)


def test_pages_built_again_change_nothing(at_once: Path, pages: list[dict[str, Any]]) -> None:
    assert build_locally(pages[::3], at_once) == 0


def test_a_page_on_something_else_changes_no_other_row(at_once: Path, tmp_path: Path) -> None:
    lake = shutil.copytree(at_once, tmp_path / "lake")
    before = all_hashes(lake)
    page = {
        "id": "apart",
        "text": "Kiln at Oyrup relit\n\nPublished: 9 July 1987\n\nThe potters of Oyrup had lost their kiln to "
        "a flood in spring.\n\n“Glazing begins on Sunday,” Bodil Askeland, a potter, said.\n",
    }
    build_locally([page], lake)
    after = all_hashes(lake)
    gone = {name: sorted(set(rows) - set(after[name])) for name, rows in before.items()}
    assert not any(gone.values()), gone


def test_the_pages_have_links_of_every_kind(at_once: Path) -> None:
    [counts] = lake_rows(
        at_once,
        """select (select count(*) from documents where duplicate_of is not null),
            (select count(*) from stories), (select count(*) from utterances where document_count > 1),
            (select count(*) from quotes where speaker_inferred_name is not null),
            (select count(*) from quote_sentences where variant_kind = 'cut'),
            (select count(*) from quote_sentences s join quote_sentences o on o.sentence_id = s.variant_of
                where o.utterance_id <> s.utterance_id),
            (select count(*) from quote_sentences s join quote_sentences o using (utterance_id)
                join quotes q on q.quote_id = s.quote_id join quotes p on p.quote_id = o.quote_id
                where p.statement_id = q.statement_id and p.part_no = q.part_no + 1)""",
    )
    assert all(count > 0 for count in counts), counts
