"""Decides where the lines of an HTML page stand to its headline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.dom_tree import Markup
from pipelines.clean.features import Features, logarithm
from pipelines.clean.lines import Line, fold
from pipelines.document import Hints

MOST_WORDS = 40
LEAST_ALIKE = 0.6
NO_HEADLINE = -20.0
HEADING_REACH, MOST_HEADINGS = 5, 5


def title_features(
    markup: Markup, is_heading: Array, hints: Sequence[Hints], lines: Sequence[Sequence[Line]]
) -> Features:
    """How far before or behind the first main heading and the told title each line stands."""
    steps = markup.distances(is_heading[:, None], HEADING_REACH, markup.elements)[:, 0]
    headings = np.flatnonzero(steps < HEADING_REACH)
    of_pages = markup.line_pages[headings]
    first = np.full(len(markup.roots), -1)
    first[of_pages[::-1]] = headings[::-1]
    counts = np.minimum(np.bincount(of_pages, minlength=len(markup.roots)), MOST_HEADINGS)
    overlaps = [_overlaps(page, some) for page, some in zip(hints, lines, strict=True)]
    of_line, of_title = np.concatenate(overlaps).T
    is_title = np.flatnonzero((of_line > LEAST_ALIKE) & (of_title > LEAST_ALIKE))
    titles = np.full(len(markup.roots), -1)
    titles[markup.line_pages[is_title][::-1]] = is_title[::-1]
    return {
        "heading_distance": _distance(markup, first),
        "headings": counts[markup.line_pages],
        "title_distance": _distance(markup, titles),
        "share_in_title": of_line,
        "share_of_title": of_title,
    }


def _overlaps(hints: Hints, lines: Sequence[Line]) -> Array:
    """For each line the share of its words in the title, and of the title's in it."""
    title = set(fold(hints.title or "").split())
    shares = np.zeros((len(lines), 2))
    if title:
        for place, line in enumerate(lines):
            if line.words <= MOST_WORDS and not title.isdisjoint(line.folded.split()):
                words = set(line.folded.split())
                shared = len(words & title)
                shares[place] = shared / max(1, len(words)), shared / len(title)
    return shares


def _distance(markup: Markup, chosen: Array) -> Array:
    """The lines from the chosen one of each page, negative before it, in doublings."""
    line = chosen[markup.line_pages]
    away = np.arange(len(line)) - line
    return np.where(line >= 0, np.sign(away) * logarithm(np.abs(away)), NO_HEADLINE)
