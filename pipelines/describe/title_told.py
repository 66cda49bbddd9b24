"""Decides which titles a page's markup tells, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from pipelines.describe.outlet_index import OutletIndex, outlet_index
from pipelines.describe.title_words import fold_title
from pipelines.document import Document
from pipelines.references import References

SITE_SEPARATOR = re.compile(r"[ ](?:[|–—\-:·•»«/]|::)[ ]|\|")
MAX_SEPARATORS = 8
MIN_HOST_NAME = 4


def told_titles(
    document: Document, shown: AbstractSet[str], references: References
) -> dict[str, list[str]]:
    """The titles by their source; `shown` are the folded lines of the page."""
    told: dict[str, list[str]] = {}
    for text, source, _ in document.hints.titles:
        told.setdefault(source, []).append(strip_site(text, document, shown, references))
    return told


def strip_site(
    title: str, document: Document, shown: AbstractSet[str], references: References
) -> str:
    """The title without the site's name before or after it.

    A part is the site's when it is its name, a known outlet's or the host's, or when the longer
    rest stands as a line of its own on the page.
    """
    title = " ".join(title.split())
    separators = list(SITE_SEPARATOR.finditer(title))[-MAX_SEPARATORS:]
    if not separators or fold_title(title) in shown:
        return title
    index, site = outlet_index(references), fold_title(document.hints.site_name or "")
    host = (document.url or "").partition("//")[2].partition("/")[0].lower()
    for cut in separators:
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        for kept, dropped in ((before, after), (after, before)):
            if kept and (
                _names_site(dropped, site, host, index)
                or (len(kept) > len(dropped) and fold_title(kept) in shown)
            ):
                return kept
    return title


def _names_site(part: str, site: str, host: str, index: OutletIndex) -> bool:
    name = fold_title(part)
    if not name:
        return False
    is_host = len(name) >= MIN_HOST_NAME and name.replace(" ", "") in host
    return is_host or name == site or index.named(part) is not None
