"""Decides in which forms pages name speakers: the name, how it is written, and of which class it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from pipelines.link.blocks import Numbers
from pipelines.link.corrections import Corrections
from pipelines.link.folding import fold_name
from pipelines.link.forest import NONE
from pipelines.link.name_parts import without_brackets
from pipelines.link.name_words import fold_letters
from pipelines.link.names import has_initial, name_keys, name_level
from pipelines.link.told import Column, count_pairs, number_texts

PERSON, BODY = "person", "body"
CLASSES = {"person": PERSON, "group": BODY, "organisation": BODY, "document": "document"}
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(slots=True, eq=False)
class Form:
    """One way in which pages name a speaker of one class.

    `name` tells who it is, `written` is what the page has; they differ where a correction says so.
    `number` is its place among all forms, `pages` on how many it stands.
    """

    name: str
    written: str
    group: str
    folded: str
    level: int
    is_corrected: bool = False
    number: int = NONE
    pages: int = 0

    @property
    def is_loose(self) -> bool:
        """Whether it is a person's single word, which alone tells nobody."""
        return self.level < 2 and self.group in (PERSON, "") and not self.is_corrected

    @property
    def is_short(self) -> bool:
        """Whether it is a person's name with an initial for the given name."""
        return self.level > 1 and self.group in (PERSON, "") and has_initial(self.name)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys under which it meets names like it."""
        return name_keys(self.name)


@lru_cache(maxsize=65536)
def fold_stated(text: str) -> str:
    """A role or affiliation without case, diacritics and a leading article."""
    return " ".join(_without_article(fold_name(text).split()))


@lru_cache(maxsize=65536)
def fold_body(name: str) -> str:
    """The name of an organisation, group or document without case, diacritics and article."""
    return " ".join(_without_article(fold_name(fold_letters(without_brackets(name))).split()))


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def read_forms(
    quotes: pa.Table, kinds: Column, corrections: Corrections
) -> tuple[list[Form], Numbers]:
    """The forms in alphabetical order, and of each quote the place of its form, NONE without a name."""
    written = number_texts(quotes["speaker_name"])
    names = written.texts.to_pylist()
    classes = _known_classes(written.places, names, kinds)
    others, split = _split_names(quotes, written.places, names, corrections)
    kind_of = [*kinds.texts.to_pylist(), None]
    told, other = np.int64(len(kind_of)), np.int64(len(others) + 1)
    combined = ((written.places + 1) * told + kinds.places + 1) * other + split + 1
    combinations, inverse = np.unique(combined, return_inverse=True)
    forms: dict[tuple[str, str, str], Form] = {}
    form_of: list[Form | None] = []
    for one in combinations.tolist():
        rest, split_to = divmod(one, int(other))
        name_no, kind_no = divmod(rest, int(told))
        seen = names[name_no - 1] if name_no else None
        if seen is None or not name_level(seen):
            form_of.append(None)
            continue
        group = CLASSES.get(kind_of[kind_no - 1] or "", "") or classes.get(fold_body(seen), "")
        name = others[split_to - 1] if split_to else seen
        key = name, seen, group
        if key not in forms:
            forms[key] = _form(*key, corrections)
        form_of.append(forms[key])
    ordered = [forms[key] for key in sorted(forms)]
    for number, form in enumerate(ordered):
        form.number = number
    places = np.array([NONE if form is None else form.number for form in form_of], np.int64)
    return ordered, places[inverse]


def _known_classes(places: Numbers, names: list[str], kinds: Column) -> dict[str, str]:
    """The class that most quotes of a folded name tell, for those that tell none."""
    some = (places != NONE) & (kinds.places != NONE)
    counted = count_pairs(places[some], kinds.places[some])
    kind_of = kinds.texts.to_pylist()
    totals: dict[str, dict[str, int]] = {}
    for name_no, kind_no, count in zip(*(part.tolist() for part in counted), strict=True):
        group = CLASSES.get(kind_of[kind_no])
        if group is not None:
            classes = totals.setdefault(fold_body(names[name_no]), {})
            classes[group] = classes.get(group, 0) + count
    return {
        folded: min(classes, key=lambda one: (-classes[one], one))
        for folded, classes in totals.items()
    }


def _split_names(
    quotes: pa.Table, places: Numbers, names: list[str], corrections: Corrections
) -> tuple[list[str], Numbers]:
    """The names that corrections put in the place of others, and of each quote which one, or NONE."""
    split = np.full(len(places), NONE, np.int64)
    others: dict[str, int] = {}
    if corrections.splits:
        named = np.array([fold_name(name) in corrections.splits for name in names] + [False])
        for row in np.flatnonzero(named[places]).tolist():
            name = names[places[row]]
            other = _split(name, quotes, row, corrections)
            if other != name:
                split[row] = others.setdefault(other, len(others))
    return list(others), split


def _split(name: str, quotes: pa.Table, row: int, corrections: Corrections) -> str:
    for split in corrections.splits[fold_name(name)]:
        if split.fits(quotes[split.field][row].as_py()):
            return split.other
    return name


def _form(name: str, written: str, group: str, corrections: Corrections) -> Form:
    folded = fold_name(name)
    level = name_level(name)
    is_capitals = name.isupper() and len(name) > 1 and level < 2
    is_merged = any(folded in pair for pair in corrections.merged)
    return Form(
        name=name,
        written=written,
        group=BODY if is_capitals and not group else group,
        folded=folded,
        level=level,
        is_corrected=name != written or is_merged,
    )
