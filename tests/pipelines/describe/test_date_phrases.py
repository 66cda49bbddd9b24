"""Dates in words: what is found, and which days it means on a page of Tuesday, 6 May 2031."""

from datetime import date

import pytest

from pipelines.describe.date_phrases import scan_phrases
from pipelines.describe.date_words import date_words
from pipelines.describe.intervals import BY_UNIT
from pipelines.describe.resolve import resolve_phrase
from pipelines.references import References

PUBLISHED = date(2031, 5, 6)


def read(references: References, language: str, text: str, published: date | None = PUBLISHED):
    found = scan_phrases(text, [(0, len(text))], date_words(references, language))
    return [(text[p.start : p.end], resolve_phrase(p, published)) for p in found]


@pytest.mark.parametrize(
    ("language", "text", "found", "first", "last", "precision"),
    [
        ("en", "They met on Tuesday.", "Tuesday", "2031-05-06", "2031-05-06", "day"),
        ("en", "They met on Wednesday.", "Wednesday", "2031-04-30", "2031-04-30", "day"),
        ("en", "They met last Tuesday.", "last Tuesday", "2031-04-29", "2031-04-29", "day"),
        ("en", "Next Tuesday they meet.", "Next Tuesday", "2031-05-13", "2031-05-13", "day"),
        ("en", "It rained last night.", "last night", "2031-05-05", "2031-05-05", "day"),
        ("en", "It rained this morning.", "this morning", "2031-05-06", "2031-05-06", "day"),
        ("en", "the day before yesterday", "day before yesterday", "2031-05-04", "2031-05-04", "day"),
        ("en", "It fell last quarter.", "last quarter", "2031-01-01", "2031-03-31", "quarter"),
        ("en", "It fell in Q3 2029.", "Q3 2029", "2029-07-01", "2029-09-30", "quarter"),
        ("en", "in early 2020", "early 2020", "2020-01-01", "2020-04-30", "year"),
        ("en", "in mid-2020", "mid-2020", "2020-05-01", "2020-08-31", "year"),
        ("en", "in late 2020", "late 2020", "2020-09-01", "2020-12-31", "year"),
        ("en", "since mid-March", "mid-March", "2031-03-11", "2031-03-20", "month"),
        ("en", "in early February", "early February", "2031-02-01", "2031-02-10", "month"),
        ("en", "in late February", "late February", "2031-02-21", "2031-02-28", "month"),
        ("en", "in the 1990s", "1990s", "1990-01-01", "1999-12-31", "decade"),
        ("en", "over the last decade", "last decade", "2020-01-01", "2029-12-31", "decade"),
        ("en", "built in 1895", "1895", "1895-01-01", "1895-12-31", "year"),
        ("en", "the plan (2029)", "2029", "2029-01-01", "2029-12-31", "year"),
        ("en", "from 1999–2003", "1999–2003", "1999-01-01", "2003-12-31", "year"),
        ("en", "three days ago", "three days ago", "2031-05-03", "2031-05-03", "day"),
        ("en", "2 weeks ago", "2 weeks ago", "2031-04-21", "2031-04-27", "week"),
        ("en", "about two months ago", "two months ago", "2031-03-01", "2031-03-31", "month"),
        ("en", "a year ago", "a year ago", "2030-01-01", "2030-12-31", "year"),
        ("en", "300 years ago", "300 years ago", "1731-01-01", "1731-12-31", "year"),
        ("de", "Das war gestern.", "gestern", "2031-05-05", "2031-05-05", "day"),
        ("de", "am Montag", "Montag", "2031-05-05", "2031-05-05", "day"),
        ("de", "am vergangenen Montag", "vergangenen Montag", "2031-05-05", "2031-05-05", "day"),
        ("de", "vor drei Tagen", "vor drei Tagen", "2031-05-03", "2031-05-03", "day"),
        ("de", "vor einem Jahr", "vor einem Jahr", "2030-01-01", "2030-12-31", "year"),
        ("de", "Anfang 2020", "Anfang 2020", "2020-01-01", "2020-04-30", "year"),
        ("de", "im September", "September", "2030-09-01", "2030-09-30", "month"),
        ("de", "Mitte März", "Mitte März", "2031-03-11", "2031-03-20", "month"),
        ("fr", "C'était hier.", "hier", "2031-05-05", "2031-05-05", "day"),
        ("fr", "lundi dernier", "lundi dernier", "2031-05-05", "2031-05-05", "day"),
        ("fr", "il y a trois jours", "il y a trois jours", "2031-05-03", "2031-05-03", "day"),
        ("fr", "l’année dernière", "l’année dernière", "2030-01-01", "2030-12-31", "year"),
        ("fr", "fin 2020", "fin 2020", "2020-09-01", "2020-12-31", "year"),
        ("es", "Fue ayer.", "ayer", "2031-05-05", "2031-05-05", "day"),
        ("es", "el lunes pasado", "lunes pasado", "2031-05-05", "2031-05-05", "day"),
        ("es", "hace dos semanas", "hace dos semanas", "2031-04-21", "2031-04-27", "week"),
        ("es", "el mes pasado", "el mes pasado", "2031-04-01", "2031-04-30", "month"),
        ("it", "ieri sera", "ieri", "2031-05-05", "2031-05-05", "day"),
        ("it", "tre giorni fa", "tre giorni fa", "2031-05-03", "2031-05-03", "day"),
        ("it", "lo scorso anno", "lo scorso anno", "2030-01-01", "2030-12-31", "year"),
        ("pt", "foi ontem", "ontem", "2031-05-05", "2031-05-05", "day"),
        ("pt", "há dois meses", "há dois meses", "2031-03-01", "2031-03-31", "month"),
        ("pt", "na segunda-feira", "segunda-feira", "2031-05-05", "2031-05-05", "day"),
        ("nl", "vorige week", "vorige week", "2031-04-28", "2031-05-04", "week"),
        ("nl", "drie dagen geleden", "drie dagen geleden", "2031-05-03", "2031-05-03", "day"),
        ("nl", "afgelopen maandag", "afgelopen maandag", "2031-05-05", "2031-05-05", "day"),
        ("ru", "это было вчера", "вчера", "2031-05-05", "2031-05-05", "day"),
        ("ru", "три дня назад", "три дня назад", "2031-05-03", "2031-05-03", "day"),
        ("ru", "в прошлом году", "в прошлом году", "2030-01-01", "2030-12-31", "year"),
        ("sv", "förra veckan", "förra veckan", "2031-04-28", "2031-05-04", "week"),
        ("pl", "w zeszłym roku", "w zeszłym roku", "2030-01-01", "2030-12-31", "year"),
        ("tr", "geçen hafta", "geçen hafta", "2031-04-28", "2031-05-04", "week"),
    ],
)  # fmt: skip
def test_the_days_meant(
    references: References,
    language: str,
    text: str,
    found: str,
    first: str,
    last: str,
    precision: str,
) -> None:
    ((words, meant),) = read(references, language, text)
    assert words == found
    assert (str(meant.first), str(meant.last), meant.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "three days earlier", "three days earlier"),
        ("en", "two weeks later", "two weeks later"),
        ("en", "in recent months", "in recent months"),
        ("en", "She left recently.", "recently"),
        ("en", "several years ago", "several years ago"),
        ("en", "last summer", "last summer"),
        ("de", "vor einigen Jahren", "vor einigen Jahren"),
        ("de", "in den letzten Wochen", "in den letzten Wochen"),
        ("fr", "ces derniers mois", "ces derniers mois"),
        ("es", "en los últimos años", "en los últimos años"),
    ],
)
def test_what_cannot_be_counted_stays_open(
    references: References, language: str, text: str, found: str
) -> None:
    ((words, meant),) = read(references, language, text)
    assert (words, meant.first, meant.method, meant.against) == (found, None, "unresolved", None)


