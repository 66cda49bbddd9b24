"""Decides how citation tests make a page: every line of a text is a kept block."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.citations.stage import CITATIONS
from pipelines.document import Block, Citation, Document, Facts, Page
from pipelines.references import References

Cite = Callable[..., tuple[Citation, ...]]


def _make_page(text: str, *, published_on: date | None = None) -> Page:
    blocks, place = [], 0
    for line in text.split("\n"):
        if line:
            is_kept = not line.startswith("Menu:")
            blocks.append(Block(len(blocks), place, place + len(line), "body", is_kept, 1.0))
        place += len(line) + 1
    document = Document("0" * 20, "page.txt", "-", "text/plain", "0" * 64, text)
    return Page(document, tuple(blocks), Facts(text, 1, published_on=published_on))


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Page]:
    """Make a page of a text."""
    return _make_page


@pytest.fixture(scope="session")
def cite(references: References) -> Cite:
    """Find the citations of a text."""

    def find(text: str, *, published_on: date | None = None) -> tuple[Citation, ...]:
        [page] = CITATIONS.run([_make_page(text, published_on=published_on)], references)
        assert isinstance(page, Page)
        return page.citations

    return find
