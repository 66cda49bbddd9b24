"""What the tree of an HTML page tells of its lines."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean.dom_features import line_marks, plant
from pipelines.clean.dom_scores import score_marks
from pipelines.clean.dom_tree import number
from pipelines.clean.dom_words import MarkupIndex, markup_index
from pipelines.clean.features import Features
from pipelines.clean.lines import split_lines
from pipelines.document import Hints, Marks
from pipelines.html.hints import find_hints
from pipelines.html.render import render_tree
from pipelines.html.tree import parse_page
from pipelines.references import References

PAGE = """<title>Ferry returns</title>
<nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li></ul></nav>
<article id="story"><h1>Ferry returns</h1><div class="articleBody">
<p>The ferry <b>came back</b> to the harbour on Monday, after nine days at sea.</p>
<p>Its <a href="/crew">crew</a> was met by a band, and by half of the town.</p>
<pre>one
  <span class="comment">two</span></pre></div></article>
<footer class="site-footer">© Harbour Post</footer>"""
LINES = ["Home", "Weather", "Ferry returns", "The ferry", "Its crew", "one", "two", "©"]


def read(html: str) -> tuple[str, Hints]:
    root = parse_page(html)
    assert root is not None
    text, marks = render_tree(root)
    return text, replace(find_hints(root), marks=marks)


def features_of(pages: list[str], index: MarkupIndex) -> Features:
    texts, hints = zip(*map(read, pages), strict=True)
    lines = [split_lines(text) for text in texts]
    words = np.array([line.words for some in lines for line in some])
    markup = plant(hints, lines)
    features = line_marks(markup, index, hints, lines, words, words > 8)
    return features | score_marks(markup, words, np.where(words > 8, 0.75, 0.25))


@pytest.fixture(scope="module")
def index(references: References) -> MarkupIndex:
    return markup_index(references)


@pytest.fixture(scope="module")
def features(index: MarkupIndex) -> Features:
    return features_of([PAGE], index)


def marks_of(html: str) -> tuple[str, Marks]:
    text, hints = read(html)
    assert hints.marks is not None
    return text, hints.marks


@pytest.mark.parametrize(
    ("html", "column", "values"),
    [
        ("<p>One</p><p>Two</p>", "line_starts", [0, 5]),
        ("<p>One<br>two</p>", "line_starts", [0, 4]),
        ("<p>One <a href=x>two</a></p>", "line_characters", [6]),
        ("<p>One <a href=x>two<b>!</b></a></p>", "line_linked", [4]),
        ("<p><b>One <i>two</i></b> three</p>", "line_emphasised", [6]),
        ("<p>One <a>two</a> three</p>", "line_pieces", [3]),
        ("<div><p>One</p></div>", "element_parents", [-1, 0, 1, 2]),
        ("<p>A<a>longest</a></p>", "line_elements", [3]),
        ("<pre>A <b>longest</b></pre>", "line_elements", [2]),
        ("<p>One<script>no</script><style>no</style></p>", "line_characters", [3]),
    ],
    ids=[
        "starts", "br", "characters", "links", "emphasis", "pieces", "parents", "longest", "pre",
        "dropped",
    ],
)  # fmt: skip
def test_marks(html: str, column: str, values: list[int]) -> None:
    assert list(getattr(marks_of(html)[1], column)) == values


def test_names_and_kinds() -> None:
    _, marks = marks_of("<p class='lead big' id=top role=note data-x=no>One")
    assert ("p", "lead big") in marks.kinds
    assert " top note" in marks.names


def test_what_is_nested_very_deep_counts_as_its_ancestor() -> None:
    _, marks = marks_of("<div>" * 240 + "<p>One")
    assert len(marks.element_parents) < 210


@pytest.mark.parametrize(
    ("name", "line", "value"),
    [
        ("dom_linked", "Home", 1),
        ("dom_linked", "The ferry", 0),
        ("dom_tag_nav", "Home", 3),
        ("dom_tag_nav", "The ferry", 30),
        ("dom_tag_article", "The ferry", 2),
        ("dom_named_article_body", "The ferry", 1),
        ("dom_named_navigation", "Weather", 2),
        ("dom_named_footer", "©", 0),
        ("dom_named_comment", "two", 30),
        ("dom_container_inside", "Its crew", 1),
        ("dom_container_inside", "Home", 0),
        ("dom_title_distance", "Ferry returns", 0),
        ("dom_title_distance", "Weather", -1),
        ("dom_share_of_title", "Ferry returns", 1),
        ("dom_headings", "©", 1),
        ("dom_same_parent_before", "Its crew", 1),
        ("dom_same_kind_before", "Its crew", 1),
        ("dom_share_article", "The ferry", 1),
        ("dom_share_article", "Home", -1),
        ("dom2_group_parent", "Home", 0.25),
        ("dom2_group_block", "The ferry", 0.75),
        ("dom2_holds_most_inside", "The ferry", 1),
    ],
)
def test_features(features: Features, name: str, line: str, value: float) -> None:
    assert features[name][LINES.index(line)] == pytest.approx(value)


def test_batches_change_nothing(index: MarkupIndex) -> None:
    other = "<body class=blog><div><p>Another page, with other words in it.<ul><li>a<li>b</ul>"
    alone = [features_of([page], index) for page in (PAGE, other)]
    together = features_of([PAGE, other, PAGE], index)
    for name, column in together.items():
        expected = np.concatenate([alone[0][name], alone[1][name], alone[0][name]])
        assert np.array_equal(column, expected), name


@given(
    st.lists(st.sampled_from(["<div class=a>", "</div>", "<p>", "<td>", "x ", "<b>", "</b>", "\n"]))
)
@settings(max_examples=30)
def test_marks_fit_the_rendering(parts: list[str]) -> None:
    text, marks = marks_of("<i>x</i>" + "".join(parts))
    assert list(marks.line_starts) == [line.start for line in split_lines(text)]
    assert all(0 <= element < len(marks.element_parents) for element in marks.line_elements)
    assert all(parent < place for place, parent in enumerate(marks.element_parents))


def test_equal_keys_get_equal_numbers() -> None:
    numbers = number(np.array([5, 5, 9, 5]), np.array([1, 2, 1, 1])).tolist()
    assert numbers[0] == numbers[3]
    assert len(set(numbers)) == 3


def test_words_have_one_meaning_of_a_place(references: References) -> None:
    rows = references.rows("markup_words")
    pairs = [(row["place"], row["meaning"]) for row in rows]
    assert len(pairs) == len(set(pairs))
    assert {row["place"] for row in rows} == {"tag", "name"}
    tags = [word for row in rows if row["place"] == "tag" for word in row["words"].split(";")]
    assert len(tags) == len(set(tags))
    for row in rows:
        words = row["words"].split(";")
        assert len(words) == len(set(words)), row["meaning"]
        assert all(word == word.lower() for word in words), row["meaning"]
