"""Which lines are kept, given their probabilities and what phrases tell of them."""

import numpy as np
import pytest

from pipelines.clean.choose import choose_lines
from pipelines.clean.lines import split_lines

PROSE = "The council met on Monday and put the vote off until the spring."
LINES = split_lines("\n".join([PROSE, "Menu", PROSE + " Again.", "Sign up for our letters"]))


@pytest.mark.parametrize(
    ("known", "scores", "expected"),
    [
        pytest.param([None] * 4, [0.9, 0.1, 0.9, 0.2], [1, 0, 1, 0], id="likely lines"),
        pytest.param(
            [None, None, None, "newsletter"], [0.9, 0.1, 0.9, 0.7], [1, 0, 1, 0], id="a phrase"
        ),
        pytest.param([None] * 4, [0.3, 0.01, 0.3, 0.01], [1, 0, 1, 0], id="a doubtful page"),
        pytest.param([None] * 4, [0.97, 0.01, 0.3, 0.01], [1, 0, 0, 0], id="one sure line"),
        pytest.param([None] * 4, [0.0] * 4, [1, 0, 1, 0], id="sentences and little else"),
        pytest.param(["share"] * 4, [0.0] * 4, [0, 0, 0, 0], id="furniture alone"),
    ],
)
def test_choice(known, scores, expected):
    assert choose_lines(LINES, known, np.array(scores)) == list(map(bool, expected))


def test_signs_alone_are_no_text():
    lines = split_lines("*** --- ***\n!!! ???")
    assert choose_lines(lines, [None, None], np.array([0.9, 0.9])) == [False, False]


def test_a_page_without_lines_has_none_to_keep():
    assert choose_lines([], [], np.zeros(0)) == []
