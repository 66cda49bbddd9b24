"""Decides which words name months, weekdays and relative days in a page's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.describe.date_triggers import WordTriggers, number_trigger, word_triggers
from pipelines.describe.relative_words import Phrases, read_phrases
from pipelines.references import References, Row, split_list

NAMED = ("months", "weekdays")
DATE_FILES = (*NAMED, "relative_dates", "date_cues")
# Languages that write numbers in digits of their script or in wide ones.
OWN_DIGITS = frozenset(["ar", "bn", "fa", "hi", "ja", "ko", "mr", "ne", "ps", "ur", "zh"])


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words for dates of one language and English, each in the cases it is written in.

    `months` and `weekdays` have abbreviations too, the two `full_` ones have not; `clear_months`
    are those that mean nothing else; `all_months` are those of every language. `numbers` finds
    the digits and `triggers` the words at which a date may stand.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    full_months: Mapping[str, int]
    full_weekdays: Mapping[str, int]
    clear_months: Mapping[str, int]
    all_months: Mapping[str, int]
    cues: frozenset[str]
    phrases: Phrases
    is_day_first: bool
    has_own_digits: bool
    numbers: re.Pattern[str]
    triggers: WordTriggers


@lru_cache(maxsize=64)
def date_words(references: References, language: str | None) -> DateWords:
    """The words for a language; those of all languages when it is unknown or not in the tables."""
    known = {row["language"] for table in NAMED for row in references.rows(table)}
    spoken = {language, "en"} if language in known else known
    months = [row for row in references.rows("months") if row["language"] in spoken]
    weekdays = [row for row in references.rows("weekdays") if row["language"] in spoken]
    months_found = _forms(months, "month", "other_forms")
    full_months = _forms(months, "month", None)
    full_weekdays = _forms(weekdays, "weekday", None)
    phrases = read_phrases(references.rows("relative_dates"), spoken)
    return DateWords(
        months=months_found,
        weekdays=_forms(weekdays, "weekday", "abbreviations"),
        full_months=full_months,
        full_weekdays=full_weekdays,
        clear_months=_forms([m for m in months if m["needs_cue"] == "no"], "month", None),
        all_months=_forms(references.rows("months"), "month", "other_forms"),
        cues=frozenset(
            row["word"].lower() for row in references.rows("date_cues") if row["language"] in spoken
        ),
        phrases=phrases,
        is_day_first=language in known and language != "en",
        has_own_digits=language is None or language in OWN_DIGITS,
        numbers=number_trigger(months_found),
        triggers=word_triggers({*full_months, *full_weekdays, *phrases.by_trigger}),
    )


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
