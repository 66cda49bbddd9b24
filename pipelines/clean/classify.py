"""Decides how likely each line of a page is a part of its article, by the learned classifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.context import measure_context, stack
from pipelines.clean.dom_features import line_marks, plant
from pipelines.clean.dom_scores import score_marks
from pipelines.clean.dom_tree import Markup
from pipelines.clean.dom_words import MarkupIndex, markup_index
from pipelines.clean.features import Features, measure_lines
from pipelines.clean.furniture import Phrase
from pipelines.clean.grid import Grid, lay_out
from pipelines.clean.lines import Line
from pipelines.clean.recurrence import measure_recurrence
from pipelines.clean.second_pass import measure_scores
from pipelines.clean.wording import score_wording
from pipelines.document import Hints
from pipelines.references import References
from pipelines.trees import Trees, probability, read_trees

# One for text alone, one for lines of which the page's markup tells more.
LINE_MODEL, MARKUP_MODEL = "line_classifier", "markup_classifier"
# Pages and lines in one set of arrays: more do not fit a processor's cache, nor in the end memory.
AT_ONCE, MOST_LINES = 64, 20_000
# What the first pass is as sure of as this to be furniture, the second one is not asked for.
SETTLED = 0.003
MOST_GAP = 4
TOLD_LABELS = (
    "related",
    "navigation",
    "newsletter",
    "share",
    "copyright",
    "caption",
    "comment_form",
    "author_box",
)
LABEL_CODES = {None: 0} | {name: code for code, name in enumerate(TOLD_LABELS, 1)}
OTHER_LABEL = len(LABEL_CODES)
LINE_BREAK = 0x0A
NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page, with what phrases, cuts and shapes alone tell of each."""

    raw_text: str
    lines: Sequence[Line]
    phrases: Sequence[Phrase | None]
    known: Sequence[str | None]
    hints: Hints = NO_HINTS

    @property
    def is_marked(self) -> bool:
        """Whether the markup of the lines is known; too many of them go without it."""
        return self.hints.marks is not None and len(self.lines) <= MOST_LINES


@dataclass(frozen=True, eq=False)
class Classifier:
    """The learned parts: weights of words, and the trees of the first and of the second pass."""

    wording: Array | None
    first: Trees
    second: Trees


@dataclass(slots=True)
class Measured:
    """A batch of pages, all with markup or all without: their grid and features so far."""

    grid: Grid
    features: Features
    markup: Markup | None = None

    def add_scores(self, scores: Array) -> None:
        """Add the features that the first pass's probabilities make."""
        words = self.features["words"]
        self.features |= measure_scores(self.grid, words, scores)
        if self.markup is not None:
            self.features |= score_marks(self.markup, words, scores)

    def score(self, trees: Trees, lines: Array | None = None) -> Array:
        """The log odds by one model, of all lines or of those at the given places."""
        return trees.score(stack(self.features, trees.names, lines))


@lru_cache(maxsize=4)
def read_classifier(references: References, name: str) -> Classifier:
    """A classifier of the reference files, read once."""
    model = references.model(name)
    wording = model.get("wording")
    return Classifier(
        None if wording is None else np.array(wording, np.float64),
        read_trees(model["first"]),
        read_trees(model["second"]),
    )


def classify_lines(pages: Sequence[PageLines], references: References) -> list[Array]:
    """For each page the probability of each of its lines to be a part of the article."""
    scores = [np.zeros(len(page.lines)) for page in pages]
    for is_marked, name in ((False, LINE_MODEL), (True, MARKUP_MODEL)):
        places = [n for n, page in enumerate(pages) if page.lines and page.is_marked == is_marked]
        for some in _parts(pages, places):
            classifier = read_classifier(references, name)
            index = markup_index(references) if is_marked else None
            found = _classify(
                [_cut_out(pages[place], part) for place, part in some], classifier, index
            )
            for (place, part), likely in zip(some, found, strict=True):
                scores[place][part] = likely
    return scores


