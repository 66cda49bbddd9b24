"""Decides which parts of a page are its article, as blocks; pages without any are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.clean.characters import Array
from pipelines.clean.choose import choose_lines
from pipelines.clean.classify import (
    LINE_MODEL,
    MARKUP_MODEL,
    NO_HINTS,
    PageLines,
    classify_lines,
)
from pipelines.clean.cuts import cut_lines
from pipelines.clean.dom_words import TABLE as MARKUP_TABLE
from pipelines.clean.furniture import TABLE, PhraseIndex, known_phrases, phrase_index
from pipelines.clean.labels import DATELINE, furniture_labels, label_lines
from pipelines.clean.languages import TABLE as LANGUAGES_TABLE
from pipelines.clean.lines import Line, split_lines
from pipelines.clean.titles import find_title, told_title
from pipelines.document import Block, Document, Hints, Page, Reject
from pipelines.references import References
from pipelines.stage import Stage, reject

LIKELY = 0.9
FEWEST_PROSE_WORDS = 12
NO_TEXT = "no line of the page reads like an article's text; check that the page was saved whole"


def clean_pages(pages: Sequence[Page], references: References) -> list[Page | Reject]:
    """The pages with their blocks; a Reject for a page of furniture alone."""
    index = phrase_index(references)
    read = [read_page_lines(page.document.raw_text, index, page.document.hints) for page in pages]
    scores = classify_lines(read, references)
    answers: list[Page | Reject] = []
    for page, lines, likely in zip(pages, read, scores, strict=True):
        blocks = make_blocks(page.document, lines, likely)
        if blocks:
            answers.append(replace(page, blocks=blocks))
        else:
            answers.append(reject(page.document, "extract", "no_article_text", NO_TEXT))
    return answers


def read_page_lines(raw_text: str, index: PhraseIndex, hints: Hints = NO_HINTS) -> PageLines:
    """The lines of a page, cut where they hold furniture and text, with what rules tell of them."""
    lines = cut_lines(split_lines(raw_text), index)
    phrases = known_phrases(lines, index)
    known = furniture_labels(lines, phrases, index.languages)
    return PageLines(raw_text, lines, phrases, known, hints)


def make_blocks(document: Document, page: PageLines, scores: Array) -> tuple[Block, ...]:
    """The blocks of one document, at least one of them kept; empty where there is no article."""
    lines, known = page.lines, page.known
    kept = choose_lines(lines, known, scores)
    if not any(kept):
        return ()
    likely = scores.tolist()
    for place, line in enumerate(lines[:-1]):
        if line.label == DATELINE and kept[place + 1]:
            kept[place], likely[place] = True, likely[place + 1]
    first = _first_prose(lines, kept, likely)
    title = told_title(lines[:first], document.hints.title)
    if title is None:
        title = find_title(lines, known, first)
    verdicts = label_lines(lines, known, kept, likely, title)
    if not any(verdict.is_kept for verdict in verdicts):
        return ()
    return tuple(
        [
            Block(number, line.start, line.end, verdict.label, verdict.is_kept, score)
            for number, (line, verdict, score) in enumerate(
                zip(lines, verdicts, likely, strict=True)
            )
        ]
    )


def _first_prose(lines: Sequence[Line], kept: Sequence[bool], scores: Sequence[float]) -> int:
    """The place of the first whole sentence of the article, else of its first line."""
    for place, line in enumerate(lines):
        if kept[place] and scores[place] > LIKELY and line.words >= FEWEST_PROSE_WORDS:
            return place
    return kept.index(True)


CLEAN = Stage(
    name="clean",
    version=2,
    reads=(),
    writes=("blocks",),
    run=clean_pages,
    references=(TABLE, LANGUAGES_TABLE, MARKUP_TABLE, LINE_MODEL, MARKUP_MODEL),
)
