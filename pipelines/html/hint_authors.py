"""Decides which names an HTML page marks as those of its authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from lxml.etree import XPath

from pipelines.document import Told
from pipelines.html.shown import shown_text

AUTHOR_METAS = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "citation_author",
)
RECORD, META, ITEM, LINK, CLASS = "record", "meta", "item", "link", "class"
LONGEST_NAME, LONGEST_CLASS = 300, 160
MOST_RECORDS, MOST_AUTHORS = 3, 40
MARKED = (
    (ITEM, XPath(".//*[@itemprop='author']")),
    (LINK, XPath(".//*[@rel='author']")),
    (CLASS, XPath(".//*[contains(@class,'author') or contains(@class,'byline')]")),
)


def find_authors(
    root: Any, metas: Mapping[str, list[str]], records: Iterable[Mapping[str, Any]]
) -> tuple[Told, ...]:
    """The authors of JSON-LD, meta tags and marked elements, in this order, without addresses.

    What an element of an author's class shows may be more than a name.
    """
    told = [
        *_of_records(records),
        *(Told(text, META) for name in AUTHOR_METAS for text in metas.get(name, ())),
        *_of_elements(root),
    ]
    clean = (one._replace(text=" ".join(one.text.split())) for one in told)
    kept = (one for one in clean if 0 < len(one.text) <= LONGEST_NAME and "://" not in one.text)
    return tuple(dict.fromkeys(kept))[:MOST_AUTHORS]


def _of_records(records: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """The names of the first records that tell any, with what they are said to be."""
    telling = (found for record in records if (found := list(_named(record.get("author")))))
    for found in islice(telling, MOST_RECORDS):
        yield from found


def _named(value: Any) -> Iterator[Told]:
    for item in value if isinstance(value, list) else [value]:
        kind = None
        name = item
        if isinstance(item, dict):
            name, kind = item.get("name"), item.get("@type")
            kind = kind[0] if isinstance(kind, list) and kind else kind
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str):
                yield Told(one, RECORD, kind.lower() if isinstance(kind, str) else None)


def _of_elements(root: Any) -> Iterator[Told]:
    for source, find in MARKED:
        for element in islice(find(root), MOST_AUTHORS):
            text = element.get("content") or shown_text(element)
            if len(text) <= LONGEST_CLASS:
                yield Told(text, source)
