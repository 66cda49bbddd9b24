"""Known lines go, the page's own lead and the last text stay, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.adapter import PAGE_COLUMNS, answer_pages, extract_inputs, restore_page
from pipelines.document import Block, Input, Page, Reject, Told
from pipelines.references import References
from pipelines.sites.apply import LEFT_OUT, NOTHING, SPARED, leave_out, restore_blocks
from pipelines.sites.reclean import reclean_pages
from pipelines.stage import Stage
from pipelines.stages import LATER_STAGES, STAGES

LONG = "This sentence is longer than what counts as short on a page of news."
KNOWN = {1: "furniture", 2: "teaser"}


def blocks(*lines: tuple[int | None, int]) -> tuple[Block, ...]:
    """Kept blocks with these keys and sizes."""
    return tuple(
        Block(number, 1_000 * number, 1_000 * number + size, "body", True, 0.9, key)
        for number, (key, size) in enumerate(lines)
    )


@pytest.mark.parametrize(
    ("lines", "dropped", "step"),
    [
        ([(7, 90), (1, 90), (8, 90)], [1], LEFT_OUT),
        ([(7, 90), (8, 20), (None, 9)], [], NOTHING),
        ([(7, 90), (8, 90), (9, 90), (2, 90)], [3], LEFT_OUT),
        ([(2, 90), (7, 90)], [], NOTHING),
        ([(7, 20), (2, 90), (7, 90)], [], NOTHING),
        ([(1, 90), (1, 90)], [], SPARED),
        ([(1, 90), (7, 20)], [], SPARED),
        ([(1, 20), (7, 20)], [0], LEFT_OUT),
        ([(1, 20)], [], SPARED),
    ],
    ids=[
        "furniture", "nothing known", "teaser of another", "own lead", "lead below a short line",
        "nothing left", "nothing long left", "short page", "one line",
    ],
)  # fmt: skip
def test_known_lines_are_left_out(
    lines: list[tuple[int | None, int]], dropped: list[int], step: str
) -> None:
    found, what = leave_out(blocks(*lines), KNOWN)
    assert [one.block_no for one in found if one.is_site_line] == dropped
    assert [one.block_no for one in found if not one.is_kept] == dropped
    assert what == step


LINES = st.lists(st.tuples(st.sampled_from([1, 2, 3, 4, None]), st.integers(1, 99)), max_size=9)


@given(lines=LINES, kept=st.lists(st.booleans(), min_size=9, max_size=9))
def test_the_step_can_be_taken_back(lines: list[tuple[int | None, int]], kept: list[bool]) -> None:
    before = tuple(
        one._replace(is_kept=is_kept) for one, is_kept in zip(blocks(*lines), kept, strict=False)
    )
    after, step = leave_out(before, KNOWN)
    assert restore_blocks(after) == before
    assert any(one.is_kept for one in after) == any(one.is_kept for one in before)
    assert leave_out(restore_blocks(after), KNOWN) == (after, step)


def extract(references: References, **more: Any) -> Page:
    """A page with two paragraphs, a quote and a line of its site."""
    text = "\n\n".join(
        [
            "Ship leaves the dock",
            "The council of Estrel decided on Monday that the ship may leave, for the repairs were done.",
            "“We waited longer than anybody wanted,” Ines Varga, the director, said. “It sails tomorrow.”",
            "The Coast Courier was the first to write about it, and “readers pay for that,” Ada Birk said.",
        ]
    )
    one = Input(
        "a", "f", "text/plain", text.encode(), url="https://a.test/1", encoding="utf-8", **more
    )
    (page,) = extract_inputs([one], STAGES, references)
    assert isinstance(page, Page)
    return page


def reread(page: Page) -> Page:
    """The page as it comes back from its rows."""
    (row,) = answer_pages([page]).to_pylist()
    document = {name: row["document"][name] for name in PAGE_COLUMNS}
    return restore_page(document, row["blocks"], page.document.latest_day)


def test_rows_make_the_page_again(references: References) -> None:
    page = extract(references)
    again = reread(page)
    assert answer_pages([replace(page, blocks=again.blocks)]) == answer_pages([page])
    assert replace(again.document, source="f") == page.document
    (same,) = reclean_pages([again], {}, LATER_STAGES, references)
    assert same is None


def test_html_rows_keep_what_the_page_says_of_itself(references: References) -> None:
    html = (
        "<html lang='en'><head><meta name='author' content='Ada Birk'><title>Ship leaves</title></head>"
        f"<body><p>{LONG}</p><p>{LONG} It goes on.</p><p>Then, at last, it ends, and {LONG}</p></body></html>"
    )
    one = Input("a", "f", "text/html", html.encode(), url="https://a.test/1")
    (page,) = extract_inputs([one], STAGES, references)
    assert isinstance(page, Page)
    assert reread(page).document.hints == replace(page.document.hints, **unstored(page))
    assert page.document.hints.authors == (Told("Ada Birk", "meta"),)


def unstored(page: Page) -> dict[str, Any]:
    """The hints that serve the cleaning alone, as a page without them has them."""
    stored = {"title", "titles", "site_name", "authors", "published", "language"}
    blank = type(page.document.hints)()
    return {name: getattr(blank, name) for name in blank.__dataclass_fields__ if name not in stored}


def test_a_page_is_done_again_and_back(references: References) -> None:
    page = reread(extract(references))
    known = {"a.test": {page.blocks[-1].line_key or 0: "furniture"}}
    (done,) = reclean_pages([page], known, LATER_STAGES, references)
    assert done is not None
    assert done.facts is not None
    assert "Courier" not in done.facts.body
    assert done.site_step == LEFT_OUT
    quoted = [quote.speaker_name for quote in done.quotes if quote.kind == "direct"]
    assert quoted == ["Ines Varga", "Ines Varga"]
    assert reclean_pages([reread(done)], known, LATER_STAGES, references) == [None]
    (back,) = reclean_pages([reread(done)], {}, LATER_STAGES, references)
    assert back is not None
    assert answer_pages([back]) == answer_pages([extract(references)])


def test_a_page_that_the_stages_refuse_is_spared(references: References) -> None:
    def refuse(pages: list[Page], _: References) -> list[Page | Reject]:
        return [
            Reject("a", "f", None, "extract", "stage_failed", "")
            if any(block.is_site_line for block in page.blocks)
            else page
            for page in pages
        ]

    page = reread(extract(references))
    known = {"a.test": {page.blocks[-1].line_key or 0: "furniture"}}
    stages = (Stage("refuse", 1, ("blocks",), (), refuse), *LATER_STAGES)  # type: ignore[arg-type]
    (done,) = reclean_pages([page], known, stages, references)
    assert done is not None
    assert (done.site_step, done.blocks) == (SPARED, page.blocks)
