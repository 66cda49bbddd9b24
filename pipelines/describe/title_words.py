"""Decides which words of headlines and articles are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.describe.layout import Line

# Scripts that put no space between words are read character by character.
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[^\W_{UNSPACED}]+|[{UNSPACED}]")
CONTENT_CHARS = 4
SAMPLE_LINES, SAMPLE_CHARS, LINE_CHARS = 16, 2_400, 600
LEAD_LINES = 2


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return WORD.findall(text.lower())


def content_words(words: Iterable[str]) -> list[str]:
    """The words that carry meaning: the longer ones, and those that are one character."""
    return [word for word in words if len(word) >= CONTENT_CHARS or word > "\u0e00"]


def content_set(text: str) -> frozenset[str]:
    """The content words of a text."""
    return frozenset(content_words(words_of(text)))


def fold_title(text: str) -> str:
    """The words of a text, as two spellings of one headline are compared."""
    return " ".join(words_of(text))


def sample_article(kept: Sequence[Line]) -> tuple[Counter[str], frozenset[str]]:
    """The words of the article's first lines with their counts, and those of its lead."""
    texts = [line.text[:LINE_CHARS] for line in kept[:SAMPLE_LINES]]
    lead = content_set(" ".join(texts[:LEAD_LINES]))
    return Counter(words_of(" ".join(texts)[:SAMPLE_CHARS])), lead


def slug_words(url: str | None) -> frozenset[str]:
    """The content words of the address's longest part, in which a headline is often spelt."""
    path = (url or "").partition("//")[2].partition("/")[2].partition("?")[0]
    longest = max(path.split("/"), key=len, default="")
    return frozenset(word for word in content_set(longest) if word.isalpha())
