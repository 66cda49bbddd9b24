"""What of a page is kept for comparing: bands of its body, terms of its event, sentences of quotes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare.bodies import (
    BANDS,
    FEWEST_RUNS,
    RUN,
    hash_bands,
    hash_runs,
    number_words,
)
from pipelines.compare.columns import sort_unique
from pipelines.compare.stage import cut_quotes
from pipelines.compare.terms import MOST_TERMS, event_terms
from pipelines.compare.words import Folding, folding
from pipelines.document import Facts, Quote
from pipelines.references import References

SHELF = random.Random(7)  # noqa: S311
BODY, OTHER = (["".join(SHELF.choices("bdfgklmnprtvz", k=7)) for _ in range(400)] for _ in range(2))
COUNT = 100_000
QUOTE = Quote("q", "s", 1, 100, 200, "", "direct", "named", 1.0)


@pytest.fixture(scope="module")
def fold(references: References) -> Folding:
    return folding(references)


def bands_of(text: str) -> set[int]:
    return set(hash_bands(hash_runs(number_words(text, {}))))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (BODY, BODY, True),
        (BODY, [word.upper() for word in BODY], True),
        (BODY, ["Read", "more", *BODY, "Sign", "up", "now"], True),
        (BODY, BODY[:320], True),
        (BODY, BODY[60:], True),
        (BODY, [*BODY[:200], "inserted", *BODY[200:]], True),
        (BODY, [*BODY[200:], *BODY[:200]], True),
        (BODY, OTHER, False),
        (BODY, sorted(BODY), False),
        (BODY[:100], [*BODY[100:200], *OTHER[:200]], False),
        (BODY[:8], BODY[:8], False),
        ([], [], False),
    ],
    ids=[
        *("same", "case", "furniture", "cut-end", "cut-start", "inserted", "halves-swapped"),
        *("unrelated", "same-words-sorted", "other-part", "short", "empty"),
    ],
)
def test_which_bodies_share_a_band(one: list[str], other: list[str], share: bool) -> None:
    assert bool(bands_of(" ".join(one)) & bands_of(" ".join(other))) is share


@given(st.lists(st.integers(0, (1 << 32) - 1), max_size=60))
def test_runs_are_sorted_and_bands_of_32_bits(numbers: list[int]) -> None:
    runs = hash_runs(numbers)
    assert np.array_equal(runs, np.unique(runs))
    assert len(runs) <= max(1, len(numbers))
    bands = hash_bands(runs)
    assert len(bands) == (BANDS if len(runs) >= FEWEST_RUNS else 0)
    assert all(-(1 << 31) <= band < 1 << 31 for band in bands)


@given(st.lists(st.integers(-9, 9)))
def test_sort_unique_is_unique(numbers: list[int]) -> None:
    found = sort_unique(np.array(numbers, np.int64))
    assert found.tolist() == sorted(set(numbers))


def test_one_word_in_another_place_changes_few_runs() -> None:
    here = hash_runs(number_words(" ".join(BODY), {}))
    there = hash_runs(number_words(" ".join([*BODY[:200], "changed", *BODY[201:]]), {}))
    assert len(np.setdiff1d(here, there)) == RUN


@pytest.mark.parametrize(
    "text", ["x " * COUNT, "x" * COUNT, "\0" * COUNT, "\ud800 " * COUNT, "。" * COUNT]
)
def test_bodies_of_one_sign_have_no_bands(text: str) -> None:
    assert bands_of(text) == set()


@pytest.mark.parametrize(
    ("title", "body", "first", "absent"),
    [
        ("Lagoon poisoned", "The smelter leaked. Nobody saw the dredger.", "lagoon", "the"),
        ("", "The dredger sank. A dredger is no toy. The dredger!", "dredger", "no"),
        ("What now?", "The people of Vantry: a people.", "vantry", "what"),
        ("In 1931", "The glacier of 1931 and of 1931 and of 1931.", "glacier", "1931"),
    ],
    ids=["title-first", "often-first", "rare-first", "no-figures"],
)
def test_terms_of_an_event(fold: Folding, title: str, body: str, first: str, absent: str) -> None:
    [found] = event_terms(fold.fold([title, body], ["en", "en"]))
    assert found[0] == first
    assert absent not in found


def test_terms_are_few_one_of_each_stem(fold: Folding) -> None:
    body = "smelter smelters " + " ".join(BODY)
    found, none = event_terms(fold.fold(["", body, "", ""], ["en"] * 4))
    assert len(found) <= MOST_TERMS
    assert "smelter" not in found or "smelters" not in found
    assert none == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We sail. They stay.", ["We sail.", "They stay."]),
        ("  We sail.  ", ["We sail."]),
        ("… We sail.", ["We sail."]),
        ("We sail. — !", ["We sail."]),
        ("?! …", []),
        ("", []),
        ("[sic]", []),
    ],
    ids=["two", "blanks", "mark-first", "mark-last", "marks", "empty", "editor's-mark"],
)
def test_sentences_of_a_quote(references: References, text: str, sentences: list[str]) -> None:
    facts = Facts("", 1, language="en", published_on=date(2031, 5, 4))
    quote = replace(QUOTE, quote_text=text, char_end=100 + len(text))
    [found] = cut_quotes([(facts, [quote])], references)
    assert [one.sentence_text for one in found] == sentences
    assert [one.sentence_no for one in found] == list(range(1, len(found) + 1))
    for one in found:
        assert text[one.char_start - 100 : one.char_end - 100] == one.sentence_text
        assert one.sentence_id == f"q.{one.sentence_no}"
        assert one.word_count > 0
        assert one.match_keys
