"""Decides which day, month and year the digits and names at a number say, form by form."""

from __future__ import annotations

import re

from pipelines.describe import date_patterns as p
from pipelines.describe.date_times import known_name
from pipelines.describe.date_words import DateWords
from pipelines.describe.written_date import WrittenDate, checked

LOOK_BACK = 32
BLANKS = " \t\xa0\u202f-"
POINTS = (".", ",")
LINKS = ("of", "de", "del")
SEPARATORS = "-/."
CENTURY, LAST_SHORT_YEAR = 2000, 2039


def read_year_first(text: str, start: int, words: DateWords) -> WrittenDate | None:
    """2031-05-06, 2031年5月6日, 2031 May 6."""
    found = p.YEAR_FIRST.match(text, start) or p.EAST_ASIAN.match(text, start)
    if found:
        return _of_groups(found, int(found["month"]), "ymd")
    found = p.YEAR_NAME_DAY.match(text, start)
    month = words.months.get(found["name"]) if found else None
    return _of_groups(found, month, "ymd") if found and month else None


def read_digits(text: str, start: int, words: DateWords) -> WrittenDate | None:
    """06.05.2031, 25/12/31: the two numbers stay a pair where their order is open."""
    found = p.YEAR_LAST.match(text, start)
    if found is None or _is_part_of_number(text, start):
        return None
    year = int(found["year"]) if found["year"] else _short_year(found)
    first, second, end = int(found["first"]), int(found["second"]), found.end()
    if not year or not (first and second) or min(first, second) > 12:
        return None
    if second > 12:
        return checked(WrittenDate(start, end, year, first, second, order="mdy"))
    if first > 12 or first == second:
        return checked(WrittenDate(start, end, year, second, first, order="dmy"))
    if words.is_day_first:
        return checked(WrittenDate(start, end, year, second, first, order="dmy"))
    return WrittenDate(start, end, year, pair=(first, second))


def read_after_name(text: str, start: int, words: DateWords) -> WrittenDate | None:
    """May 6, 2031; May 2031."""
    name_start, month = _month_before(text, start, words)
    if month is None:
        return None
    year = p.JUST_YEAR.match(text, start)
    if year:
        return WrittenDate(name_start, year.end(), int(year["year"]), month)
    found = p.DAY_AFTER_NAME.match(text, start)
    dated = _of_groups(found, month, "name_day") if found else None
    return dated._replace(start=name_start) if dated else None


def read_before_name(text: str, start: int, words: DateWords) -> WrittenDate | None:
    """6 May 2031; 6. Mai; 04-ago-2031; 5月6日; 6 tháng 5, 2031."""
    found = p.DAY_NAME.match(text, start)
    if found:
        is_joined = text[found.start("name") - 1] == "-" and found["year"]
        month = (words.all_months if is_joined else words.months).get(found["name"])
        dated = _of_groups(found, month, "day_name") if month else None
        if dated:
            return dated if dated.year else dated._replace(end=found.end("name"))
    found = p.EAST_ASIAN_DAY.match(text, start) or p.VIETNAMESE.match(text, start)
    return _of_groups(found, int(found["month"]), "") if found else None


def word_before(text: str, at: int) -> tuple[int, str]:
    """The word that ends right before the space at `at`, with its start; '' when there is none."""
    offset = max(0, at - LOOK_BACK)
    piece = text[offset:at]
    bare = piece.rstrip(BLANKS)
    if len(bare) == len(piece):
        return at, ""
    bare = bare[:-1] if bare.endswith(POINTS) else bare
    word = bare[bare.rfind(" ") + 1 :]
    while word and not word.isalpha():
        word = word[1:]
    return offset + len(bare) - len(word), word


def _short_year(found: re.Match[str]) -> int | None:
    """The year of two digits, where day and month have two as well."""
    if found["sep"] == "-" or not len(found["first"]) == len(found["second"]) == 2:
        return None
    year = CENTURY + int(found["short"])
    return year if year <= LAST_SHORT_YEAR else None


def _of_groups(found: re.Match[str], month: int | None, order: str) -> WrittenDate | None:
    groups = found.groupdict()
    year, day = groups.get("year"), groups.get("day")
    written = WrittenDate(
        found.start(), found.end(), int(year) if year else None, month, order=order
    )
    if day is None:
        return written if year and month and 1 <= month <= 12 else None
    return checked(written._replace(day=int(day)))


def _month_before(text: str, at: int, words: DateWords) -> tuple[int, int | None]:
    start, name = word_before(text, at)
    if name in LINKS:
        start, name = word_before(text, start)
    return known_name(start, name, words.months) if name else (at, None)


def _is_part_of_number(text: str, start: int) -> bool:
    """Whether digits and a separator go on before: a version or a telephone number."""
    return start > 1 and text[start - 1] in SEPARATORS and text[start - 2].isdigit()
