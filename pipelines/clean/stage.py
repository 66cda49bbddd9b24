"""Decides which parts of a page are its article, as blocks; pages without any are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.clean.align import LEAST_SHARE, lines_of_article
from pipelines.clean.choose import choose_run
from pipelines.clean.cuts import cut_lines
from pipelines.clean.furniture import TABLE, Phrase, PhraseIndex, known_phrases, phrase_index
from pipelines.clean.labels import DATELINE, furniture_labels, label_lines
from pipelines.clean.lines import Line, split_lines
from pipelines.clean.titles import find_title, told_title
from pipelines.document import Block, Document, Page, Reject
from pipelines.references import References
from pipelines.stage import Stage, reject

# For each line whether it lies in the article, and how surely.
Article = tuple[list[bool], list[float]]

LIKELY = 0.9
FEWEST_PROSE_WORDS = 12
NO_TEXT = "no line of the page reads like an article's text; check that the page was saved whole"


def clean_pages(pages: Sequence[Page], references: References) -> list[Page | Reject]:
    """The pages with their blocks; a Reject for a page of furniture alone."""
    index = phrase_index(references)
    answers: list[Page | Reject] = []
    for page in pages:
        blocks = clean_document(page.document, index)
        if blocks:
            answers.append(replace(page, blocks=blocks))
        else:
            answers.append(reject(page.document, "extract", "no_article_text", NO_TEXT))
    return answers


def clean_document(document: Document, index: PhraseIndex) -> tuple[Block, ...]:
    """The blocks of one document, at least one of them kept; empty where there is no article."""
    lines = cut_lines(split_lines(document.raw_text), index)
    phrases = known_phrases(lines, index)
    known = furniture_labels(lines, phrases)
    article = _told_article(document, lines) or _found_article(lines, phrases, known)
    if article is None:
        return ()
    in_article, scores = article
    for place, line in enumerate(lines[:-1]):
        if line.label == DATELINE and in_article[place + 1]:
            in_article[place], scores[place] = True, scores[place + 1]
    first = _first_prose(lines, in_article, scores)
    title = told_title(lines[:first], document.hints.title)
    if title is None:
        title = find_title(lines, known, first)
    verdicts = label_lines(lines, known, in_article, title)
    if not any(verdict.is_kept for verdict in verdicts):
        return ()
    return tuple(
        Block(number, line.start, line.end, verdict.label, verdict.is_kept, score)
        for number, (line, verdict, score) in enumerate(zip(lines, verdicts, scores, strict=True))
    )


def _told_article(document: Document, lines: Sequence[Line]) -> Article | None:
    """The lines that the reference extractor took from an HTML page."""
    if not document.hints.article:
        return None
    shares = lines_of_article(lines, document.hints.article)
    in_article = [share >= LEAST_SHARE for share in shares]
    return (in_article, shares) if any(in_article) else None


def _found_article(
    lines: Sequence[Line], phrases: Sequence[Phrase | None], known: Sequence[str | None]
) -> Article | None:
    """The run of prose on a flattened page; a line outside it scores half its own probability."""
    is_furniture = [label is not None for label in known]
    choice = choose_run(lines, phrases, is_furniture)
    in_article = [choice.first <= place < choice.last for place in range(len(lines))]
    scores = [
        (probability + inside) / 2
        for probability, inside in zip(choice.probabilities, in_article, strict=True)
    ]
    return (in_article, scores) if any(in_article) else None


def _first_prose(lines: Sequence[Line], in_article: Sequence[bool], scores: Sequence[float]) -> int:
    """The place of the first whole sentence of the article, else of its first line."""
    for place, line in enumerate(lines):
        if in_article[place] and scores[place] > LIKELY and line.words >= FEWEST_PROSE_WORDS:
            return place
    return in_article.index(True)


CLEAN = Stage(
    name="clean",
    version=1,
    reads=("document",),
    writes=("blocks",),
    run=clean_pages,
    references=(TABLE,),
)
