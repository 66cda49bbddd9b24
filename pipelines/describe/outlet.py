"""Decides who published a page, from its address, its head, or what it says of itself."""

from __future__ import annotations

import re

from pipelines.describe.copyright import bare, find_holder, legal_forms
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout
from pipelines.describe.outlet_index import OutletIndex, outlet_index
from pipelines.describe.self_mentions import find_self_mention
from pipelines.document import Document
from pipelines.references import References

MAX_SITE_NAME = 60
LINKS = ("&", "+", "und", "and")
SITE_MOTTO = re.compile(r" [|–—-] | :: ")


def find_outlet(document: Document, layout: Layout, references: References) -> Finding | None:
    """The page's publisher; null unless an address, a meta tag or a known name tells."""
    index = outlet_index(references)
    by_url = index.at_url(document.url)
    if by_url:
        return Finding(by_url.name, "url", outlet_id=by_url.outlet_id)
    return _from_site_name(document, index, references) or _from_text(layout, references)


def _from_site_name(
    document: Document, index: OutletIndex, references: References
) -> Finding | None:
    """The site's name as its meta tag has it; no id for a namesake at an address not its own."""
    name = _shorten(document.hints.site_name or "", legal_forms(references))
    if not 0 < len(name) <= MAX_SITE_NAME or not any(letter.isalpha() for letter in name):
        return None
    known = index.named(name) if document.url is None else None
    if known:
        return Finding(known.name, "meta", outlet_id=known.outlet_id)
    return Finding(name, "meta")


def _shorten(site_name: str, forms: dict[str, bool]) -> str:
    """The name without a motto behind it, and without the legal form of a company."""
    words = SITE_MOTTO.split(" ".join(site_name.split()), 1)[0].split(" ")
    while len(words) > 1 and (forms.get(bare(words[-1])) or words[-1] in LINKS):
        words.pop()
    return " ".join(words).rstrip(",")


def _from_text(layout: Layout, references: References) -> Finding | None:
    """The known outlet that holds the rights, else the one that the page names as its own."""
    holder = find_holder(layout, references)
    if holder:
        outlet = holder.outlet
        return Finding(outlet.name, "copyright", holder.start, holder.end, outlet.outlet_id)
    mention = find_self_mention(layout, references)
    if mention:
        outlet = mention.outlet
        return Finding(outlet.name, "text", mention.start, mention.end, outlet.outlet_id)
    return None
