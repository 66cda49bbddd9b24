"""Decides which sentences are two others joined by a page, and with which of the two they stay.

A page may make one sentence of two: "We lost the pier, and the boats are safe". Pages that carry
the one half and pages that carry the other then lead to it, and are no variants of each other. A
sentence that was said in one piece is carried whole by more pages than by those that cut it at one
place to either half.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import LCSseq

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.forest import NONE

# What has more of the words of a sentence is the sentence; of a half so much must be carried.
WHOLE, COVERED = 0.85, 0.6
# Two sentences for either half: with one each nothing tells which of the three was said.
LEAST_PARTS = 4


def part_joined(parents: Numbers, texts: pa.Array) -> tuple[Numbers, Flags]:
    """The parents with the halves of joined sentences apart, and which sentences are joined ones.

    `parents` has for each sentence the place of the one that it is a variant of, NONE without;
    `texts` are folded words with blanks between. The half that more sentences lead to stays, the
    left one of equal ones; the sentences of the other lead to the first of them.
    """
    parted, is_joined = parents.copy(), np.zeros(len(parents), np.bool_)
    sizes, lengths = _count_below(parents), _count_words(texts)
    led = np.flatnonzero(parents != NONE)
    led = led[np.argsort(parents[led], kind="stable")]
    is_short = lengths[led] < WHOLE * lengths[parents[led]]
    below = np.bincount(parents[led], sizes[led] * is_short, len(parents))
    led = led[below[parents[led]] >= LEAST_PARTS]
    heads, starts = np.unique(parents[led], return_index=True)
    for head, children in zip(heads.tolist(), np.split(led, starts)[1:], strict=True):
        is_part = lengths[children] < WHOLE * lengths[head]
        whole = 1 + int(sizes[children[~is_part]].sum())
        lighter = _find_lighter(head, children[is_part], sizes, texts, whole)
        if len(lighter):
            parted[lighter] = lighter[0]
            parted[lighter[0]] = NONE
            is_joined[head] = True
    return parted, is_joined


def _count_below(parents: Numbers) -> Numbers:
    """How many sentences lead to each, itself among them."""
    counts, current = np.ones(len(parents), np.int64), parents.copy()
    while (moving := np.flatnonzero(current != NONE)).size:
        np.add.at(counts, current[moving], 1)
        current[moving] = parents[current[moving]]
    return counts


def _count_words(texts: pa.Array) -> Numbers:
    blanks: Numbers = pc.count_substring(texts, " ").to_numpy(zero_copy_only=False)
    return blanks + 1


def _find_lighter(
    head: int, parts: Numbers, sizes: Numbers, texts: pa.Array, whole: int
) -> Numbers:
    """The parts of a sentence that carry the half which fewer carry; none where they are no halves.

    `whole` is how many sentences carry all of it.
    """
    words = texts[head].as_py().split()
    wordings = texts.take(pa.array(parts)).to_pylist()
    known = {text: _find_span(words, text.split()) for text in dict.fromkeys(wordings)}
    spans = np.array([known[text] for text in wordings])
    begins, ends, counts = spans[:, 0], spans[:, 1], sizes[parts]
    for place in np.unique(begins[begins > 0]).tolist():
        left, right = ends <= place, begins >= place
        if (
            (left | right).all()
            and min(counts[left].sum(), counts[right].sum()) > whole
            and (ends - begins)[left].max(initial=0) >= COVERED * place
            and (ends - begins)[right].max(initial=0) >= COVERED * (len(words) - place)
        ):
            is_lighter = right if counts[right].sum() <= counts[left].sum() else left
            return np.compress(is_lighter, parts)
    return parts[:0]


def _find_span(words: Sequence[str], part: Sequence[str]) -> tuple[int, int]:
    """Where in the words the first and the last stand that the part shares with them, half open."""
    found = [block for block in LCSseq.editops(words, part).as_matching_blocks() if block.size]
    return (found[0].a, found[-1].a + found[-1].size) if found else (0, 0)
