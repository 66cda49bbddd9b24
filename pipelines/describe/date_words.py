"""Decides which words name months, weekdays and relative days in a page's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.references import References, Row, split_list


@dataclass(frozen=True, slots=True)
class RelativePhrase:
    """A phrase such as 'last week': the unit it counts, and how many units away it points."""

    phrase: str
    unit: str
    shift: int


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words for dates of one language and English, each in the cases it is written in.

    `months` and `weekdays` have abbreviations too, the two `full_` ones have not; `clear_months`
    are those that mean nothing else. `phrases` are looked up by their first word.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    full_months: Mapping[str, int]
    full_weekdays: Mapping[str, int]
    clear_months: Mapping[str, int]
    cues: frozenset[str]
    phrases: Mapping[str, tuple[RelativePhrase, ...]]
    is_day_first: bool
    triggers: re.Pattern[str]


@lru_cache(maxsize=64)
def date_words(references: References, language: str | None) -> DateWords:
    """The words for a language; those of all languages when it is unknown or not in the tables."""
    known = {row["language"] for row in references.rows("months")}
    spoken = {language, "en"} if language in known else known
    months = [row for row in references.rows("months") if row["language"] in spoken]
    weekdays = [row for row in references.rows("weekdays") if row["language"] in spoken]
    full_months = _forms(months, "month", None)
    full_weekdays = _forms(weekdays, "weekday", None)
    phrases = _phrases(references.rows("relative_dates"), spoken)
    return DateWords(
        months=_forms(months, "month", "other_forms"),
        weekdays=_forms(weekdays, "weekday", "abbreviations"),
        full_months=full_months,
        full_weekdays=full_weekdays,
        clear_months=_forms([m for m in months if m["needs_cue"] == "no"], "month", None),
        cues=frozenset(
            row["word"].lower() for row in references.rows("date_cues") if row["language"] in spoken
        ),
        phrases=phrases,
        is_day_first=language in known and language != "en",
        triggers=_triggers({*full_months, *full_weekdays, *phrases}),
    )


def _triggers(forms: set[str]) -> re.Pattern[str]:
    """A pattern that finds years and the words quickly.

    All are grouped by their first character: a search for single characters passes most others.
    """
    groups = {"1": [r"9\d\d"], "2": [r"0\d\d"]}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        groups.setdefault(form[0], []).append(re.escape(form[1:]))
    listed = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(listed)


def _forms(rows: Iterable[Row], number: str, more: str | None) -> dict[str, int]:
    forms: dict[str, int] = {}
    for row in rows:
        names = (row["name"], *(split_list(row[more]) if more else ()))
        for name in names:
            cases = [name.upper(), name[0].upper() + name[1:]]
            if row["is_capitalised"] == "no":
                cases.append(name)
            for case in cases:
                forms.setdefault(case, int(row[number]))
    return forms


def _phrases(rows: Iterable[Row], spoken: set[str]) -> dict[str, tuple[RelativePhrase, ...]]:
    found: dict[str, list[RelativePhrase]] = {}
    for row in rows:
        if row["language"] in spoken:
            phrase = row["phrase"].lower()
            first = phrase.replace("'", " ").replace("-", " ").split()[0]
            entry = RelativePhrase(phrase, row["unit"], int(row["shift"]))
            for form in (first, first.capitalize()):
                found.setdefault(form, []).append(entry)
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry.phrase)))
        for first, entries in found.items()
    }
