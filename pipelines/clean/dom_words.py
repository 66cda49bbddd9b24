"""Decides what the tags of a page and the names it gives its parts mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipelines.clean.characters import Array
from pipelines.document import Marks
from pipelines.references import References, split_list

TABLE = "markup_words"
# The words in a name like "articleBody", "article-body" or "ARTICLE_BODY".
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
# A name with a word of each of these two says more than the words apart.
ARTICLE, CONTENT, ARTICLE_BODY = "article", "content", "article_body"
CACHED_NAMES = 20_000


class MarkupIndex:
    """The table by word; `tags` and `meanings` name the columns of what it answers."""

    def __init__(self, references: References) -> None:
        self.tags: list[str] = []
        self.meanings: list[str] = []
        self.column_of_tag: dict[str, int] = {}
        self.bits_of_word: dict[str, int] = {}
        for row in references.rows(TABLE):
            columns = self.tags if row["place"] == "tag" else self.meanings
            for word in split_list(row["words"]):
                if row["place"] == "tag":
                    self.column_of_tag[word] = len(columns)
                else:
                    self.bits_of_word[word] = self.bits_of_word.get(word, 0) | 1 << len(columns)
            columns.append(row["meaning"])
        self.article = 1 << self.meanings.index(ARTICLE)
        self.content = 1 << self.meanings.index(CONTENT)
        self.article_body = 1 << len(self.meanings)
        self.meanings.append(ARTICLE_BODY)
        self.bits_of_name = lru_cache(maxsize=CACHED_NAMES)(self._bits_of_name)

    def tag_columns(self, marks: Marks) -> Array:
        """For each element the column of its tag, -1 for a tag that tells nothing."""
        columns = [self.column_of_tag.get(tag, -1) for tag, _ in marks.kinds]
        return _spread(columns, marks.element_kinds)

    def meaning_bits(self, marks: Marks) -> Array:
        """For each element the meanings of its class and other names, a bit for each."""
        by_kind = _spread([self._bits(classes) for _, classes in marks.kinds], marks.element_kinds)
        return by_kind | _spread([self._bits(name) for name in marks.names], marks.element_names)

    def _bits(self, names: str) -> int:
        found = 0
        for name in names.split():
            found |= self.bits_of_name(name)
        return found

    def _bits_of_name(self, name: str) -> int:
        bits = 0
        for word in WORD.findall(name):
            bits |= self.bits_of_word.get(word.lower(), 0)
        if bits & self.article and bits & self.content:
            bits |= self.article_body
        return bits


@lru_cache(maxsize=4)
def markup_index(references: References) -> MarkupIndex:
    """The index over the table, built once."""
    return MarkupIndex(references)


def _spread(values: Sequence[int], places: Sequence[int]) -> Array:
    return np.array(values, np.int64)[np.asarray(places, np.int64)]
