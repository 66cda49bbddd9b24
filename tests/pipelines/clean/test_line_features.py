"""What is measured of lines: each by itself, in its page, and whatever else is in the batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean.classify import classify_lines, measure_pages
from pipelines.clean.furniture import phrase_index
from pipelines.clean.stage import read_page_lines

PAGE = """Home News Sport
Harbour reopens after storm
By Mara Lind
12 March 2024, 09:30
The harbour of Northport reopened on Tuesday, officials said. Ferries sail again from noon.
"We are relieved," the harbour master said; the quay was damaged in two places.
Home News Sport
Read more: Ferries sail again from noon
© 2024 Northport Courier"""


def measured(text, references):
    page = read_page_lines(text, phrase_index(references))
    features = measure_pages([page], None, None).features
    return {line.text: place for place, line in enumerate(page.lines)}, features


@pytest.mark.parametrize(
    ("line", "feature", "expected"),
    [
        pytest.param("Harbour reopens after storm", "words", 4, id="words"),
        pytest.param("Harbour reopens after storm", "capital_share", 0.25, id="capitals"),
        pytest.param("12 March 2024, 09:30", "years", 1, id="a year"),
        pytest.param("12 March 2024, 09:30", "times", 1, id="a time"),
        pytest.param("Harbour reopens after storm", "ends_sentence", 0, id="no sentence"),
        pytest.param("12 March 2024, 09:30", "starts_digit", 1, id="starts with a digit"),
        pytest.param("© 2024 Northport Courier", "owners", 1, id="sign of an owner"),
        pytest.param("Harbour reopens after storm", "repeats", 1, id="stands once"),
        pytest.param("Harbour reopens after storm", "is_prose", 0, id="a headline is no prose"),
    ],
)
def test_measures_of_a_line(line, feature, expected, references):
    places, features = measured(PAGE, references)
    assert float(features[feature][places[line]]) == expected


def test_the_second_of_two_equal_lines_was_seen(references):
    page = read_page_lines(PAGE, phrase_index(references))
    features = measure_pages([page], None, None).features
    places = [n for n, line in enumerate(page.lines) if line.text == "Home News Sport"]
    assert [bool(features["is_seen"][place]) for place in places] == [False, True]
    assert all(features["repeats"][place] == 2 for place in places)


def test_a_teaser_that_repeats_words_of_the_text_has_phrases_of_it(references):
    places, features = measured(PAGE, references)
    teaser = next(place for text, place in places.items() if text.startswith("Read more"))
    assert features["phrase_repeats"][teaser] > 0.5


LINES = st.lists(
    st.sampled_from(
        [
            *PAGE.splitlines(),
            "",
            "…",
            "記者が伝えた。港は再開した。",
            "قال المتحدث إن الميناء أعيد فتحه.",
            "🙂🙂",
            "a" * 4_000,
            "12 34 56",
        ]
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=10)
@given(texts=st.lists(LINES, min_size=1, max_size=4))
def test_the_batch_changes_nothing(texts, references):
    index = phrase_index(references)
    pages = [read_page_lines(text, index) for text in texts]
    together = classify_lines(pages, references)
    alone = [classify_lines([page], references)[0] for page in pages]
    for page, one, other in zip(pages, together, alone, strict=True):
        assert len(one) == len(page.lines)
        assert np.array_equal(one, other)


def test_a_page_of_very_many_lines_is_scored_in_parts(monkeypatch, references):
    index = phrase_index(references)
    long, short = ("\n".join([PAGE] * n) for n in (5, 1))
    pages = [read_page_lines(text, index) for text in (short, long, short)]
    count = len(pages[0].lines)
    whole = classify_lines(pages, references)
    monkeypatch.setattr("pipelines.clean.classify.MOST_LINES", count)
    in_parts = classify_lines(pages, references)
    assert np.array_equal(in_parts[0], whole[0])
    assert np.array_equal(in_parts[2], whole[2])
    assert len(in_parts[1]) == len(pages[1].lines)
    assert np.array_equal(in_parts[1][count:][:count], in_parts[1][2 * count :][:count])
