"""Numbers in words and in figures are one word for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reference_files import load_references
from pipelines.compare.words import folding

FOLD = folding(load_references())
WORDS = {number: word for word, number in FOLD.numbers.items()}
SCALES = (1_000_000_000, 1_000_000, 1_000)


def spell(number: int, *, join: str) -> str:
    """The number in English words, `join` between hundreds and the rest."""
    for scale in SCALES:
        if number >= scale:
            rest = number % scale
            between = f" {join} " if join and 0 < rest < 100 else " "
            head = f"{spell(number // scale, join=join)} {WORDS[scale]}"
            return head + (between + spell(rest, join=join) if rest else "")
    if number >= 100:
        rest = number % 100
        between = f" {join} " if join else " "
        return f"{WORDS[number // 100]} hundred" + (
            between + spell(rest, join=join) if rest else ""
        )
    if number < 20:
        return WORDS[number]
    return WORDS[number - number % 10] + (f"-{WORDS[number % 10]}" if number % 10 else "")


def texts(sentence: str) -> list[str]:
    return [word.text for word in FOLD.words(sentence, "en")]


@given(st.integers(0, 999_999_999_999), st.sampled_from(["", "and"]))
def test_words_are_the_figures_that_they_stand_for(number, join):
    assert texts(f"Some {spell(number, join=join)} ships") == texts(f"Some {number:,} ships")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We lost forty-one of them.", "we lost 41 of them"),
        ("We lost 5 million, then five million.", "we lost 5000000 then 5000000"),
        ("It is 19.8 million.", "it is 198 1000000"),
        ("One, two, three!", "1 2 3"),
        ("In nineteen ninety we left.", "in 19 90 we left"),
        ("A hundred and they left.", "a 100 and they left"),
        ("One hundred and five left.", "105 left"),
        ("Two thousand five", "2005"),
        ("Thousand and one nights", "1001 nights"),
        ("Twenty and thirty came.", "20 and 30 came"),
        ("One million one thousand", "1001000"),
        ("Five thousand million", "5000 1000000"),
        ("Hundreds and hundreds", "hundreds and hundreds"),
        ("Hundred thousand million billion", "100000 1000000 1000000000"),
        ("Six hundred hundred", "600 100"),
        ("5000 million", "5000 1000000"),
        ("Zero zero seven", "0 0 7"),
    ],
)
def test_numbers_are_read(sentence, expected):
    assert texts(sentence) == expected.split()


@given(st.lists(st.sampled_from([*FOLD.numbers, "and", "a", "5", "12", "ships"]), max_size=60))
def test_no_other_word_is_lost(tokens):
    joined = texts(" ".join(tokens))
    others = [one for one in tokens if one in ("a", "ships")]
    assert [one for one in joined if one in ("a", "ships")] == others
    assert all(one in ("a", "and", "ships") or one.isdecimal() for one in joined)
    assert texts(" ".join(joined)) == joined


def test_figures_of_any_length_are_a_word():
    figures = "9" * 5000
    assert texts(f"It is {figures} million.")[-1] == "1000000"
