"""Decides what each kind of HTML element does to the rendering of a page."""

from __future__ import annotations

# Never shown as text of the page. The head is shown, but for its title: where no body is opened,
# the parser leaves parts of the page in it.
INVISIBLE = (
    "title script style template noscript svg canvas audio video object embed iframe frame map "
    "datalist"
)
DROPPED = frozenset(INVISIBLE.split())
ALWAYS_SHOWN = frozenset(("html", "body", "main", "article"))

PARAGRAPHS = (
    "address article aside blockquote body caption center details dialog dir div dl fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav "
    "ol p pre search section select summary table tbody textarea tfoot thead ul"
)
BREAKS = (
    dict.fromkeys(PARAGRAPHS.split(), "\n\n")
    | dict.fromkeys(("br", "dd", "dt", "li", "optgroup", "option", "tr"), "\n")
    | dict.fromkeys(("td", "th"), "\t")
    | dict.fromkeys(("button", "input", "img", "label"), " ")
)
# What holds a line or a cell of its own.
BLOCKS = frozenset(tag for tag, mark in BREAKS.items() if mark != " ")

LINK, PREFORMATTED = "a", "pre"
EMPHASIS = frozenset(("b", "strong", "em", "i", "small", "u"))

# Attributes in which pages name their parts, besides the class.
NAMING = frozenset(
    [
        "id",
        "role",
        "itemprop",
        "aria-label",
        "data-testid",
        "data-component",
        "data-type",
        "data-module",
        "data-qa",
    ]
)
