"""What the body of a document is, given its blocks."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean.body import kept_text
from pipelines.document import Block, Document
from pipelines.view.normal import view_of


def body(*parts: str, dropped: tuple[int, ...] = ()) -> str:
    """The body of a page of these parts; what is only white space stands between blocks."""
    blocks, place = [], 0
    for part in parts:
        bare = part.strip()
        if bare:
            start = place + part.index(bare)
            kept = len(blocks) not in dropped
            blocks.append(Block(len(blocks), start, start + len(bare), "body", kept, 1.0))
        place += len(part)
    document = Document("0" * 20, "page", "-", "text/plain", "0" * 64, "".join(parts))
    return kept_text(document, blocks)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("One.", "\n", "Two."), "One.\n\nTwo."),
        (("One.", "\n\n\n \n", "Two."), "One.\n\nTwo."),
        (("One.", "\r", "Two.", "\u2028", "Three."), "One.\n\nTwo.\n\nThree."),
        (("OSLO —", " ", "The board met."), "OSLO — The board met."),
        (("Menu", "The board met."), "Menu The board met."),
        (("It was\nwrapped,", "\n\n", "twice\r\n over."), "It was wrapped,\n\ntwice over."),
        (("double\n\nspaced",), "double spaced"),
        (("A&amp;E\u00a0is  open",), "A&E is open"),
        (("One.", "\n", "\u200b\u200d", "\n", "Two."), "One.\n\nTwo."),
        ((), ""),
    ],
    ids=[
        "lines",
        "blank lines",
        "line breaks",
        "one line",
        "glued",
        "wrapped",
        "double spaced",
        "normalised",
        "nothing to read",
        "no block",
    ],
)
def test_body(parts: tuple[str, ...], text: str) -> None:
    assert body(*parts) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("One.", "\n", "Share", "\n", "Two."), "One.\n\nTwo."),
        (("One.", " ", "READ MORE: x", " ", "Two."), "One. Two."),
    ],
    ids=["line", "inside a line"],
)
def test_what_is_dropped_leaves_no_trace(parts: tuple[str, ...], text: str) -> None:
    assert body(*parts, dropped=(1,)) == text


pieces = st.sampled_from(
    ("word ", "e\u0301", "\u00ad", "\u200b", "\n", "\u00a0", " ", "-\n", "Ω", ". ")
)
blocks = st.lists(pieces, min_size=1, max_size=6).map("".join)


@settings(max_examples=60)
@given(st.lists(st.tuples(blocks, st.sampled_from(("\n", "\n\n", " "))), max_size=6))
def test_laws_of_the_body(rows: list[tuple[str, str]]) -> None:
    text = body(*(part for row in rows for part in row))
    assert view_of(text).text == text
    assert unicodedata.is_normalized("NFC", text)
    assert all(paragraph.strip() for paragraph in text.split("\n\n")) or not text
    assert "\n" not in text.replace("\n\n", "")
