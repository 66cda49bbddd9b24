"""Which words stand between quotation marks."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.marks import find_spans

CASES = [
    pytest.param('"Go now," she said.', ["Go now,"], id="straight"),
    pytest.param("“Go now,” she said.", ["Go now,"], id="curly"),
    pytest.param("«Go now», she said.", ["Go now"], id="guillemets"),
    pytest.param("« Go now », she said.", ["Go now"], id="spaced guillemets"),
    pytest.param("»Go now«, she said.", ["Go now"], id="reversed guillemets"),
    pytest.param("„Go now“, she said.", ["Go now"], id="low opener"),
    pytest.param("她说「走吧」。", ["走吧"], id="corner brackets"),
    pytest.param("''Go now,'' she said.", ["Go now,"], id="two apostrophes"),
    pytest.param("``Go now,'' she said.", ["Go now,"], id="two backticks"),
    pytest.param("”Go now,” she said.", ["Go now,"], id="closer as opener"),
    pytest.param("“Go now,“ she said.", ["Go now,"], id="opener as closer"),
    pytest.param('“Go now," she said.', ["Go now,"], id="mixed pair"),
    pytest.param(
        "“It is ‘their’ dog's bone,” she said.", ["It is ‘their’ dog's bone,"], id="inner"
    ),
    pytest.param('It is 6" long and 7" wide.', [], id="inches"),
    pytest.param('"Go now, she said. "Do it."', ["Go now,", "Do it."], id="lost closer"),
    pytest.param("“Go now. And then", ["Go now. And then"], id="no closer"),
    pytest.param("It was his dog’s bone.", [], id="apostrophe"),
    pytest.param('" "', [], id="empty"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_spans(text: str, words: list[str]) -> None:
    spans = find_spans(text, 0, len(text))
    assert [text[span.start : span.end] for span in spans if not span.is_nested] == words


def test_nested_marks_are_told_apart() -> None:
    text = "“He said “go” twice,” she said."
    nested = [
        text[span.start : span.end] for span in find_spans(text, 0, len(text)) if span.is_nested
    ]
    assert nested == ["go"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("‘Go now,’ she said.", ["Go now,"], id="curly"),
        pytest.param("'Don't go,' she said.", ["Don't go,"], id="apostrophe inside"),
        pytest.param("The voters’ choice was ‘no way’.", ["no way"], id="plural possessive"),
    ],
)
def test_single_marks(text: str, words: list[str]) -> None:
    spans = find_spans(text, 0, len(text), is_single=True)
    assert [text[span.start : span.end] for span in spans] == words


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB .,“”\"'‘’«»„`\n7", max_size=80), st.booleans())
def test_outer_spans_never_overlap(text: str, is_single: bool) -> None:
    outer = [span for span in find_spans(text, 0, len(text), is_single) if not span.is_nested]
    assert all(0 <= span.outer_start <= span.start < span.end <= span.outer_end for span in outer)
    assert all(one.outer_end <= two.outer_start for one, two in itertools.pairwise(outer))