@pytest.mark.parametrize(
    "text",
    [
        "May walked in", "the March of time", "some 2000 people", "Sunderland won", "a sat nav",
        "lastly weeks", "lasting", "Mondays2", "the 2000-strong crowd", "room 2031b", "in 2031%",
        "five dogs ago", "days ago", "1.5 years ago", "early risers", "a late show", "mid-table",
        "12,000 in 2,019 cases", "version 4.2019", "it is ago", "the next one", "this is",
    ],
)  # fmt: skip
def test_other_words_are_no_dates(references: References, text: str) -> None:
    assert read(references, "en", text) == []


def test_nothing_is_counted_without_a_publication(references: References) -> None:
    text = "On Monday, two days ago, last month or in September; in 2019, early 2020, Q1 2021, the 1990s"
    meant = dict(read(references, "en", text, published=None))
    told = {words for words, resolved in meant.items() if resolved.first}
    assert told == {"2019", "early 2020", "Q1 2021", "1990s"}
    assert {resolved.against for resolved in meant.values()} == {None}


def test_what_was_counted_names_its_day(references: References) -> None:
    meant = dict(read(references, "en", "On Monday, last year, in September, in 2019"))
    assert {words: resolved.against for words, resolved in meant.items()} == {
        "Monday": PUBLISHED,
        "last year": PUBLISHED,
        "September": PUBLISHED,
        "2019": None,
    }


@pytest.mark.parametrize("published", [date.min, date(3, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_no_failure(references: References, published: date) -> None:
    text = (
        "yesterday, tomorrow, 900 years ago, next week, Monday, last decade, 999 months ago, in May"
    )
    assert len(read(references, "en", text, published)) == 8


def test_every_phrase_counts_in_a_known_unit(references: References) -> None:
    others = {"name_after", "name_before", "part", "number", "vague"}
    rows = references.rows("relative_dates")
    assert {row["unit"] for row in rows} <= {*BY_UNIT, *others}
    assert all(row["unit"] != "part" or row["shift"] in "123" for row in rows)
    assert all(row["phrase"].count("{n}") <= 1 for row in rows)
    assert len({(row["language"], row["phrase"]) for row in rows}) == len(rows)
