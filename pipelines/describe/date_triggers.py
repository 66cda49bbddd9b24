"""Decides at which digits and words of a text a date is looked for at all.

Most numbers of a page are no dates, and most words no weekdays: two patterns made of the lists
of names pass them over, so that the slower reading begins only where a date is likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from pipelines.describe.date_patterns import SPACE

LINKS = ("of", "de", "el")
SHOWN = 3
ORDINALS = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
JOINED = rf"[0-9]?{SPACE}?(?P<sep>[-/.]){SPACE}?[0-9]{{1,2}}(?P=sep)"
YEAR_JOINED = rf"[0-9]{{3}}{SPACE}?[-/.年년]{SPACE}?[0-9]{{1,2}}{SPACE}?[-/.月월]"


class WordTriggers(NamedTuple):
    """The forms with a capital or a digit in one pattern, the others by what they begin with."""

    capitals: re.Pattern[str]
    smalls: tuple[tuple[str, re.Pattern[str]], ...]

    def find(self, text: str) -> list[re.Match[str]]:
        """The forms of the text, from left to right."""
        found = list(self.capitals.finditer(text))
        for shared, pattern in self.smalls:
            at = text.find(shared)
            if at >= 0:
                found.extend(pattern.finditer(text, at))
        found.sort(key=re.Match.start)
        return found


def number_trigger(months: Iterable[str]) -> re.Pattern[str]:
    """Finds the first digit of numbers that have a month's name, a separator or a year beside.

    The group that matched is named after the form: digits, behind (a month's name), before.
    """
    names = sorted(set(months))
    heads = _any_of(name[:SHOWN] for name in names)
    tails = _any_of(name[-SHOWN:] for name in names if len(name) >= SHOWN)
    behind = (
        rf"(?<=(?:{tails})(?:{SPACE}|-)[0-9])|(?<={SPACE}(?:{'|'.join(LINKS)}){SPACE}[0-9])"
        rf"|(?<=[^\W\d_][.,]{SPACE}[0-9])|(?<={SPACE}{SPACE}[0-9])"
    )
    before = rf"[0-9]?{ORDINALS}(?:{SPACE}|[-/]){{0,2}}(?:(?:de|of){SPACE}|d[’'])?(?:{heads})"
    other = (
        rf"[0-9]?[ ]?[月월][ ]?[0-9]|[0-9]?,?[ ][Tt]háng[ ]|[0-9]?-[^\W\d_]{{3,4}}[.]?-[0-9]"
        rf"|[0-9]{{3}}[.,-]?{SPACE}?(?:{heads})"
    )
    return re.compile(
        rf"[0-9](?<![0-9][0-9])(?:(?P<digits>(?={JOINED}|{YEAR_JOINED}))|(?P<behind>{behind})"
        rf"|(?P<before>(?={before}|{other})))"
    )


def word_triggers(forms: Iterable[str]) -> WordTriggers:
    """Finds years, and the words and phrases of the lists where they stand whole.

    Capitals and digits are few, so a search for one of them is quick; small letters are not, but
    whole words are.
    """
    capitals: dict[str, list[str]] = {"1": [r"[89]\d\d"], "2": [r"0\d\d"]}
    smalls: dict[str, list[str]] = {}  # by the first word
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if form[0].islower():
            first = re.split(r"[ '’-]", form, maxsplit=1)[0]
            smalls.setdefault(first, []).append(form)
        else:
            capitals.setdefault(form[0], []).append(_spelled(form[1:]))
    return WordTriggers(
        re.compile("|".join(_from(first, rest) for first, rest in sorted(capitals.items()))),
        tuple(_small(forms) for _, forms in sorted(smalls.items())),
    )


def _small(forms: Sequence[str]) -> tuple[str, re.Pattern[str]]:
    """What all the forms begin with, and the pattern that finds them."""
    pairs = zip(min(forms), max(forms), strict=False)
    shared = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1] != "'", pairs))
    rests = [_spelled(form[len(shared) :]) for form in forms]
    return shared, re.compile(_from(shared, rests))


def _any_of(parts: Iterable[str]) -> str:
    return "|".join(re.escape(part) for part in sorted(set(parts)))


def _spelled(part: str) -> str:
    spelled = re.escape(part).replace("'", "['’]").replace(r"\ ", "[ \xa0]")
    return f"{spelled}(?![^\\W_])"


def _from(first: str, rest: Iterable[str]) -> str:
    """The rests after what they share, where no letter stands before it."""
    first = re.escape(first)
    return rf"{first}(?<![^\W_]{first})(?:{'|'.join(rest)})"
