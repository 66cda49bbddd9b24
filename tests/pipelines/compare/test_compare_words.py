"""Which words count as one, and how a text is folded into words.

`folded.csv` has texts and their words, `stems.csv` pairs of words that are compared alike or not.
`⍽` stands for a no-break space, `⌃` for a combining accent.
"""

import csv
from itertools import starmap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare.rarity import LEAST, MOST, weigh_word
from pipelines.compare.words import LONGEST_WORD, STEM, Folding, cut_ending, folding, plain
from pipelines.references import References

CASES = Path(__file__).parent / "cases"
SIGNS = str.maketrans({"⍽": "\u00a0", "⌃": "\u0301"})
PIECES = [
    *("isn't", "can’t", "won't", "it's", "captain's", "captains'", "I'd've", "O'Neill"),
    *("U.N.", "United", "Nations", "States", "of", "America", "per", "cent", "sic", "[sic]"),
    *("25,000", "2.5", "twenty-five", "one", "colour", "organised", "cities", "news", "Łódź"),
    *("Straße", "ﬁne", "привет", "東京", "שלום", "…", "—", "“", "\0", "\ud800", "gonna", "usa"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
COUNT = 100_000


@pytest.fixture(scope="module")
def fold(references: References) -> Folding:
    return folding(references)


def read_cases(name: str) -> list[pytest.param]:
    with (CASES / name).open(encoding="utf-8", newline="") as rows:
        return [pytest.param(*list(row.values())[1:], id=row["id"]) for row in csv.DictReader(rows)]


def texts_of(fold: Folding, text: str, language: str | None = "en") -> list[str]:
    return [word.text for word in fold.words(text, language)]


@pytest.mark.parametrize(("text", "words"), read_cases("folded.csv"))
def test_words_of_a_text(fold: Folding, text: str, words: str) -> None:
    assert texts_of(fold, text.translate(SIGNS)) == words.split()


@pytest.mark.parametrize(("one", "other", "is_same"), read_cases("stems.csv"))
def test_words_compared_alike(fold: Folding, one: str, other: str, is_same: str) -> None:
    [[here], [there]] = fold.words(one, "en"), fold.words(other, "en")
    assert (here.stem == there.stem) is (is_same == "yes")
    assert (here.number == there.number) is (is_same == "yes")


@pytest.mark.parametrize(
    ("rare", "common"),
    [
        ("dredger", "harbour"),
        ("harbour", "people"),
        ("not", "the"),
        ("without", "with"),
        ("never", "and"),
        ("25", "of"),
        ("zzyxqw", "dredging"),
    ],
)
def test_the_rarer_word_tells_more(fold: Folding, rare: str, common: str) -> None:
    less, more = (fold.words(one, "en")[0].weight for one in (common, rare))
    assert LEAST <= less < more <= MOST


@pytest.mark.parametrize(
    ("text", "language", "reversing"),
    [
        ("We can't, and nobody will.", "en", ["not", "nobody"]),
        ("Wir werden keinen Meter weichen.", "de", ["keinen"]),
        ("Nous ne partirons jamais", "fr", ["jamais"]),
        ("Jamás lo diremos", "es", ["jamas"]),
        ("Não iremos", "pt", ["nao"]),
        ("Мы никогда не уйдём", "ru", ["никогда", "не"]),
        ("Er will keinen", "en", []),
        ("Not one", None, ["not"]),
    ],
)
def test_which_words_reverse_a_sentence(
    fold: Folding, text: str, language: str | None, reversing: list[str]
) -> None:
    assert [word.text for word in fold.words(text, language) if word.negates] == reversing


def test_every_figure_tells_alike() -> None:
    assert {weigh_word(one, "en") for one in ("1", "7", "1931", "25000")} == {
        weigh_word("25", None)
    }


def test_the_language_of_the_page_weighs_words() -> None:
    assert weigh_word("und", "de") < weigh_word("und", "en")
    assert weigh_word("harbour", "xx") == weigh_word("harbour", "en") == weigh_word("harbour", None)


@given(TEXTS)
def test_folding_folded_words_changes_nothing(fold: Folding, text: str) -> None:
    once = texts_of(fold, text)
    assert texts_of(fold, " ".join(once)) == once


@given(st.text(max_size=40))
def test_folding_is_of_words_alone(fold: Folding, text: str) -> None:
    words = fold.words(text, None)
    assert texts_of(fold, f" {text} \n", None) == [word.text for word in words]
    for word in words:
        assert 0 < len(word.text) <= LONGEST_WORD
        assert len(word.stem) > 0
        assert word.stem == cut_ending(word.text)
        assert LEAST <= word.weight <= MOST


@given(TEXTS)
def test_case_changes_no_word(fold: Folding, text: str) -> None:
    assert texts_of(fold, text.upper().lower()) == texts_of(fold, text.lower())


@given(st.text(max_size=20))
def test_stems_are_short_and_of_letters_of_the_word(text: str) -> None:
    for word in plain(text).split():
        stem = cut_ending(word)
        assert stem == word or len(stem) <= STEM + 1


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("a" * COUNT, 1),
        ("a'" * COUNT, 1),
        ("a." * COUNT, 1),
        ("1," * COUNT, 1),
        ("'" * COUNT, 0),
        ("." * COUNT, 0),
        (" " * COUNT, 0),
        ("\0" * COUNT, 0),
        ("\ud800" * COUNT, 0),
        ("a" + "\u0301" * COUNT, 1),
        ("a" + "\u0301\u0316" * COUNT, 1),
        ("a" + "\u0e48\u0e38" * COUNT, 1),
        ("united " * COUNT, COUNT),
        ("東" * COUNT, 1),
    ],
    ids=[
        *("letters", "apostrophes-in", "stops-in", "commas-in", "apostrophes", "stops", "blanks"),
        *("nuls", "surrogates", "accents", "accents-of-two-kinds", "marks-of-two-kinds"),
        *("starts-of-a-short-name", "cjk"),
    ],
)
def test_hostile_texts_come_to_an_end(fold: Folding, text: str, most: int) -> None:
    words = fold.words(text, "en")
    assert len(words) == most
    assert all(len(word.text) <= LONGEST_WORD for word in words)


def test_the_memory_of_words_does_not_change_them(references: References) -> None:
    new = folding.__wrapped__(references)
    texts = ["The United Nations isn't here", "U.N.", "isn't", "The harbour’s pier"]
    fresh = [texts_of(folding.__wrapped__(references), text) for text in texts]
    assert [texts_of(new, text) for text in texts] == fresh
    assert list(starmap(texts_of, [(new, text) for text in texts])) == fresh
