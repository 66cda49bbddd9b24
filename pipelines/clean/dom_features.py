"""Decides what the tree of an HTML page tells the line classifier about each line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.dom_titles import title_features
from pipelines.clean.dom_tree import Markup
from pipelines.clean.dom_words import ARTICLE, ARTICLE_BODY, CONTENT, MarkupIndex
from pipelines.clean.features import Features, logarithm
from pipelines.clean.lines import Line
from pipelines.document import Hints

FARTHEST = 30
# A name on an element with that share of the page's words is about the page, not a part of it.
WHOLE_PAGE = 0.9
LEVELS = 6
MOST_PIECES, MOST_ARTICLES, MOST_PROSE_LINES, MOST_SIBLINGS = 20, 10, 20, 60
MOST_CHILDREN, MOST_CHILDREN_OF_PARENT = 50, 100
INNER_MEANINGS = (
    "author", "stamp", "caption", "hidden", "button", "tags", "share", "link", "advert", "title",
)  # fmt: skip
GROUPS = ("block", "place", "parent_kind", "element")
# How much of the prose in a paragraph speaks for its parent, grandparent and great-grandparent.
PROSE_FOR_ANCESTORS = (1.0, 0.5, 0.25)


def plant(hints: Sequence[Hints], lines: Sequence[Sequence[Line]]) -> Markup:
    """The markup of a batch of HTML pages, each with marks and at least one line."""
    return Markup([page.marks for page in hints if page.marks is not None], lines)


def line_marks(
    markup: Markup,
    index: MarkupIndex,
    hints: Sequence[Hints],
    lines: Sequence[Sequence[Line]],
    words: Array,
    is_prose: Array,
) -> Features:
    """The features of all lines of the batch by name; names are stable.

    `words` and `is_prose` are told for each line of the batch by the features of its text.
    """
    words = words.astype(np.float64)
    linked = markup.marks[:, 2] / np.maximum(markup.marks[:, 1], 1)
    prose = np.where(is_prose, words, 0.0)
    values = (
        words,
        words * linked,
        prose * (1 - linked),
        np.ones(len(words)),
        is_prose & (linked < 0.5),
    )
    sums = markup.sums(values)
    whole = np.maximum(sums[markup.roots], 1)[markup.pages]
    prose_share = sums[:, 2] / whole[:, 2]
    tags, flags = _flags(markup, index, hints, sums[:, 0] / whole[:, 0] > WHOLE_PAGE)
    found: Features = _own(markup, linked)
    found |= _distances(markup, index, flags)
    found |= _shares(markup, index, flags, prose_share)
    articles = np.bincount(markup.pages, tags == index.tags.index(ARTICLE), len(markup.roots))
    found["articles"] = np.minimum(articles, MOST_ARTICLES)[markup.line_pages]
    found |= _ancestors(markup, sums, prose_share)
    found |= _siblings(markup)
    found |= _best_container(markup, prose * (1 - linked))
    found |= _groups(markup, words, words * linked, prose)
    found |= _neighbours(markup, linked)
    found |= title_features(markup, flags[:, index.tags.index("h1")], hints, lines)
    return {f"dom_{name}": column.astype(np.float32) for name, column in found.items()}


def _flags(
    markup: Markup, index: MarkupIndex, hints: Sequence[Hints], is_whole: Array
) -> tuple[Array, Array]:
    """For each element the column of its tag, and a flag for each tag and each meaning."""
    marks = [page.marks for page in hints if page.marks is not None]
    tags = np.concatenate([index.tag_columns(page) for page in marks])
    bits = np.concatenate([index.meaning_bits(page) for page in marks])
    bits[is_whole] = 0
    of_tags = tags[:, None] == np.arange(len(index.tags))
    of_names = (bits[:, None] >> np.arange(len(index.meanings))) & 1 == 1
    return tags, np.concatenate((of_tags, of_names), 1)


def _own(markup: Markup, linked: Array) -> Features:
    """What the line is by itself: in links, emphasised, in pieces, how deep."""
    return {
        "linked": linked,
        "emphasised": markup.marks[:, 3] / np.maximum(markup.marks[:, 1], 1),
        "pieces": np.minimum(markup.marks[:, 4], MOST_PIECES),
        "depth": markup.depths[markup.elements],
        "block_depth": markup.depths[markup.blocks],
    }


def _distances(markup: Markup, index: MarkupIndex, flags: Array) -> Features:
    """Levels up to the nearest ancestor of each tag and meaning.

    Tags from the line's element, meanings from its block; `inner_*`: a meaning inside the block.
    """
    both = np.concatenate((markup.elements, markup.blocks))
    of_elements, of_blocks = np.split(markup.distances(flags, FARTHEST, both), 2)
    found: Features = {
        f"tag_{tag}": of_elements[:, column] for column, tag in enumerate(index.tags)
    }
    for place, meaning in enumerate(index.meanings):
        column = len(index.tags) + place
        found[f"named_{meaning}"] = of_blocks[:, column]
        if meaning in INNER_MEANINGS:
            own = of_elements[:, column]
            found[f"inner_{meaning}"] = (own < of_blocks[:, column]) | (own == 0)
    return found


def _shares(markup: Markup, index: MarkupIndex, flags: Array, prose_share: Array) -> Features:
    """The share of the page's prose in the nearest element that may hold an article, else -1."""
    columns = {tag: index.tags.index(tag) for tag in (ARTICLE, "main", "section")}
    for meaning in (ARTICLE_BODY, CONTENT):
        columns[meaning] = len(index.tags) + index.meanings.index(meaning)
    found = {}
    for name, column in columns.items():
        around = markup.nearest(flags[:, column])[markup.elements]
        found[f"share_{name}"] = np.where(around >= 0, prose_share[around], -1)
    return found


