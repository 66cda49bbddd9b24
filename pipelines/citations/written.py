"""Decides how resolution numbers are written: alone, with a year, by session, with a roman session."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.citations.lexicon import Lexicon

YEAR = r"(?:19[4-9]|20\d)\d"
AFTER_NUMBER = (
    r"(?![^\W_]|[.,:-]\d|/\d{1,2}(?!\d)|\s?[%°$€£×]|\s?x\s?\d"
    r"|[\s-](?:by|pixels?|px|dpi|ppi|lines?|metres?|meters?|people|percent|per\s|million|billion)\b)"
)
PART = r"(?:[A-Z](?![^\W_])|\s[B-H](?![^\W_])|\sA(?=[.,;)]|\s\())"
OLD = re.compile(r"(\d{1,4})\s?[A-Z]?\s?\(([IVX]{1,7})\)")
SESSION = re.compile(rf"((?:ES-|S-)?\d{{1,2}}/\d{{1,3}}){PART}?(?![^\W_]|/|[.,]\d)")
LETTERED = re.compile(rf"(\d{{1,4}}){PART}(?:\s?\(({YEAR})\))?")
PLAIN = re.compile(rf"([1-9]\d{{0,3}})(?:\s?\(({YEAR})\)|{AFTER_NUMBER})")
RANGE = re.compile(r"([1-9]\d{3})(?=\s?-\s?[1-9]\d{3}(?![\w/-]))")
COUNTED = re.compile(r"\s[a-z]{3,}s\b")
YEAR_LIKE = range(1946, 2041)
LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its form (plain, lettered, session, roman), digits and cited year."""

    start: int
    end: int
    form: str
    number: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Separators:
    """What may stand between the noun and its number, and between the numbers of a list."""

    sign: re.Pattern[str]
    between: re.Pattern[str]
    through: re.Pattern[str]


def make_separators(words: Lexicon) -> Separators:
    """The separators made from the words for `number`, `and`, `to`."""
    signs, ands = words.alternation("number_sign"), words.alternation("and")
    ranges = words.alternation("range")
    return Separators(
        sign=re.compile(rf"(?:\s?\(UNSCR\))?[\s-]{{0,3}}(?:(?i:{signs})\s{{0,2}})?"),
        between=re.compile(
            rf"\s?[,;]\s{{1,3}}(?:(?i:{ands})\s{{1,3}})?|\s{{1,3}}(?i:{ands})\s{{1,3}}|/"
            rf"|\s?-\s?|\s{{1,3}}(?i:{ranges})\s{{1,3}}"
        ),
        through=re.compile(rf"\s?-\s?|\s{{1,3}}(?i:{ranges})\s{{1,3}}"),
    )


def read_number(text: str, place: int) -> Written | None:
    """The number that begins at this place, or None."""
    if found := OLD.match(text, place):
        return Written(place, found.end(), "roman", f"{found.group(1)}({found.group(2)})")
    if found := SESSION.match(text, place):
        return Written(place, found.end(), "session", found.group(1))
    if found := LETTERED.match(text, place):
        year = int(found.group(2)) if found.group(2) else None
        return Written(place, found.end(), "lettered", found.group(1), year)
    if found := PLAIN.match(text, place):
        year = int(found.group(2)) if found.group(2) else None
        return Written(place, found.end(), "plain", found.group(1), year)
    return None


def _first_of_range(text: str, place: int) -> Written | None:
    """The first number of `1696-1835`, which alone would not be read before a hyphen."""
    found = RANGE.match(text, place)
    return Written(place, found.end(), "plain", found.group(1)) if found else None


def read_list(
    text: str, place: int, separators: Separators, *, plural: bool, fused: bool = False
) -> list[Written]:
    """The numbers of a list that begins here; of a singular noun only those that surely belong.

    After a singular noun a further number counts when it ends a range (`from 1737 through
    1929`), when both carry their year, or when the noun is fused with its organ (`UNSCR`);
    a counted noun after it (`and 300 soldiers`) ends the list.
    """
    first = (plural and _first_of_range(text, place)) or read_number(text, place)
    if first is None or (not plural and text.startswith("/", first.end)):
        return []
    numbers = [first]
    while len(numbers) < LONGEST_LIST:
        last = numbers[-1]
        gap = separators.between.match(text, last.end)
        item = read_number(text, gap.end()) if gap else None
        if not gap or not item or (not plural and COUNTED.match(text, item.end)):
            break
        is_range = bool(separators.through.fullmatch(gap.group()))
        belongs = plural or fused or is_range or bool(last.year and item.year)
        if not belongs or item.form != last.form:
            break
        numbers.append(item)
    return numbers
