"""Learned rankers: every candidate gets its own probability, whatever else is in the batch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import ReferenceFault
from pipelines.ranker import score_candidates
from pipelines.references import References

FEATURES = ("unused", "size", "is_near")
# One tree: near and larger than 2 is likely, anything else is not.
MODEL = {
    "features": ["size", "is_near"],
    "bias": 0.0,
    "scale": 1000,
    "trees": [{"questions": [[0, 2.0], [1, 0.5]], "leaves": [-3000, -1000, -2000, 4000]}],
}
TOY = References({}, {}, {"toy": MODEL})
ROWS = st.lists(
    st.tuples(st.floats(-9, 9), st.floats(0, 5), st.sampled_from([0.0, 1.0])), max_size=4
)


def test_candidates_of_a_page() -> None:
    rows = [[0.0, 3.0, 1.0], [9.0, 3.0, 0.0], [0.0, 1.0, 1.0]]
    ((best, far, small),) = score_candidates([rows], FEATURES, "toy", TOY)
    assert best > 0.98
    assert 0 < far < small < 0.5


@given(st.lists(ROWS, max_size=5))
def test_pages_of_a_batch_do_not_touch_each_other(pages: list[list[tuple[float, ...]]]) -> None:
    together = score_candidates(pages, FEATURES, "toy", TOY)
    alone = [score_candidates([page], FEATURES, "toy", TOY)[0] for page in pages]
    assert together == alone
    assert [len(page) for page in together] == [len(page) for page in pages]


def test_a_model_that_asks_for_what_is_not_measured_is_named() -> None:
    with pytest.raises(ReferenceFault, match=r"toy\.json asks for size.*train it again"):
        score_candidates([[[1.0]]], ("is_near",), "toy", TOY)