def _ancestors(markup: Markup, sums: Array, prose_share: Array) -> Features:
    """What the block and its ancestors hold: words, links, prose, lines."""
    found: Features = {}
    element = markup.blocks
    for level in range(LEVELS):
        words, linked, prose, lines, prose_lines = sums[element].T
        found[f"words_{level}"] = logarithm(words)
        found[f"linked_{level}"] = linked / np.maximum(words, 1)
        found[f"prose_{level}"] = prose / np.maximum(words, 1)
        found[f"lines_{level}"] = logarithm(lines)
        found[f"prose_share_{level}"] = prose_share[element]
        found[f"line_length_{level}"] = words / np.maximum(lines, 1)
        found[f"prose_lines_{level}"] = np.minimum(prose_lines, MOST_PROSE_LINES)
        element = markup.parents[element]
    return found


def _siblings(markup: Markup) -> Features:
    """How many children block and parent have, and how many siblings are of the same kind."""
    size = len(markup.parents)
    is_root = markup.parents == np.arange(size)
    children = np.bincount(markup.parents[~is_root], minlength=size)
    alike = markup.kinds.astype(np.int64) * size + markup.parents
    _, numbers, counts = np.unique(alike, return_inverse=True, return_counts=True)
    siblings = np.minimum(counts[numbers], MOST_SIBLINGS)
    parents = markup.above(markup.blocks, 1)
    found: Features = {
        "children": np.minimum(children[markup.blocks], MOST_CHILDREN),
        "children_of_parent": np.minimum(children[parents], MOST_CHILDREN_OF_PARENT),
    }
    element, most = markup.blocks, np.zeros(len(markup.blocks))
    for level in range(LEVELS):
        found[f"siblings_{level}"] = siblings[element]
        if level:
            most = np.maximum(most, siblings[element])
        element = markup.parents[element]
    return found | {"siblings_most": most}


def _best_container(markup: Markup, prose: Array) -> Features:
    """Where the line stands to the element whose paragraphs hold most prose."""
    score = np.zeros(len(markup.parents))
    element = markup.blocks
    for weight in PROSE_FOR_ANCESTORS:
        element = markup.parents[element]
        score += np.bincount(element, prose * weight, len(score))
    best = markup.best_of_pages(score)
    own = score[markup.above(markup.blocks, 1)]
    most = np.maximum(score[best][markup.line_pages], 1)
    return {"container_score": own / most} | place_to(markup, best, "container")


def place_to(markup: Markup, chosen: Array, name: str) -> Features:
    """Whether lines lie in the element chosen for their page, and the levels up and down to them."""
    element = chosen[markup.line_pages]
    meeting = markup.meeting_depths(markup.elements, element)
    up = markup.depths[element] - meeting
    down = markup.depths[markup.elements] - meeting
    return {f"{name}_inside": up == 0, f"{name}_up": up, f"{name}_down": down}


def _groups(markup: Markup, words: Array, linked: Array, prose: Array) -> Features:
    """What the lines of the page in elements of the same kind are like together."""
    found: Features = {}
    numbers = markup.groups()
    for name in GROUPS:
        group = numbers[name]
        count = np.bincount(group)
        total = np.bincount(group, words)
        of_words = 1 / np.maximum(total, 1e-9)
        found[f"group_{name}_lines"] = logarithm(count - 1)[group]
        found[f"group_{name}_words"] = (total / count)[group]
        found[f"group_{name}_linked"] = (np.bincount(group, linked) * of_words)[group]
        found[f"group_{name}_prose"] = (np.bincount(group, prose) * of_words)[group]
    return found


def _neighbours(markup: Markup, linked: Array) -> Features:
    """The way through the tree to the lines before and behind."""
    found: Features = {}
    places = np.arange(len(markup.blocks))
    parents = markup.above(markup.blocks, 1)
    for name, step in (("before", -1), ("behind", 1)):
        other = np.clip(places + step, 0, max(0, len(places) - 1))
        exists = (other != places) & (markup.line_pages[other] == markup.line_pages)
        other = np.where(exists, other, places)
        block = markup.blocks[other]
        meeting = markup.meeting_depths(markup.blocks, block)
        found[f"up_{name}"] = np.where(exists, markup.depths[markup.blocks] - meeting, FARTHEST)
        found[f"down_{name}"] = np.where(exists, markup.depths[block] - meeting, FARTHEST)
        found[f"same_parent_{name}"] = exists & (parents[other] == parents)
        found[f"same_kind_{name}"] = exists & (markup.kinds[block] == markup.kinds[markup.blocks])
        found[f"linked_{name}"] = np.where(exists, linked[other], -1)
    found["opens_parent"] = ~found["same_parent_before"]
    return found
