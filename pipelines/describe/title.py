"""Decides which line of a page is the article's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.describe.bylines import cue_pattern
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, Line
from pipelines.describe.outlet_index import outlet_index
from pipelines.describe.title_score import (
    ECHOED,
    WORD,
    Surroundings,
    article_words,
    content_words,
    score_lines,
    slug_words,
)
from pipelines.describe.wordlists import word_set
from pipelines.document import Document
from pipelines.references import References

SITE_SEPARATOR = re.compile(r"[ ](?:[|–—\-:·•»«/]|::)[ ]|\|")
MAX_SEPARATORS = 8
MIN_HOST_NAME = 4
ECHO_REACH = 100_000
ENOUGH = 3.7


def find_title(
    document: Document, layout: Layout, stamped: frozenset[int], references: References
) -> Finding | None:
    """The headline: what the page's head says of it, else the best line before the article.

    Where the head's title does not stand on the page, a good line that shares half its words is
    the headline that readers see. `stamped` are the numbers of lines that hold a stamp.
    """
    hint = strip_site(document.hints.title or "", document, layout.lines, references)
    place = next((line for line in layout.lines if hint and line.text == hint), None)
    if place:
        return Finding(hint, "meta", place.start, place.end)
    spelt = content_words(hint) or slug_words(document.url)
    best = _best_line(document.raw_text, layout, spelt, stamped, references)
    if hint and (best is None or not _is_near(best.text, spelt)):
        return Finding(hint, "meta")
    return Finding(best.text, "heading", best.start, best.end) if best else None


def _best_line(
    text: str,
    layout: Layout,
    spelt: frozenset[str],
    stamped: frozenset[int],
    references: References,
) -> Line | None:
    not_titles = word_set(references, "not_titles", "phrase")
    cue = cue_pattern(references, "author")
    page = Surroundings(
        text[:ECHO_REACH],
        layout,
        article_words(layout.lines),
        spelt,
        stamped,
        lambda text: cue.match(text) is not None,
    )
    best_score, best = ENOUGH, None
    for score, line in score_lines(page):
        if score + ECHOED > best_score and page.text.count(line.text) > 1:
            score += ECHOED
        if score > best_score and _fold(line.text) not in not_titles:
            best_score, best = score, line
    return best


def _is_near(text: str, spelt: frozenset[str]) -> bool:
    words = content_words(text)
    return len(words & spelt) * 2 >= max(len(words), len(spelt), 2)


def strip_site(
    title: str, document: Document, lines: Sequence[Line], references: References
) -> str:
    """The title without the site's name before or after it.

    A part is the site's when it is its name, a known outlet's or the host's, or when the longer
    rest stands as a line of its own on the page.
    """
    title = " ".join(title.split())
    texts = {line.text for line in lines} if title else set()
    if title in texts:
        return title
    site, index = _fold(document.hints.site_name or ""), outlet_index(references)
    host = (document.url or "").partition("//")[2].partition("/")[0].lower()
    for cut in list(SITE_SEPARATOR.finditer(title))[-MAX_SEPARATORS:]:
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        for kept, dropped in ((before, after), (after, before)):
            name = _fold(dropped)
            is_site = bool(name) and (name == site or index.named(dropped) is not None)
            is_host = len(name) >= MIN_HOST_NAME and name.replace(" ", "") in host
            is_shown = kept in texts and len(kept) > len(dropped)
            if kept and (is_site or is_host or is_shown):
                return kept
    return title


def _fold(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))
