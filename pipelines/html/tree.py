"""Decides how markup becomes a tree, and which markup is refused."""

from __future__ import annotations

from typing import Any

from lxml import etree

CUT_OFF = "ERR_RESOURCE_LIMIT"


def parse_page(html: str) -> Any | None:
    """The root element; None when there is nothing in it, or it is nested beyond all use.

    The string is decoded already, so the parser is told UTF-8 and the page's own declaration
    does not count. NUL would end the text for the parser.
    """
    content = html.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.LxmlError:
        return None
    return None if any(entry.type_name == CUT_OFF for entry in parser.error_log) else root