def _parts(pages: Sequence[PageLines], places: Sequence[int]) -> Iterator[list[tuple[int, slice]]]:
    """Groups of pages whose arrays are bounded; a page of very many lines is cut into several."""
    group: list[tuple[int, slice]] = []
    held = 0
    for place in places:
        count = len(pages[place].lines)
        for first in range(0, count, MOST_LINES):
            last = min(first + MOST_LINES, count)
            if group and (len(group) == AT_ONCE or held + last - first > MOST_LINES):
                yield group
                group, held = [], 0
            group.append((place, slice(first, last)))
            held += last - first
    if group:
        yield group


def _cut_out(page: PageLines, part: slice) -> PageLines:
    if part.stop - part.start == len(page.lines):
        return page
    return replace(page, lines=page.lines[part], phrases=page.phrases[part], known=page.known[part])


def _classify(
    pages: Sequence[PageLines], classifier: Classifier, index: MarkupIndex | None
) -> list[Array]:
    measured = measure_pages(pages, classifier.wording, index)
    first = measured.score(classifier.first)
    scores = probability(first)
    measured.add_scores(scores)
    unsettled = np.flatnonzero(scores > SETTLED)
    second = measured.score(classifier.second, unsettled)
    scores[unsettled] = join_passes(first[unsettled], second)
    return np.split(scores, np.cumsum([len(page.lines) for page in pages])[:-1])


def join_passes(first: Array, second: Array) -> Array:
    """The probabilities by both passes, given the log odds of each: their mean."""
    return probability((first + second) / 2)


def measure_pages(
    pages: Sequence[PageLines], wording: Array | None, index: MarkupIndex | None
) -> Measured:
    """All features of the first pass of pages with lines; with an index, of marked pages.

    Without weights of words their scores are zero: the classifier of markup has none.
    """
    lines = [page.lines for page in pages]
    grid = lay_out(lines, [_gaps(page) for page in pages])
    features = measure_lines(grid)
    features |= measure_recurrence(grid, features["is_prose"])
    features |= _told(pages)
    features["gap"] = grid.gap
    features["wording"] = np.zeros(grid.lines) if wording is None else score_wording(grid, wording)
    features |= measure_context(grid, features)
    if index is None:
        return Measured(grid, features)
    hints = [page.hints for page in pages]
    markup = plant(hints, lines)
    features |= line_marks(markup, index, hints, lines, features["words"], features["is_prose"])
    return Measured(grid, features, markup)


def _gaps(page: PageLines) -> Array:
    """The line breaks in front of each line."""
    first, last = page.lines[0].start, page.lines[-1].end
    text = page.raw_text[first:last].encode("utf-32-le", "surrogatepass")
    breaks = first + np.flatnonzero(np.frombuffer(text, np.uint32) == LINE_BREAK)
    starts = np.fromiter((line.start for line in page.lines), np.int64, len(page.lines))
    ends = np.fromiter((line.end for line in page.lines), np.int64, len(page.lines))
    gaps = np.full(len(starts), MOST_GAP)
    gaps[1:] = np.searchsorted(breaks, starts[1:]) - np.searchsorted(breaks, ends[:-1])
    return np.asarray(np.minimum(gaps, MOST_GAP))


def _told(pages: Sequence[PageLines]) -> Features:
    """What phrases, cuts and shapes tell of the lines."""
    codes = np.array(
        [LABEL_CODES.get(label, OTHER_LABEL) for page in pages for label in page.known]
    )
    phrases = [
        0 if phrase is None else 1 + phrase.closes_article
        for page in pages
        for phrase in page.phrases
    ]
    told = np.array(phrases)
    return {
        "is_phrase": told > 0,
        "is_known": codes > 0,
        "is_closing": told > 1,
        **{f"is_{name}": codes == LABEL_CODES[name] for name in TOLD_LABELS},
    }
