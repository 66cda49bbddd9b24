"""Laws of the citations stage: offsets prove the text, batches do not matter, nothing breaks it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.citations.passages import FOLD, make_passage, searched_spans
from pipelines.citations.stage import CITATIONS
from pipelines.document import Block, Document, Facts, Page
from pipelines.references import References

MakePage = Callable[..., Page]
PIECES = [
    "UN ", "Security Council ", "resolution ", "Resolutions ", "1718", "242 and 338", " (2006)",
    "S/RES/2397 (2017)", "A/RES/46/182", "ES-11/1", "the 2006 ", "banning luxury goods ",
    "North Korea", ", ", ". ", "\n", "\n\n", "“", "”", "’s ", "\u00a0", "\u00ad", "😀", "قرار ", "١٧",
    "第1701号决议", "安理会", "резолюции ", "ООН", "İ", "ß", "of the ", "draft ", "The resolution was ", "these resolutions ", "that text, ", "lifting sanctions ", "194 (III)", "/", "-",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


@given(text=TEXTS)
@settings(max_examples=60)
def test_every_row_is_proved(make_page: MakePage, references: References, text: str) -> None:
    check_rows(make_page, references, text)


def check_rows(make_page: MakePage, references: References, text: str) -> None:
    [page] = CITATIONS.run([make_page(text)], references)
    assert isinstance(page, Page)
    for row in page.citations:
        assert 0 <= row.char_start < row.char_end <= len(text)
        assert text[row.char_start : row.char_end] == row.citation_text
        assert (row.symbol is None) == (row.method == "none")
        assert 0 <= row.confidence <= 1
    assert len({row.citation_id for row in page.citations}) == len(page.citations)
    spans = sorted({(row.char_start, row.char_end) for row in page.citations})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(texts=st.lists(TEXTS, min_size=2, max_size=4))
@settings(max_examples=20)
def test_batch_does_not_matter(
    make_page: MakePage, references: References, texts: list[str]
) -> None:
    pages = [make_page(text) for text in texts]
    alone = [CITATIONS.run([page], references)[0] for page in pages]
    assert list(CITATIONS.run(pages, references)) == alone
    assert list(CITATIONS.run(pages[::-1], references)) == alone[::-1]


@pytest.mark.parametrize(
    "text",
    ["UN resolution " * 2000, "UN resolutions 1718, " + "1718, " * 5000, "resol" + "a" * 50000,
     "UN resolution" + " " * 50000 + "1718", "(" * 20000 + "UN resolution", "S/RES/1718" * 3000,
     "UN resolution 1718. " + "The resolution was read. That text was, " * 3000, "\u00ad" * 50000 + "UN resolution 1718",
     "UN resolution was lifting lifting arms embargo banned weapons " * 1500],
    ids=["mentions", "list", "one_word", "spaces", "brackets", "symbols", "anaphors", "soft_hyphens", "measures"],
)  # fmt: skip
def test_hostile_text_has_proved_rows(
    make_page: MakePage, references: References, text: str
) -> None:
    check_rows(make_page, references, text)


def test_page_without_blocks_or_mentions_has_no_rows(references: References) -> None:
    document = Document("0" * 20, "page.txt", "-", "text/plain", "0" * 64, "UN resolution 1718")
    assert CITATIONS.run([Page(document)], references)[0] == Page(document)


def test_folding_keeps_length() -> None:
    assert all(len(str(other)) == 1 for other in FOLD.values())


@given(raw=st.text(alphabet="ab \u00ad\u200b", min_size=1, max_size=30))
def test_what_is_seen_of_a_passage_stands_where_it_says(raw: str) -> None:
    passage = make_passage(7, raw, frozenset())
    places = [passage.raw_span(place, place + 1) for place in range(len(passage.text))]
    assert all(end == start + 1 for start, end in places)
    assert "".join(raw[start - 7] for start, _ in places) == passage.text
    assert all(one[0] < other[0] for one, other in pairwise(places))


def test_passages_run_on_within_a_sentence_only() -> None:
    lines = ["The Security", "Council met.", "It rose", "", "again"]
    text, blocks = "\n".join(lines), []
    place = 0
    for line in lines:
        blocks.append(Block(len(blocks), place, place + len(line), "body", bool(line), 1.0))
        place += len(line) + 1
    document = Document("0" * 20, "page.txt", "-", "text/plain", "0" * 64, text)
    spans = searched_spans(Page(document, tuple(blocks)))
    assert [text[a:z] for a, z in spans] == ["The Security\nCouncil met.", "It rose", "again"]


def test_headline_is_searched_once(references: References) -> None:
    text = "UN resolution 1718 holds\nIt rained."
    document = Document("0" * 20, "page.txt", "-", "text/plain", "0" * 64, text)
    for is_kept in (False, True):
        blocks = (Block(0, 0, 24, "title", is_kept, 1.0), Block(1, 25, 35, "body", True, 1.0))
        page = Page(document, blocks, Facts(text, 1, title_start=0, title_end=24))
        [found] = CITATIONS.run([page], references)
        assert [row.citation_text for row in found.citations] == ["UN resolution 1718"]
