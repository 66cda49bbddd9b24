"""Decides what every question about a page starts from: its lines, language, dates and stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.clean.body import kept_text
from pipelines.describe.date_order import settle_orders
from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import DateWords, date_words
from pipelines.describe.language import detect_language
from pipelines.describe.layout import Layout, lay_out
from pipelines.describe.stamps import Stamp, find_stamps
from pipelines.describe.written_date import WrittenDate
from pipelines.document import Document, Page, Reject
from pipelines.references import References
from pipelines.stage import reject


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read; `stamped` are the numbers of the lines that hold a stamp."""

    page: Page
    body: str
    word_count: int
    language: str | None
    words: DateWords
    layout: Layout
    dates: Sequence[WrittenDate]
    stamps: Sequence[Stamp]
    stamped: frozenset[int]

    @property
    def document(self) -> Document:
        """The page's document."""
        return self.page.document


def read_page(page: Page, references: References) -> Reading | Reject:
    """Read a page; a Reject when its body has no word."""
    document = page.document
    body = kept_text(document, page.blocks)
    word_count = len(body.split())
    if word_count == 0:
        return reject(document, "extract", "no_article_text", "no word is left of the page")
    language = detect_language(body, document.hints.language)
    words = date_words(references, language)
    layout = lay_out(document.raw_text, page.blocks)
    written = list(scan_dates(layout.text, words))
    dates = settle_orders(written, document.latest_day, document.hints.language)
    stamps = find_stamps(layout, dates, references)
    stamped = frozenset(stamp.line.number for stamp in stamps if stamp.written.on)
    return Reading(page, body, word_count, language, words, layout, dates, stamps, stamped)
