"""Decides what a page says of itself outside its text: title, site, authors, date, language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.document import Hints
from pipelines.html.hint_authors import find_authors
from pipelines.html.hint_titles import find_titles
from pipelines.html.jsonld import article_records, names

SITE_METAS = ("og:site_name", "application-name", "twitter:app:name:iphone", "dc.publisher")
PUBLISHED_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "publish-date",
    "publish_date",
    "published_time",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "citation_publication_date",
)
LONGEST_HINT = 500


def find_hints(root: Any) -> Hints:
    """What the head, the JSON-LD and a few marked elements of the page tell; never the article."""
    metas = _metas(root)
    records = article_records(
        [
            script.text or ""
            for script in root.iterfind(".//script[@type]")
            if "ld+json" in script.get("type", "")
        ]
    )
    title, titles = find_titles(root, metas, records)
    return Hints(
        title=title,
        titles=titles,
        site_name=_first([*_publishers(records), _meta(metas, SITE_METAS)]),
        authors=find_authors(root, metas, records),
        published=_first(
            [*_texts(records, "datePublished"), _meta(metas, PUBLISHED_METAS), _marked_time(root)]
        ),
        language=_first(
            [
                root.get("lang"),
                root.get("{http://www.w3.org/XML/1998/namespace}lang"),
                root.get("xml:lang"),
                _meta(metas, ("og:locale",)),
            ]
        ),
    )


def _first(values: Iterable[str | None]) -> str | None:
    for value in values:
        shown = " ".join(value.split()) if value else ""
        if shown and len(shown) <= LONGEST_HINT:
            return shown
    return None


def _metas(root: Any) -> dict[str, list[str]]:
    """The contents of the meta tags by folded name, in page order."""
    metas: dict[str, list[str]] = {}
    for meta in root.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _meta(metas: Mapping[str, list[str]], keys: Iterable[str]) -> str | None:
    return next((metas[key][0] for key in keys if key in metas), None)


def _texts(records: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    return [record[key] for record in records if isinstance(record.get(key), str)]


def _publishers(records: Iterable[Mapping[str, Any]]) -> list[str]:
    return [name for record in records for name in names(record.get("publisher"))]


def _marked_time(root: Any) -> str | None:
    element = root.find(".//time[@datetime]")
    return None if element is None else element.get("datetime")
