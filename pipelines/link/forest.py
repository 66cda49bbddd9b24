"""Decides which items form a group: those that lead, from one to the next, to the same first one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.link.blocks import Flags, Numbers

NONE = -1
Scores = npt.NDArray[np.float32]
GRADES = np.array([0.62, 0.78], np.float32)


def choose_parents(
    later: Numbers, earlier: Numbers, scores: Scores, count: int
) -> tuple[Numbers, Numbers]:
    """For each item the place of its best pair in the lists, NONE without; and its parent.

    The strongest pair wins, of equally strong ones the earlier item that ranks first: so that
    items alike lead to one, and not each to the one most like it.
    """
    order = np.lexsort((earlier, -grade_scores(scores), later))
    firsts = order[np.r_[True, later[order][1:] != later[order][:-1]]] if len(order) else order
    best = np.full(count, NONE, np.int64)
    best[later[firsts]] = firsts
    parents = np.full(count, NONE, np.int64)
    parents[later[firsts]] = earlier[firsts]
    return best, parents


def grade_scores(scores: Scores) -> npt.NDArray[np.int64]:
    """How strong each score is: the number of thresholds that it reaches, -1 for a negative one."""
    return np.where(scores < 0, -1, np.searchsorted(GRADES, scores, side="right"))


def find_roots(parents: Numbers) -> Numbers:
    """For each item the first one that its parents lead to, itself without a parent.

    Every parent ranks before its child, so that the way ends. Pointer jumping: the steps are the
    logarithm of the longest way.
    """
    roots = np.where(parents == NONE, np.arange(len(parents)), parents)
    while True:
        further = roots[roots]
        if np.array_equal(further, roots):
            return roots
        roots = further


def is_best_of_group(groups: Numbers, scores: Scores) -> Flags:
    """For each pair whether it has the highest score of its group, the first of equal ones."""
    order = np.lexsort((-scores, groups))
    best = np.zeros(len(groups), np.bool_)
    if len(order):
        best[order[np.r_[True, groups[order][1:] != groups[order][:-1]]]] = True
    return best
