"""Decides what an HTML page says: its text as a reader sees it, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace

from pipelines.document import Hints
from pipelines.errors import InputRejected


def render_html(html: str) -> tuple[str, Hints]:
    """The page's text rendering with all its furniture, and its hints.

    Text without any markup is its own rendering. The parsers load at the first page only, so
    that runs over flattened text start fast. InputRejected when the page cannot be parsed.
    """
    if "<" not in html:
        return html, Hints()
    from pipelines.html import hints, render, tree

    root = tree.parse_page(html)
    if root is None:
        detail = "no HTML tree could be built: save the page again, or as text"
        raise InputRejected("decode", "not_decodable", detail)
    text, marks = render.render_tree(root)
    return text, replace(hints.find_hints(root), marks=marks)
