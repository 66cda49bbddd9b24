"""Decides how tests of this room build a page: lines with labels, a blank line between them."""

from collections.abc import Callable

import pytest

from pipelines.describe.stage import describe_pages
from pipelines.document import Block, Document, Hints, Page
from pipelines.references import References

KEPT = {"body", "heading", "dateline"}
Describe = Callable[..., Page]


def page_of(lines: str, url: str | None = None, hints: Hints | None = None) -> Page:
    """A page of lines written 'label: text'; the text of the page has no labels."""
    pairs = [line.split(": ", 1) for line in lines.strip().splitlines()]
    text, blocks = "", []
    for label, words in pairs:
        start = len(text)
        text += words + "\n\n"
        kept = label in KEPT
        blocks.append(Block(len(blocks), start, start + len(words), label, kept, float(kept)))
    document = Document(
        "0" * 20, "t", "-", "text/plain", "0", text, url=url, hints=hints or Hints()
    )
    return Page(document, tuple(blocks))


@pytest.fixture(scope="session")
def describe(references: References) -> Describe:
    """Describe a page of labelled lines."""

    def run(lines: str, url: str | None = None, hints: Hints | None = None) -> Page:
        done = describe_pages([page_of(lines, url, hints)], references)[0]
        assert isinstance(done, Page)
        return done

    return run
