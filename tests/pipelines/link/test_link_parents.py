"""Which item each follows: strength before rank, and what was known against what is new."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.link.forest import GRADES, NONE, choose_parents, grade_scores, is_best_of_group
from pipelines.link.parents import decide_parents

LOW, MIDDLE, HIGH = float(GRADES[0]) - 0.1, float(GRADES.mean()), float(GRADES[-1]) + 0.1
KNOWN = ("id", "parent", "score")
SCORES = st.sampled_from([0.0, LOW, MIDDLE, HIGH, 1.0])
PAIRS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), SCORES).filter(lambda pair: pair[1] < pair[0]),
    unique_by=lambda pair: pair[:2],
)


@pytest.mark.parametrize(
    ("score", "grade"),
    [(-1.0, -1), (0.0, 0), (LOW, 0), (float(GRADES[0]), 1), (MIDDLE, 1), (HIGH, 2), (1.0, 2)],
)
def test_grades(score: float, grade: int) -> None:
    assert grade_scores(np.array([score], np.float32)).tolist() == [grade]


@pytest.mark.parametrize(
    ("known", "pairs", "fresh", "wanted"),
    [
        (None, [], True, None),
        (None, [(2, HIGH)], True, 2),
        (None, [(2, LOW), (1, LOW)], True, 1),
        (None, [(2, HIGH), (1, MIDDLE)], True, 2),
        (None, [(2, 1.0), (1, HIGH)], True, 1),
        ((2, HIGH), [], True, None),
        ((2, HIGH), [], False, "kept"),
        ((2, HIGH), [(1, HIGH)], False, 1),
        ((2, 1.0), [(1, HIGH)], False, 1),
        ((1, HIGH), [(2, 1.0)], False, "kept"),
        ((1, MIDDLE), [(2, HIGH)], False, 2),
        ((1, HIGH), [(0, MIDDLE)], False, "kept"),
        ((1, HIGH), [(0, HIGH)], False, 0),
        (None, [(1, LOW)], False, 1),
        (("gone", HIGH), [(2, HIGH)], False, 2),
    ],
    ids=[
        *("none", "one", "first-of-equals", "strongest", "first-of-one-grade"),
        *(
            "fresh-loses-what-was-known",
            "old-keeps",
            "old-gets-earlier",
            "old-gets-earlier-of-grade",
        ),
        *("old-keeps-earlier", "old-gets-stronger", "old-keeps-stronger", "old-gets-first"),
        *("old-gets-any", "old-of-one-that-is-not-there"),
    ],
)
def test_what_an_item_follows(
    known: tuple[int | str, float] | None,
    pairs: list[tuple[int, float]],
    fresh: bool,
    wanted: int | str | None,
) -> None:
    parent, score = known or (None, None)
    ranked = pa.table(
        {
            "id": ["r0", "r1", "r2", "r3"],
            "parent": pa.array([None, None, None, f"r{parent}" if known else None], pa.string()),
            "score": pa.array([None, None, None, score], pa.float32()),
            "is_fresh": [False, False, False, fresh],
        }
    )
    later = np.full(len(pairs), 3, np.int64)
    earlier = np.array([one for one, _ in pairs], np.int64)
    decided = decide_parents(
        ranked, KNOWN, later, earlier, np.array([one for _, one in pairs], np.float32)
    )
    if wanted == "kept":
        assert decided.items.tolist() == []
        return
    assert decided.items.tolist() == [3]
    assert decided.parents.tolist() == [NONE if wanted is None else wanted]
    assert [int(earlier[pair]) for pair in decided.pairs if pair != NONE] == [
        parent for parent in decided.parents.tolist() if parent != NONE
    ]


@given(PAIRS, st.randoms())
def test_parents_are_of_the_best_grade_and_the_first_of_it(
    pairs: list[tuple[int, int, float]], random: st.randoms
) -> None:
    random.shuffle(pairs)
    later, earlier, scores = (
        np.array([pair[part] for pair in pairs], kind)
        for part, kind in enumerate((np.int64, np.int64, np.float32))
    )
    best, parents = choose_parents(later, earlier, scores, 8)
    for item in range(8):
        open_ = [(-grade(score), two) for one, two, score in pairs if one == item]
        assert parents[item] == (min(open_)[1] if open_ else NONE)
        assert best[item] == NONE or pairs[best[item]][:2] == (item, parents[item])


def grade(score: float) -> int:
    return int(sum(np.float32(score) >= GRADES))


@given(st.lists(st.tuples(st.integers(0, 3), SCORES)))
def test_the_best_of_each_group_is_one_the_first_of_equals(rows: list[tuple[int, float]]) -> None:
    groups = np.array([group for group, _ in rows], np.int64)
    scores = np.array([score for _, score in rows], np.float32)
    wanted = {
        group: max(range(len(rows)), key=lambda row: (rows[row][0] == group, rows[row][1], -row))
        for group, _ in rows
    }
    assert np.flatnonzero(is_best_of_group(groups, scores)).tolist() == sorted(wanted.values())
