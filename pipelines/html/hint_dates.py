"""Decides what the markup of an HTML page tells of its publication and its last change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

# Best first; what follows is also written by tools that mean the page, not the article.
PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "publish-date",
    "publish_date",
    "published_time",
    "publishdate",
    "published-date",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "date.issued",
    "article:post_date",
)
WEAK_METAS = (
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "dc.date",
    "date",
    "citation_date",
)
UPDATED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
)
IN_SCRIPT = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{6,40})"')
HAS_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d\d|\A\d{10}(?:\d{3})?\Z")
LONGEST_VALUE = 80
MOST_ELEMENTS = 50
PUBLISHED_NAMES = ("publish", "posted", "entry-date", "post-date", "pubdate", "dateline")
NOT_PUBLISHED = ("updated", "modified", "comment", "related")
# Of other pages: lists of teasers.
ASIDE = frozenset(("aside", "nav", "footer"))

Records = Iterable[Mapping[str, Any]]
Metas = Mapping[str, list[str]]


def find_published(root: Any, metas: Metas, records: Records, scripts: Iterable[str]) -> str | None:
    """The best date or time of publication as written, None when nothing tells one."""
    told = (
        *_values([record for record in records if "headline" in record], "datePublished"),
        *_metas(metas, PUBLISHED_METAS),
        *_values(records, "datePublished"),
        *_marked(root, ".//*[@itemprop='datePublished']"),
        *_metas(metas, WEAK_METAS),
        *_named_times(root),
        *(found for script in scripts for found in IN_SCRIPT.findall(script)),
        *_times(root),
    )
    return next(_dates(told), None)


def find_updated(metas: Metas, records: Records) -> str | None:
    """The date or time of the last change as written, None when nothing tells one."""
    told = (*_values(records, "dateModified"), *_metas(metas, UPDATED_METAS))
    return next(_dates(told), None)


def _dates(values: Iterable[str | None]) -> Iterator[str]:
    for value in values:
        shown = " ".join(value.split()) if value else ""
        if shown and len(shown) <= LONGEST_VALUE and HAS_DATE.search(shown):
            yield shown


def _values(records: Records, key: str) -> list[str]:
    return [record[key] for record in records if isinstance(record.get(key), str)]


def _metas(metas: Metas, names: Iterable[str]) -> list[str]:
    return [metas[name][0] for name in names if name in metas]


def _marked(root: Any, path: str) -> Iterator[str]:
    for element in root.iterfind(path):
        yield element.get("content") or element.get("datetime") or _text(element)


def _named_times(root: Any) -> Iterator[str]:
    """Times whose class, or that of the element around them, names the publication."""
    for element in _time_elements(root):
        around = element.getparent()
        names = f"{_names(element)} {'' if around is None else _names(around)}"
        if element.get("pubdate") is not None or (
            any(name in names for name in PUBLISHED_NAMES)
            and not any(name in names for name in NOT_PUBLISHED)
        ):
            yield element.get("datetime") or _text(element)


def _times(root: Any) -> Iterator[str]:
    for element in _time_elements(root):
        if not any(name in _names(element) for name in NOT_PUBLISHED):
            yield element.get("datetime") or ""


def _time_elements(root: Any) -> Iterator[Any]:
    for element in islice(root.iterfind(".//time"), MOST_ELEMENTS):
        if not any(outer.tag in ASIDE for outer in element.iterancestors()):
            yield element


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()


def _text(element: Any) -> str:
    return "".join(element.itertext())[:LONGEST_VALUE]
