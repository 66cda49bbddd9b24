"""Decides which titles an HTML page tells of itself, and which of them is the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from pipelines.document import Told
from pipelines.html.shown import shown_text

SOCIAL_METAS = ("og:title", "twitter:title", "dc.title", "title")
HEADLINE, SOCIAL, PAGE_TITLE, HEADING = "headline", "social", "page_title", "heading"
LONGEST_TITLE = 500
MOST_HEADINGS = 6


def find_titles(
    root: Any, metas: Mapping[str, list[str]], records: Iterable[Mapping[str, Any]]
) -> tuple[str | None, tuple[Told, ...]]:
    """The best title and all that differ: of meta tags, JSON-LD, the head and first headings.

    `metas` are the contents of meta tags by name, `records` the JSON-LD records of articles.
    """
    social = [Told(metas[name][0], SOCIAL) for name in SOCIAL_METAS if name in metas]
    headlines = [Told(text, HEADLINE) for record in records if (text := _headline(record))]
    page_titles = [Told(shown_text(one), PAGE_TITLE) for one in islice(root.iter("title"), 1)]
    headings = [Told(shown_text(one), HEADING) for one in islice(root.iter("h1"), MOST_HEADINGS)]
    is_open = "og:title" in metas
    told = [*social[:is_open], *headlines, *social[is_open:], *page_titles, *headings]
    titles = tuple(
        dict.fromkeys(
            Told(text, one.source)
            for one in told
            if 0 < len(text := " ".join(one.text.split())) <= LONGEST_TITLE
        )
    )
    return (titles[0].text if titles else None), titles


def _headline(record: Mapping[str, Any]) -> str | None:
    text = record.get("headline")
    return text if isinstance(text, str) else None
