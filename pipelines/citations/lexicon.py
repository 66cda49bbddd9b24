"""Decides which words belong to a citation: organs, nouns, signs and warnings from the reference files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.citations.phrases import PhraseIndex
from pipelines.references import References, split_list

CLEAR_ROLES = frozenset({"name", "acronym", "un"})
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as named: its body (None: the United Nations as a whole) and how it is named.

    Roles: `name` and `acronym` leave no doubt, `short` other assemblies share, `council` and `initials` many
    others share, `un` is the whole organisation, `fused` has the noun in it (UNSCR).
    """

    body: str | None
    role: str


@dataclass(frozen=True, slots=True)
class MeasureName:
    """The measures that a phrase names; an object of restrictions (`weapons`) only beside one."""

    measures: tuple[str, ...]
    needs_restriction: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of citations by role, and the expressions made from them."""

    organs: dict[str, Organ]
    words: dict[str, frozenset[str]]
    months: dict[str, int]
    countries: PhraseIndex[tuple[str, ...]]
    capitals: PhraseIndex[tuple[str, ...]]
    measures: PhraseIndex[MeasureName]
    restrictions: PhraseIndex[str]
    liftings: PhraseIndex[str]
    sanctions: PhraseIndex[str]
    sanction_measures: frozenset[str]
    other_bodies: PhraseIndex[str]
    other_senses: PhraseIndex[str]
    organ: str
    un_cue: re.Pattern[str]
    short_mentions: tuple[re.Pattern[str], ...]
    month: str

    def has_stem(self, text: str) -> bool:
        """Whether a stem of citations stands in the text: without one it holds no mention."""
        folded = text.casefold().replace(SOFT_HYPHEN, "")
        if any(map(folded.__contains__, self.words["stem"])):
            return True
        return any(short.search(folded) for short in self.short_mentions)

    def organ_named(self, name: str) -> Organ:
        """The organ of a name as it stands in a text, whatever its white space."""
        return self.organs[" ".join(name.split())]

    def alternation(self, *roles: str) -> str:
        """The forms of these roles as the inside of an expression, longest first."""
        return alternation(form for role in roles for form in self.words.get(role, ()))


def alternation(forms: Iterable[str]) -> str:
    """The forms as an alternation, longest first; a blank stands for any white space."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace("\\ ", r"\s{1,3}") for form in ordered)


@lru_cache(maxsize=4)
def read_lexicon(references: References) -> Lexicon:
    """The lexicon of these reference files, built once."""
    forms: dict[str, tuple[str, ...]] = {}
    for row in references.rows("citation_words"):
        forms[row["role"]] = forms.get(row["role"], ()) + split_list(row["forms"])
    words = {role: frozenset(form.casefold() for form in forms[role]) for role in forms}
    organs = _read_organs(references)
    months = _read_months(references)
    clear = [form for form, organ in organs.items() if organ.role in CLEAR_ROLES]
    return Lexicon(
        organs=organs,
        words=words,
        months=months,
        countries=_country_index(references, "names", "demonyms", "parts"),
        capitals=_country_index(references, "metonyms"),
        measures=PhraseIndex(_measure_names(references).items()),
        restrictions=_word_index((*forms["restriction"], *forms["banned"])),
        liftings=_word_index(forms["lifting"]),
        sanctions=_word_index(forms["sanction"]),
        sanction_measures=frozenset(
            row["measure"]
            for row in references.rows("citation_measures")
            if row["is_sanction"] == "yes"
        ),
        other_bodies=_warning_index(forms["other_body"]),
        other_senses=_warning_index(forms["other_sense"]),
        organ=alternation(form for form, organ in organs.items() if organ.role != "fused"),
        un_cue=re.compile(rf"(?<![\w-])(?:{alternation(clear)})(?!\w)"),
        short_mentions=_short_mentions(words, organs),
        month=alternation(months),
    )


def _warning_index(forms: Iterable[str]) -> PhraseIndex[str]:
    return PhraseIndex(((form, form) for form in forms), cased=True)


def _word_index(forms: Iterable[str]) -> PhraseIndex[str]:
    return PhraseIndex((form, form) for form in forms)


def _read_organs(references: References) -> dict[str, Organ]:
    organs: dict[str, Organ] = {}
    for row in references.rows("citation_organs"):
        organ = Organ(row["body"] or None, row["role"])
        for name in split_list(row["names"]):
            for form in _written_forms(name, organ.role):
                organs.setdefault(form, organ)
    return organs


def _written_forms(name: str, role: str) -> tuple[str, ...]:
    """A name as written, in capitals as in headlines, and in small letters when unmistakable."""
    if role not in ("name", "short"):
        return (name,)
    return (name, name.upper(), name.lower()) if " " in name else (name, name.upper())


def _read_months(references: References) -> dict[str, int]:
    months: dict[str, int] = {}
    for row in references.rows("months"):
        for form in (row["name"], *split_list(row["other_forms"])):
            months.setdefault(form.casefold(), int(row["month"]))
    return months


def _short_mentions(
    words: Mapping[str, frozenset[str]], organs: Mapping[str, Organ]
) -> tuple[re.Pattern[str], ...]:
    """What a page without a stem may still cite by: `res. 1`, `scr 1`, in small letters.

    Each expression begins with plain letters, for which a text is searched many times faster.
    """
    fused = (form.casefold() for form, organ in organs.items() if organ.role == "fused")
    stems = words["stem"]
    forms = {form for form in (*words["abbreviation"], *fused) if not any(s in form for s in stems)}
    first = {min((f for f in forms if form.startswith(f)), key=len) for form in forms}
    return tuple(
        re.compile(rf"{re.escape(short)}(?:{_rests(short, forms)})\s(?:no\.?\s)?\d")
        for short in sorted(first)
    )


def _rests(beginning: str, forms: Iterable[str]) -> str:
    return alternation(f.removeprefix(beginning) for f in forms if f.startswith(beginning))


def _country_index(references: References, *columns: str) -> PhraseIndex[tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for row in references.rows("countries"):
        for name in (name for column in columns for name in split_list(row[column])):
            codes[name] = (*codes.get(name, ()), row["alpha3"])
    return PhraseIndex(codes.items(), cased=True)


def _measure_names(references: References) -> Mapping[str, MeasureName]:
    names: dict[str, MeasureName] = {}
    rows = references.rows("citation_measures")
    for column, is_object in (("synonyms", False), ("shared", False), ("objects", True)):
        for row in rows:
            for name in split_list(row[column]):
                known = names[name].measures if name in names else ()
                names[name] = MeasureName((*known, row["measure"]), is_object)
    return names
