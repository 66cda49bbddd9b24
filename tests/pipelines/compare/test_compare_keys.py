"""By which keys sentences and pages are brought together, and which are never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare.keys import DAYS_TOGETHER, day_buckets, digest_text, key_events
from pipelines.compare.sentence_keys import Speaker, find_content, key_sentences, total_weight
from pipelines.compare.words import Folding, folding
from pipelines.references import References

DAY, FAR = date(2031, 5, 4), date(2031, 7, 30)
TOLD = "The dredgers will poison the lagoon at Vantry."
ROUTINE = "We will see what they can do about it."
PLAIN = [
    "we",
    "will",
    "lagoon",
    "dredgers",
    "not",
    "25",
    "the",
    "people",
    "Vantry",
    "привет",
    "東京",
]
SENTENCES = st.lists(st.sampled_from(PLAIN), min_size=1, max_size=12).map(" ".join)
NAMES = st.lists(st.sampled_from(["li", "wu", "=nfa", "zoe"]), unique=True, max_size=4)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))


@pytest.fixture(scope="module")
def fold(references: References) -> Folding:
    return folding(references)


def keys_of(
    fold: Folding, text: str, names: Sequence[str] = (), day: date | None = DAY
) -> frozenset[int]:
    [keys] = key_sentences(fold.fold([text], ["en"]), [Speaker(names, day)])
    return frozenset(keys)


@pytest.mark.parametrize(
    ("other", "names", "other_names", "other_day", "meet"),
    [
        (TOLD, (), (), DAY, True),
        (TOLD, ("li",), ("li",), DAY, True),
        (TOLD, ("li",), (), DAY, True),
        ("At Vantry the lagoon dredgers poison will.", ("li",), ("li",), DAY, True),
        ("poisoned the lagoon", ("li",), ("li",), DAY, True),
        ("poisoned the lagoon", ("li",), ("li", "wu"), FAR, True),
        ("poisoned the lagoon", ("li",), ("wu",), DAY, False),
        (TOLD, ("li",), ("wu",), FAR, True),
        (TOLD, ("li",), ("li",), FAR, True),
        (TOLD, ("li",), ("li",), None, True),
        (TOLD, (), (), None, True),
        ("The nurses demand shorter shifts.", ("li",), ("li",), DAY, False),
        ("The nurses demand shorter shifts.", (), (), DAY, False),
        (ROUTINE, ("li",), ("li",), DAY, False),
    ],
    ids=[
        *("same", "same-speaker", "nameless-page", "other-order", "fragment"),
        *("fragment-one-name-in-common-long-after", "fragment-other-speaker", "same-other-speaker"),
        *("same-long-after", "same-no-day", "same-nameless-no-day", "other-words-of-speaker"),
        *("other-words", "common-words"),
    ],
)
def test_who_meets_whom(
    fold: Folding,
    other: str,
    names: Sequence[str],
    other_names: Sequence[str],
    other_day: date | None,
    meet: bool,
) -> None:
    here, there = keys_of(fold, TOLD, names), keys_of(fold, other, other_names, other_day)
    assert bool(here & there) is meet


@pytest.mark.parametrize(
    ("apart", "meet"),
    [(0, True), (1, True), (DAYS_TOGETHER, True), (2 * DAYS_TOGETHER, False), (30, False)],
)
def test_what_is_said_every_day_meets_on_days_close_together(
    fold: Folding, apart: int, meet: bool
) -> None:
    for first in (DAY + timedelta(shift) for shift in range(DAYS_TOGETHER)):
        here = keys_of(fold, ROUTINE, ("li",), first)
        there = keys_of(fold, ROUTINE, ("li",), first + timedelta(apart))
        assert bool(here & there) is meet


def test_what_is_said_every_day_meets_no_undated_page_but_another(fold: Folding) -> None:
    undated = keys_of(fold, ROUTINE, (), None)
    assert undated == keys_of(fold, ROUTINE, (), None)
    assert not undated & keys_of(fold, ROUTINE)


@given(SENTENCES, NAMES, DAYS)
def test_keys_are_sorted_numbers_of_32_bits(
    fold: Folding, text: str, names: list[str], day: date | None
) -> None:
    [keys] = key_sentences(fold.fold([text], ["en"]), [Speaker(names, day)])
    assert keys
    assert list(keys) == sorted(set(keys))
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys)


@given(SENTENCES, NAMES, DAYS, st.randoms())
def test_the_order_of_names_changes_no_key(
    fold: Folding, text: str, names: list[str], day: date | None, random: st.randoms
) -> None:
    shuffled = list(names)
    random.shuffle(shuffled)
    assert keys_of(fold, text, names, day) == keys_of(fold, text, shuffled, day)


@given(DAYS, st.integers(-20, 20))
def test_days_share_a_bucket_when_close_and_none_when_far(day: date | None, apart: int) -> None:
    if day is None:
        assert not set(day_buckets(None)) & set(day_buckets(DAY))
        return
    shared = set(day_buckets(day)) & set(day_buckets(day + timedelta(apart)))
    assert shared or abs(apart) > DAYS_TOGETHER
    assert not shared or abs(apart) < 2 * DAYS_TOGETHER


@given(st.lists(st.tuples(SENTENCES, NAMES, DAYS), max_size=6))
def test_the_keys_of_a_sentence_do_not_depend_on_others(
    fold: Folding, said: list[tuple[str, list[str], date | None]]
) -> None:
    words = fold.fold([text for text, _, _ in said], ["en" for _ in said])
    found = key_sentences(words, [Speaker(names, day) for _, names, day in said])
    assert [frozenset(keys) for keys in found] == [keys_of(fold, *one) for one in said]


@given(SENTENCES)
def test_content_words_are_different_and_the_most_telling_first(fold: Folding, text: str) -> None:
    words = fold.words(text, "en")
    _, found = find_content(fold.fold([text], ["en"]))
    weights, stems = [word.weight for word in words], [word.stem for word in words]
    assert found.weight.tolist() == sorted(found.weight, reverse=True)
    assert len(set(found.number.tolist())) == len(found.number)
    assert found.weight.sum() <= total_weight(stems, weights) + 1e-9
    assert total_weight(stems * 2, weights * 2) == total_weight(stems, weights)


def test_a_very_long_sentence_has_few_keys(fold: Folding) -> None:
    text = " ".join(
        f"word{chr(97 + no % 26)}{chr(97 + no // 26 % 26)}lagoon" for no in range(20_000)
    )
    assert len(keys_of(fold, text, ("li", "wu"))) < 200


@pytest.mark.parametrize(
    ("one", "one_day", "other", "other_day", "meet"),
    [
        (("lagoon", "quay"), DAY, ("quay", "ferry"), DAY, True),
        (("lagoon", "quay"), DAY, ("quay", "ferry"), DAY + timedelta(DAYS_TOGETHER), True),
        (("lagoon", "quay"), DAY, ("quay", "ferry"), FAR, False),
        (("lagoon", "quay"), DAY, ("quay", "ferry"), None, False),
        (("lagoon", "quay"), DAY, ("quay", "lagoon", "ferry"), None, True),
        (("lagoon", "quay"), DAY, ("quays", "lagoons"), None, True),
        (("lagoon", "quay"), None, ("ferry", "smelter"), None, False),
        ((), DAY, (), DAY, False),
    ],
    ids=[
        *("one-term-same-day", "one-term-days-after", "one-term-long-after", "one-term-no-day"),
        *("pair-no-day", "pair-other-endings", "other-terms", "no-terms"),
    ],
)
def test_which_pages_meet(
    one: Sequence[str],
    one_day: date | None,
    other: Sequence[str],
    other_day: date | None,
    meet: bool,
) -> None:
    here, there = key_events([one, other], [one_day, other_day])
    assert bool({*here} & {*there}) is meet


@given(st.lists(st.sampled_from(PLAIN), unique=True, max_size=8), DAYS)
def test_event_keys_are_sorted_numbers_of_32_bits(terms: list[str], day: date | None) -> None:
    keys, turned = key_events([terms, terms[::-1]], [day, day])
    assert list(keys) == sorted(set(keys))
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys)
    assert set(turned) == set(keys) or len(terms) > 6


@given(st.text(max_size=9))
def test_the_key_of_a_text_is_a_number_of_32_bits(text: str) -> None:
    assert -(1 << 31) <= digest_text(text) < 1 << 31
    assert digest_text(text) != digest_text(text + "x")
