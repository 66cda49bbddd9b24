"""Decides how the phrases of `relative_dates` are looked up: by the words that betray them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipelines.references import Row

COUNT = "{n}"


class Phrase(NamedTuple):
    """A phrase such as 'last week': the unit it counts, and how many units away it points.

    `counted` is the noun of a phrase with a number in it ('days' of '{n} days ago'), `is_behind`
    whether number and noun stand before the trigger.
    """

    unit: str
    shift: int
    counted: str = ""
    is_behind: bool = False


class Phrases(NamedTuple):
    """Phrases by trigger, the shifts of words after a name, number words, parts of a period."""

    by_trigger: Mapping[str, tuple[Phrase, ...]]
    turns: Mapping[str, int]
    counts: Mapping[str, int]
    parts: Mapping[str, int]


def read_phrases(rows: Iterable[Row], spoken: set[str]) -> Phrases:
    """The phrases of some languages; triggers as written and with a capital."""
    triggers: dict[str, list[Phrase]] = {}
    others: dict[str, dict[str, int]] = {"name_before": {}, "number": {}, "part": {}}
    for row in rows:
        if row["language"] not in spoken:
            continue
        words, unit, shift = row["phrase"], row["unit"], int(row["shift"])
        if unit in others:
            others[unit].setdefault(words.lower(), shift)
            continue
        trigger, phrase = _betrayed(words, unit, shift)
        for form in (trigger, trigger[0].upper() + trigger[1:]):
            triggers.setdefault(form, []).append(phrase)
    return Phrases(
        {form: tuple(phrases) for form, phrases in triggers.items()},
        others["name_before"],
        others["number"],
        others["part"],
    )


def _betrayed(words: str, unit: str, shift: int) -> tuple[str, Phrase]:
    """What to search for: all of a phrase, or what of it stands beside its number and noun."""
    if COUNT not in words:
        return words, Phrase(unit, shift)
    before, after = (part.strip() for part in words.split(COUNT))
    if before:
        return before, Phrase(unit, shift, after.lower())
    counted, _, trigger = after.partition(" ")
    return trigger, Phrase(unit, shift, counted.lower(), is_behind=True)
