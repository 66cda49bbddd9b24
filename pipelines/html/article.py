"""Decides what the reference extractor takes for the article of a page."""

from __future__ import annotations

import logging
from typing import Any

import trafilatura
from lxml import etree

from pipelines.html.tree import shape

MOST_ELEMENTS = 50_000
DEEPEST = 250

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extract_article(root: Any, url: str | None) -> str | None:
    """The article as plain text, tables in and comments out; None where there is none to find.

    Beyond these bounds the extractor would take too long, and on a few broken trees it fails:
    then the page is cleaned like a flattened one.
    """
    elements, depth = shape(root)
    if elements > MOST_ELEMENTS or depth > DEEPEST:
        return None
    try:
        return trafilatura.extract(root, url=url, include_comments=False, include_tables=True)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
