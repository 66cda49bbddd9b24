"""Decides how a tree becomes lines of text: what is shown, what is dropped, where lines break."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

# Never shown as text of the page.
INVISIBLE = (
    "head script style template noscript svg canvas audio video object embed iframe frame map "
    "datalist"
)
DROPPED = frozenset(INVISIBLE.split())
# Shown whatever their style says, like hidden elements with that many characters: scripts reveal
# both, articles behind a notice among them.
REVEALED = 300
ALWAYS_SHOWN = frozenset(("html", "body", "main", "article"))

PARAGRAPHS = (
    "address article aside blockquote body caption center details dialog dir div dl fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav "
    "ol p pre search section select summary table tbody textarea tfoot thead ul"
)
MARKS = (
    dict.fromkeys(PARAGRAPHS.split(), "\n\n")
    | dict.fromkeys(("br", "dd", "dt", "li", "optgroup", "option", "tr"), "\n")
    | dict.fromkeys(("td", "th"), "\t")
    | dict.fromkeys(("button", "input", "img", "label"), " ")
)

WHITE_SPACE = re.compile(r"\s+")
NO_DISPLAY = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)


def render_tree(root: Any) -> str:
    """The text of the page, a line for each block element, cells of a row parted by a tab."""
    pieces: list[str] = []
    skipped = revealed = None
    preformatted = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start" and revealed is None and is_hidden(element):
            revealed = element if _has_much_text(element) else None
            skipped = element if revealed is None else None
        if event == "start" and (element is skipped or element.tag in DROPPED):
            walker.skip_subtree()
            skipped = element
            continue
        if element is revealed and event == "end":
            revealed = None
        if element is not skipped:
            mark = MARKS.get(element.tag, "")
            pieces.append(mark if event == "start" or mark != "\n" else "")
            preformatted += (element.tag == "pre") * (1 if event == "start" else -1)
        text = element.text if event == "start" else element.tail
        if text and (event == "start" or element is not root):
            pieces.append(text if preformatted else WHITE_SPACE.sub(" ", text))
    return collapse("".join(pieces))


def is_hidden(element: Any) -> bool:
    """Whether the page tells browsers not to show the element."""
    if element.tag in ALWAYS_SHOWN or not element.attrib:
        return False
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and NO_DISPLAY.search(style))


def _has_much_text(element: Any) -> bool:
    return element.tag not in DROPPED and sum(map(len, element.itertext())) >= REVEALED


def collapse(text: str) -> str:
    """The text with white space collapsed: single spaces and tabs, at most one blank line."""
    lines: list[str] = []
    for line in text.split("\n"):
        shown = "\t".join(" ".join(cell.split()) for cell in line.split("\t") if cell.strip())
        if shown or (lines and lines[-1]):
            lines.append(shown)
    return "\n".join(lines).strip()
