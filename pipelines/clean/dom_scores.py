"""Decides what the tree tells about a line once the lines around it have scores."""

from __future__ import annotations

import numpy as np

from pipelines.clean.characters import Array
from pipelines.clean.dom_features import place_to
from pipelines.clean.dom_tree import Markup
from pipelines.clean.features import Features

LEVELS = 6
MOST_WORDS = 60
LIKELY = 0.5
# Shares of the words scored as article that the element around the article must hold.
SHARES = {"most": 0.6, "nearly_all": 0.85, "all": 0.97}
# Other lines of the group count from this score, as if of a line with one word.
UNKNOWN = 0.3


def score_marks(markup: Markup, words: Array, scores: Array) -> Features:
    """The features of the second stage by name: scores of the same containers and kinds."""
    weights = np.minimum(words, MOST_WORDS) + 1.0
    found = _groups(markup, weights, scores)
    likely = np.where(scores > LIKELY, scores, 0.0) * words
    sums = markup.sums((likely, scores * weights, weights))
    whole = np.maximum(sums[markup.roots, 0], 1e-6)[markup.pages]
    share = sums[:, 0] / whole
    element = markup.blocks
    for level in range(LEVELS):
        found[f"found_{level}"] = share[element]
        found[f"mean_{level}"] = sums[element, 1] / np.maximum(sums[element, 2], 1)
        element = markup.parents[element]
    for name, least in SHARES.items():
        deepest = markup.best_of_pages(np.where(share >= least, markup.depths, -1))
        found |= place_to(markup, deepest, f"holds_{name}")
    return {f"dom2_{name}": column.astype(np.float32) for name, column in found.items()}


def _groups(markup: Markup, weights: Array, scores: Array) -> Features:
    """The mean score of each group of lines, with the line itself and without it."""
    found: Features = {}
    for name, group in markup.groups().items():
        weight = np.bincount(group, weights)[group]
        score = np.bincount(group, weights * scores)[group]
        found[f"group_{name}"] = score / weight
        found[f"others_{name}"] = (score - weights * scores + UNKNOWN) / (weight - weights + 1)
    return found
