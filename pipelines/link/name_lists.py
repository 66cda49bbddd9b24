"""Decides where comparing names finds its lists: reviewed files, read once with the package."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from pipelines.references import split_list


def read_list(name: str) -> list[dict[str, str]]:
    """The rows of a file of `schemas/reference/`, part of the package like its code."""
    text = files("schemas").joinpath("reference", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


@lru_cache(maxsize=1)
def letter_table() -> dict[int, str]:
    """What stands for a letter without a plain Latin form, for `str.translate`."""
    return str.maketrans({row["letter"]: row["latin"] for row in read_list("name_letters")})


@lru_cache(maxsize=16)
def words_of(kind: str) -> frozenset[str]:
    """The folded words that have this part in a name, a kind of `name_parts.csv`."""
    return frozenset(row["word"] for row in read_list("name_parts") if row["kind"] == kind)


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Forms of address and abbreviated titles before a name; Saint is part of one."""
    forms = {row["form"].rstrip(".").casefold() for row in read_list("honorifics")}
    return frozenset(forms - {"st"}) | words_of("title")


@lru_cache(maxsize=1)
def family_names_first() -> frozenset[str]:
    """Family names that stand before the given name."""
    return frozenset(row["name"] for row in read_list("family_names_first"))


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of one gender, lower case."""
    return frozenset(row["name"] for row in read_list("given_names"))


@lru_cache(maxsize=1)
def organisation_words() -> frozenset[str]:
    """Nouns that end the name of an organisation."""
    return frozenset(row["word"] for row in read_list("organisation_words"))


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """The spelling that stands for all, by spelling."""
    rows = (split_list(row["spellings"]) for row in read_list("name_variants"))
    return {spelling: group[0] for group in rows for spelling in group}


@lru_cache(maxsize=1)
def spellings() -> tuple[tuple[str, str, str, int], ...]:
    """Place, letters, what is written for them, and the letters of the shortest word."""
    return tuple(
        (row["place"], row["written"], row["folded"], int(row["shortest"]))
        for row in read_list("name_spellings")
    )


@lru_cache(maxsize=1)
def nicknames() -> list[tuple[str, tuple[str, ...]]]:
    """Given names, each with its short and kindred forms."""
    return [(row["name"], split_list(row["short_forms"])) for row in read_list("nicknames")]
