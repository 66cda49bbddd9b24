"""Decides which text is the article's headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.describe.byline_cues import Cues, lines_with_cues
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout
from pipelines.describe.title_features import ABOVE, BELOW, Candidate, TitlePage, measure_titles
from pipelines.describe.title_told import told_titles
from pipelines.describe.title_words import fold_title, slug_words
from pipelines.describe.wordlists import word_set
from pipelines.document import Document
from pipelines.references import References

# Below this nothing is said: a wrong headline costs more than a missing one.
ENOUGH = 0.22
# What readers see has its proof on the page: where two are about as likely, it is the headline.
SHOWN = 1.35
CUE_REACH = 60


@dataclass(frozen=True, slots=True)
class TitleChoices:
    """The texts of a page that may be its headline, with a row of features each."""

    found: Sequence[Candidate]
    rows: Sequence[Sequence[float]]


def gather_titles(
    document: Document,
    layout: Layout,
    stamped: frozenset[int],
    language: str | None,
    references: References,
) -> TitleChoices:
    """The candidates of the page's text and, for HTML, of its markup.

    `stamped` are the numbers of lines that hold a stamp.
    """
    told = {}
    if document.hints.titles:
        told = told_titles(document, {fold_title(line.text) for line in layout.lines}, references)
    cues = Cues(references, "author", language)
    pattern = cues.pattern
    first = max(0, layout.body_first - ABOVE)
    lines = layout.lines[first : layout.body_first + 2 * BELOW]
    signed = frozenset(
        number
        for number in lines_with_cues(layout, lines, cues)
        if pattern.match(layout.lines[number].text, 0, CUE_REACH)
    )
    page = TitlePage(layout, told, slug_words(document.url), stamped, signed)
    measured = measure_titles(page)
    return TitleChoices([found for found, _ in measured], [row for _, row in measured])


def choose_title(
    choices: TitleChoices, likely: Sequence[float], references: References
) -> Finding | None:
    """The likeliest candidate; null when none is likely enough.

    The method is 'meta' for what the markup tells too, else 'heading'.
    """
    never = word_set(references, "not_titles", "phrase")
    weighed = (
        (score if found.start is None else SHOWN * score, score, found)
        for score, found in zip(likely, choices.found, strict=True)
    )
    for _, score, found in sorted(weighed, key=lambda one: -one[0]):
        if score < ENOUGH:
            return None
        if fold_title(found.text) not in never:
            return Finding(
                found.text, "meta" if found.is_told else "heading", found.start, found.end
            )
    return None
