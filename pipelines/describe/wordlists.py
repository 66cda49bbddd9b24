"""Decides how the lists of words in the reference files are looked up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pipelines.references import References


@lru_cache(maxsize=64)
def phrases_by_role(references: References, table: str) -> Mapping[str, str]:
    """The role of each phrase of a table, by the phrase in lower case."""
    return MappingProxyType({row["phrase"].lower(): row["role"] for row in references.rows(table)})


@lru_cache(maxsize=64)
def word_set(references: References, table: str, column: str = "word") -> frozenset[str]:
    """The entries of one column of a table, in lower case."""
    return frozenset(row[column].lower() for row in references.rows(table))
