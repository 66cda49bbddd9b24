"""Decides what an HTML page says: its text as a reader sees it, and what it says of itself."""

from __future__ import annotations

from pipelines.document import Hints
from pipelines.errors import InputRejected


def render_html(html: str, *, url: str | None) -> tuple[str, Hints]:
    """The page's text rendering with all its furniture, and its hints.

    Text without any markup is its own rendering. The parsers load at the first page only, so
    that runs over flattened text start fast. InputRejected when the page cannot be parsed.
    """
    if "<" not in html:
        return html, Hints()
    from pipelines.html import article, hints, render, tree

    root = tree.parse_page(html)
    if root is None:
        detail = "no HTML tree could be built: save the page again, or as text"
        raise InputRejected("decode", "not_decodable", detail)
    text = render.render_tree(root)
    found = hints.find_hints(root)
    return text, hints.with_article(found, article.extract_article(root, url))
