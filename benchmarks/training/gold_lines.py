"""Decides which lines of the gold pages belong to the article, and how much each one weighs."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.align import LEAST_SHARE, lines_of_article
from flows.reference_files import load_references
from pipelines.clean.characters import Array
from pipelines.clean.classify import NO_HINTS, PageLines
from pipelines.clean.furniture import PhraseIndex, phrase_index
from pipelines.clean.stage import read_page_lines
from pipelines.html import render_html

FOLDS = 5
# Articles without any furniture are learned too, so that nothing is cut off them, and the text of
# the HTML pages as a further way of flattening; both weigh less.
BARE_WEIGHT, RENDERED_WEIGHT = 0.3, 0.5
# A line weighs by its words against the article's, for the figures count pages, not lines.
WEIGHT_POWER, FEWEST_WORDS = 0.75, 20
CHUNK = 64


@dataclass(frozen=True)
class GoldPage:
    """A page with the truth for each of its lines; `fold` is the same for all pages of a site.

    `is_scored` is False for what is only learned from.
    """

    record: dict[str, Any]
    page: PageLines
    truth: Array
    weights: Array
    fold: int
    is_scored: bool = True


def read_gold(path: Path, folds: int = FOLDS) -> list[GoldPage]:
    """The gold pages, HTML or flattened, with their lines labelled by alignment with the article."""
    index = phrase_index(load_references())
    return [_label(record, _read_lines(record, index), folds) for record in _records(path)]


def read_further(flattened: Path, html: Path, folds: int = FOLDS) -> list[GoldPage]:
    """What else teaches flattened pages: bare articles, and the text of HTML pages."""
    index = phrase_index(load_references())
    bare = {record["page"]: record["gold_body"] for record in _records(flattened)}
    pages = []
    for record in _records(html):
        page = _label(record, replace(_read_lines(record, index), hints=NO_HINTS), folds)
        pages.append(_lighter(page, RENDERED_WEIGHT))
        if body := bare.get(record["id"]):
            lines = read_page_lines(body, index)
            whole = np.ones(len(lines.lines), bool)
            weights = _weights(lines, sum(line.words for line in lines.lines))
            page = GoldPage(record, lines, whole, weights, fold_of_site(record["site"], folds))
            pages.append(_lighter(page, BARE_WEIGHT))
    return pages


def _lighter(page: GoldPage, weight: float) -> GoldPage:
    return replace(page, weights=page.weights * weight, is_scored=False)


def _records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _read_lines(record: dict[str, Any], index: PhraseIndex) -> PageLines:
    if "html" not in record:
        return read_page_lines(record["text"], index)
    text, hints = render_html(record["html"])
    return read_page_lines(text, index, hints)


def _label(record: dict[str, Any], page: PageLines, folds: int) -> GoldPage:
    truth = np.array(lines_of_article(page.lines, record["gold_body"])) >= LEAST_SHARE
    article_words = sum(
        line.words for line, is_one in zip(page.lines, truth, strict=True) if is_one
    )
    weights = _weights(page, article_words)
    return GoldPage(record, page, truth, weights, fold_of_site(record["site"], folds))


def _weights(page: PageLines, article_words: int) -> Array:
    words = np.array([line.words for line in page.lines])
    weights = np.minimum((words + 0.5) / (article_words + FEWEST_WORDS), 1)
    return np.asarray(weights**WEIGHT_POWER)


def fold_of_site(site: str, folds: int) -> int:
    """The fold of a site: all its pages are held out together."""
    return int.from_bytes(hashlib.sha256(site.encode()).digest()[:4]) % folds


def chunks(pages: Sequence[GoldPage]) -> Iterable[Sequence[GoldPage]]:
    """The pages in batches."""
    return (pages[first : first + CHUNK] for first in range(0, len(pages), CHUNK))
