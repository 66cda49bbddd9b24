"""Decides how quote tests make a page of kept paragraphs from plain text."""

from collections.abc import Callable

import pytest

from pipelines.document import Block, DateMention, Document, Page
from pipelines.quotes.stage import QUOTES
from pipelines.references import References

ReadPage = Callable[..., Page]


@pytest.fixture(scope="session")
def read_page(references: References) -> ReadPage:
    """The page with its quotes, every line of the text a kept body block."""

    def read(text: str, dates: tuple[DateMention, ...] = ()) -> Page:
        blocks, start = [], 0
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                blocks.append(Block(number, start, start + len(line), "body", True, 1.0))
            start += len(line) + 1
        document = Document("0" * 20, "test", "-", "text/plain", "0" * 64, text)
        (page,) = QUOTES.run([Page(document, tuple(blocks), date_mentions=dates)], references)
        assert isinstance(page, Page)
        return page

    return read
