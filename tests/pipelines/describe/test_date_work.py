"""Hostile text costs no more than its length: patterns are bounded, work grows with the text."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.describe.date_mentions import mention_dates
from pipelines.describe.date_order import settle_orders
from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.describe.layout import lay_out
from pipelines.describe.published import find_publication
from pipelines.describe.stamps import find_stamps
from pipelines.document import Block, Document
from pipelines.references import References

MODULES = (
    "counted_phrases", "date_patterns", "date_phrases", "date_scan", "outside_dates", "published",
    "stamps",
)  # fmt: skip
REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}
SHORT, FACTOR, MOST = 1_000, 4, 8
UNITS = [
    "7", "7 ", "1/", "1/1/", "31.12.", "2031-", "2031-05-", "19", "May ", "May 6", "May 6, ", "May de ",
    "6 de ", "6th of ", "2031 May ", " ", "\xa0", "\t", "mid-", "late ", "Q3 ", "2031–", "three ",
    "days ago ", "three days ago ", "vor drei ", "il y a ", "last ", "next Tuesday ", "Tuesday (", "(",
    "17:45 ", "17:45, May 6, 2031 ", "May 6, 2031 at 5 pm ", "Published ", "Updated May 6, 2031 ", "A",
    "aB", "ſ", "月", "5月", "٦", "जनवरी ", "date 2031-05-06 ", "/2031/05/", "'", "’s ", "-", ".", ",", "\n",
    "May 6, 2031\n", "10/03/2031 ", "10/03/2031\n", "de de de ", "\u0903", "é", "İ",
]  # fmt: skip


def find_all(references: References, text: str, language: str | None) -> None:
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            kept = bool(number % 2)
            blocks.append(Block(number, at, at + len(line), "body" if kept else "stamp", kept, 0.5))
        at += len(line) + 1
    document = Document("0" * 20, "t", "-", "text/plain", "0", text)
    layout = lay_out(text, blocks)
    words = date_words(references, language)
    dates = settle_orders(list(scan_dates(layout.text, words)), None, None)
    stamps = find_stamps(layout, dates, references)
    published = find_publication(document, layout, None, stamps, dates, None, words)
    mention_dates(layout.text, layout, dates, stamps, None, published, words, references)


def count_calls(references: References, text: str, language: str | None) -> int:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_all(references, text, language)
    finally:
        sys.setprofile(None)
    return calls


def bounds(tree: object, around: int = 1) -> Iterator[tuple[int, int]]:
    """The largest count of each repeat of a parsed pattern, with that of the repeat around it."""
    if isinstance(tree, parser.SubPattern | list | tuple):
        items = list(tree)
        if items and isinstance(items[0], int) and items[0] in REPEATS:
            most = int(items[1][1])
            yield most, around
            around = max(around, most)
        for item in items:
            yield from bounds(item, around)


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_repeats_without_end(module: str) -> None:
    found = vars(import_module(f"pipelines.describe.{module}")).values()
    patterns = [value for value in found if isinstance(value, re.Pattern)]
    for pattern in patterns:
        for most, around in bounds(parser.parse(pattern.pattern)):
            assert most < codes.MAXREPEAT, pattern.pattern
            assert most == 1 or around == 1, f"a repeat in a repeat: {pattern.pattern}"


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "ja", None])
def test_no_pattern_of_words_repeats_without_end(
    references: References, language: str | None
) -> None:
    words = date_words(references, language)
    patterns = [words.numbers, words.triggers.capitals, *(p for _, p in words.triggers.smalls)]
    for pattern in patterns:
        assert all(most <= 4 for most, _ in bounds(parser.parse(pattern.pattern)))


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text(references: References, unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (SHORT, SHORT * FACTOR))
    find_all(references, short, "en")  # fill the caches
    once = count_calls(references, short, "en")
    assert count_calls(references, long, "en") <= MOST * max(once, 50)


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=5).map("".join),
    st.sampled_from(["en", "fr", None]),
)
def test_work_grows_with_any_text(references: References, unit: str, language: str | None) -> None:
    short, long = (unit * (size // len(unit)) for size in (SHORT, SHORT * FACTOR))
    find_all(references, short, language)
    once = count_calls(references, short, language)
    assert count_calls(references, long, language) <= MOST * max(once, 50)


@pytest.mark.flow
def test_hostile_text_ends() -> None:
    script = (
        "from flows.reference_files import load_references\n"
        "from tests.pipelines.describe.test_date_work import UNITS, find_all\n"
        "references = load_references()\n"
        "for unit in UNITS:\n"
        "    find_all(references, unit * (8_000 // len(unit)), 'en')\n"
        "    find_all(references, unit * (8_000 // len(unit)), None)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], timeout=120, check=False)
    assert done.returncode == 0
