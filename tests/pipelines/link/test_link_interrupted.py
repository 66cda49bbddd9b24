"""Which parts of a statement are one sentence that the page's own words interrupt."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pyarrow as pa
import pytest

from pipelines.link.interrupted import find_interrupted, join_interrupted


@pytest.mark.parametrize(
    ("before", "after", "are_one"),
    [
        ("bold plan", "rare courage", False),
        ("the pier and the boats", "because the storm came.", False),
        ("We lost,", "because the storm came.", False),
        ("We lost the pier,", "because the storm came.", True),
        ("We lost the pier", "and the boats are safe.", True),
        ("We lost the pier –", "and the boats.", True),
        ("We lost the “pier,”", "because the storm came.", True),
        ("We lost the pier,", "… because the storm came.", True),
        ("We lost the pier.", "because the storm came.", False),
        ("We lost the pier …", "because the storm came.", False),
        ("Who lost the pier?", "asked the pilots.", False),
        ("We lost the pier,", "The boats are safe.", False),
        ("We lost the pier,", "I think.", False),
        ("We lost the pier,", "", False),
    ],
)
def test_a_sentence_goes_on(before: str, after: str, are_one: bool) -> None:
    for gap, is_near in ((12, True), (900, False)):
        told = {"one": "a.1", "other": "b.1", "before": before, "after": after, "gap": gap}
        assert find_interrupted(pa.Table.from_pylist([told])).num_rows == (are_one and is_near)


@pytest.mark.parametrize(
    ("roots", "pairs", "expected"),
    [
        pytest.param([0, 1], [(0, 1)], [0, 0], id="two-parts-alone"),
        pytest.param([0, 0, 2], [(1, 2)], [0, 0, 0], id="one-stands-with-the-whole"),
        pytest.param([0, 1, 0, 1], [(2, 3)], [0, 1, 0, 1], id="each-with-another-whole"),
        pytest.param([0, 1, 2, 3], [(0, 1), (2, 3)], [0, 0, 2, 2], id="two-sentences"),
        pytest.param([0, 1, 2, 1], [(0, 1), (2, 3)], [0, 0, 0, 0], id="by-a-part-of-both"),
        pytest.param([0, 0], [(0, 1)], [0, 0], id="one-already"),
    ],
)
def test_utterances_of_parts(
    roots: list[int], pairs: list[tuple[int, int]], expected: list[int]
) -> None:
    ids = pa.chunked_array([[f"s{no}" for no in range(len(roots))]])
    for some in permutations(pairs):
        one, other = zip(*some, strict=True)
        interrupted = pa.table(
            {"one": [f"s{no}" for no in one], "other": [f"s{no}" for no in other]}
        )
        assert join_interrupted(np.array(roots), ids, interrupted).tolist() == expected


def test_parts_of_which_one_is_elsewhere_join_nothing() -> None:
    interrupted = pa.table({"one": ["s0", "x"], "other": ["y", "s1"]})
    ids = pa.chunked_array([["s0", "s1"]])
    assert join_interrupted(np.array([0, 1]), ids, interrupted).tolist() == [0, 1]


@pytest.mark.parametrize("step", [1, -1])
def test_a_page_of_nothing_but_interruptions(step: int) -> None:
    count = 100_000
    ids = [f"s{no}" for no in range(count)]
    parts = pa.table({"one": ids[:-1][::step], "other": ids[1:][::step]})
    joined = join_interrupted(np.arange(count), pa.chunked_array([ids]), parts)
    assert not joined.any()
