"""Decides what text an element shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.etree import iterwalk

LONGEST_SHOWN = 2_000
SILENT = frozenset({"script", "style", "noscript", "template", "svg"})
DIVIDING = frozenset({"br", "div", "p", "li", "ul", "section", "h1", "h2", "h3", "h4", "td", "tr"})


def shown_text(element: Any) -> str:
    """The text of an element on one line, without scripts; bounded in length."""
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_SHOWN:
            break
    return " ".join("".join(pieces).split())


def _pieces(element: Any) -> Iterator[str]:
    """The text in page order; blocks and line breaks divide words."""
    for event, node in _walk(element):
        if event == "start":
            if node.text:
                yield node.text
        else:
            if node.tag in DIVIDING:
                yield " "
            if node.tail and node is not element:
                yield node.tail


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    walker = iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "start" and (not isinstance(node.tag, str) or node.tag in SILENT):
            walker.skip_subtree()
            continue
        yield event, node
