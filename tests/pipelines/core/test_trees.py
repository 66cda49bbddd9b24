"""Models of oblivious trees: answers, and what is refused."""

import numpy as np
import pytest

from pipelines.errors import ReferenceFault
from pipelines.trees import probability, read_trees

MODEL = {
    "features": ["size", "tone"],
    "bias": 0.5,
    "scale": 10,
    "trees": [
        {"questions": [[0, 2.0], [1, 0.0]], "leaves": [0, 10, 20, 30]},
        {"questions": [[1, 1.0]], "leaves": [0, -5]},
    ],
}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param((1, -1), 0.5, id="no, no"),
        pytest.param((1, 0.5), 1.5, id="no, yes"),
        pytest.param((3, -1), 2.5, id="yes, no"),
        pytest.param((3, 2), 3.0, id="all yes"),
        pytest.param((2, 0), 0.5, id="a border is not exceeded by itself"),
    ],
)
def test_the_leaf_is_told_by_the_answers(row, expected):
    scores = read_trees(MODEL).score(np.array([row], np.float32).T)
    assert scores.tolist() == [pytest.approx(expected)]


def test_many_rows_are_scored_alike():
    rows = np.random.default_rng(3).normal(1, 2, (2, 40_000)).astype(np.float32)
    trees = read_trees(MODEL)
    whole = trees.score(rows)
    assert np.array_equal(whole[:9], trees.score(rows[:, :9]))
    assert np.array_equal(whole[-9:], trees.score(rows[:, -9:]))


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param({"questions": [[0, 1.0]], "leaves": [1]}, id="too few leaves"),
        pytest.param({"questions": [[2, 1.0]], "leaves": [1, 2]}, id="no such feature"),
    ],
)
def test_a_broken_model_is_refused(tree):
    with pytest.raises(ReferenceFault, match="train again"):
        read_trees(MODEL | {"trees": [tree]})


def test_probability_of_any_odds():
    odds = np.array([-1e9, 0, 1e9])
    assert probability(odds).tolist() == [pytest.approx(0), 0.5, pytest.approx(1)]
