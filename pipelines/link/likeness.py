"""Decides whether two sentences are one that was said once, and how alike they are.

A sentence that another page carries differs by what pages do to words: they cut, correct,
misspell and translate anew. Two sentences of one speech may share most words too: they differ in
what they are about, one thing in the place of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.texts import WORKERS, Texts, Weights, longest_common

# Shares of the words, weighed by rarity, that two sentences have in common.
ALIKE, MOSTLY, NEARLY_ALL = 0.52, 0.68, 0.93
LEAST_SHARED = 0.3
# Share of all words, in order, that a cut leaves standing, and a new translation.
IN_ORDER, PARTLY_IN_ORDER = 0.7, 0.4
# What a new translation keeps at least on a page of one event, of the words and of their order and
# number; and the places where it differs: two sentences of one speech differ in one thing or two.
ANEW, ANEW_IN_ORDER, ANEW_LENGTH, ANEW_PLACES = 0.36, 0.6, 0.7, 3
# Similarity of letters, of 100, from which a sentence is one with misspellings.
MISSPELT, SAME_WORD = 80, 62
# How much shared words must tell: of pages on one event, of one time, of a month, of any time.
SAID_HERE, SAID_THEN, SAID_IN_MONTH, SAID_EVER = 0.9, 2.4, 5.0, 7.0
DAYS_TOGETHER, DAYS_NEAR = 3, 31
# Pages with so many event terms in common may be on one event.
TERMS_IN_COMMON = 4
# Of the weight of a sentence, what one thing in the place of another must at least have.
SLOT_SHARE, SLOT_WEIGHT = 0.16, 1.2
FEW_WORDS, CUT_WORDS = 3, 5
# "None of" for "all of": so few words at the start are no cut where others stand in their place.
OPENING_WORDS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What is known of each pair beside its words.

    `is_named`: both speakers have names, which may be one person's; `is_kin`: names that are one
    person's only if the words say so.
    """

    days_apart: npt.NDArray[np.float32]
    terms: npt.NDArray[np.int32]
    same_page: Flags
    is_named: Flags
    is_kin: Flags


class _Change(NamedTuple):
    """Words of one text, and what stands in their place in the other."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """For each pair that is one sentence: its place among the pairs asked, score and share."""

    places: Numbers
    scores: Weights
    is_same: Flags
    is_cut: Flags


def share_words(texts: Texts, later: Numbers, earlier: Numbers) -> Flags:
    """Whether the two sentences of each pair share enough telling words to be looked at."""
    shared = longest_common(texts.telling, later, earlier)
    sizes = np.diff(texts.starts)
    least = np.minimum(sizes[later], sizes[earlier])
    same: Flags = texts.whole[later] == texts.whole[earlier]
    return same | ((shared >= LEAST_SHARED * least) & (shared > 0))


def compare_sentences(texts: Texts, later: Numbers, earlier: Numbers, around: Around) -> Likeness:
    """Which of the pairs are one sentence; the later of each is the shorter, or as long."""
    common = texts.common(later, earlier)
    words = longest_common(texts.words, later, earlier)
    in_order = (words / texts.size[later]).astype(np.float32)
    is_same = (in_order == 1) & (texts.size[later] == texts.size[earlier])
    share, back = (
        np.where(is_same, 1, held / np.maximum(texts.weight[ends], 0.01)).astype(np.float32)
        for held, ends in ((common, later), (texts.common(earlier, later), earlier))
    )
    letters = _compare_letters(texts, later, earlier, share, back, in_order)
    misspelt = letters >= MISSPELT
    whole = (np.minimum(share, back) >= ALIKE) & (in_order >= PARTLY_IN_ORDER)
    whole |= misspelt & (back >= LEAST_SHARED)
    cut = ((share >= MOSTLY) & (in_order >= IN_ORDER)) | misspelt
    # A page that names the speaker may carry less than one that does not.
    cut |= (back >= NEARLY_ALL) & (common >= SAID_THEN) & (words >= CUT_WORDS)
    anew = (np.minimum(share, back) >= ANEW) & (in_order >= ANEW_IN_ORDER) & (common >= SAID_THEN)
    anew &= around.is_named & related(around) & (around.days_apart <= DAYS_TOGETHER)
    anew &= ~whole & ~cut & (texts.size[later] >= ANEW_LENGTH * texts.size[earlier])
    whole |= anew
    told = np.where(misspelt, np.maximum(common, 0.8 * texts.weight[later]), common)
    enough = told >= _wanted(around)
    strict = around.is_named | (np.maximum(share, back) >= MOSTLY) | misspelt
    here = ~around.same_page | ((in_order >= NEARLY_ALL) & (share >= NEARLY_ALL))
    once = is_same & around.is_named & related(around) & (around.days_apart <= DAYS_TOGETHER)
    accepted = is_same & (enough | once) & here
    accepted |= (whole | cut) & enough & strict & here
    places = np.flatnonzero(accepted)
    few = np.flatnonzero(anew[places])
    few = few[~_differs_throughout(texts, later[places[few]], earlier[places[few]])]
    places = np.delete(places, few)
    places = places[
        ~_is_other_thing(texts, later[places], earlier[places], share[places], back[places])
    ]
    scores = (
        0.6 * np.maximum(share, np.where(misspelt, letters / 100, 0))
        + 0.25 * np.maximum(back, np.where(misspelt & whole, letters / 100, 0))
        + 0.1 * related(around)
        + 0.05 * (around.days_apart <= DAYS_TOGETHER)
    )
    return Likeness(
        places,
        np.clip(scores[places], 0, 1).astype(np.float32),
        is_same[places],
        ~whole[places],
    )


def related(around: Around) -> Flags:
    """Whether the pages of each pair may be on one event."""
    return around.terms >= TERMS_IN_COMMON


def _wanted(around: Around) -> Weights:
    """How much the shared words of each pair must tell."""
    days = around.days_apart
    together = days <= DAYS_TOGETHER
    return np.select(
        [
            around.is_kin,
            related(around) & (together | np.isnan(days)),
            together,
            np.isnan(days) | (days <= DAYS_NEAR),
        ],
        [SAID_EVER, SAID_HERE, SAID_THEN, SAID_IN_MONTH],
        SAID_EVER,
    ).astype(np.float32)


def _compare_letters(
    texts: Texts, later: Numbers, earlier: Numbers, share: Weights, back: Weights, in_order: Weights
) -> Weights:
    """Similarity of letters, 0 to 100, of pairs whose words leave it open."""
    open_ = (share >= LEAST_SHARED) & ~((share >= MOSTLY) & (in_order >= IN_ORDER))
    found = np.zeros(len(later), np.float32)
    alike_long = texts.size[later] >= 0.75 * texts.size[earlier]
    for chosen, scorer in (
        (open_ & alike_long, fuzz.ratio),
        (open_ & ~alike_long & (texts.size[later] >= 4), fuzz.partial_ratio),
    ):
        places = np.flatnonzero(chosen)
        left = [texts.plain[number] for number in later[places].tolist()]
        right = [texts.plain[number] for number in earlier[places].tolist()]
        found[places] = cpdist(
            left, right, scorer=scorer, score_cutoff=MISSPELT, dtype=np.float32, workers=WORKERS
        )
    return found


def _differs_throughout(texts: Texts, later: Numbers, earlier: Numbers) -> Flags:
    """Whether words stand in the place of others in several places of each pair."""
    found = np.zeros(len(later), np.bool_)
    for place, pair in enumerate(zip(later.tolist(), earlier.tolist(), strict=True)):
        changes = _changes(*(texts.plain[number].split() for number in pair))
        slots = sum(one.end > one.start and one.other_end > one.other_start for one in changes)
        found[place] = slots >= ANEW_PLACES
    return found


def _is_other_thing(
    texts: Texts, later: Numbers, earlier: Numbers, share: Weights, back: Weights
) -> Flags:
    """Whether the two sentences of each pair say one thing of different things."""
    negates = np.maximum(texts.negations[later], texts.negations[earlier]) > 0
    open_ = (share < 1) & (back < 1) | (negates & (texts.whole[later] != texts.whole[earlier]))
    found = np.zeros(len(later), np.bool_)
    for place in np.flatnonzero(open_).tolist():
        found[place] = _differs_in_one_thing(texts, later[place], earlier[place])
    return found


def _differs_in_one_thing(texts: Texts, later: int, earlier: int) -> bool:
    """Whether a figure differs or a "not", or all is the same but one thing in another's place."""
    one, other = texts.plain[later].split(), texts.plain[earlier].split()
    changes = list(_changes(one, other))
    if _is_reversed(texts, one, other, changes):
        return True
    weights, other_weights = texts.weights[later], texts.weights[earlier]
    slots = []
    for change in changes:
        here, there = one[change.start : change.end], other[change.other_start : change.other_end]
        if here and there:
            figures, others = _figures(here), _figures(there)
            if figures and others and figures != others:
                return True
            lighter = min(
                sum(weights[change.start : change.end]),
                sum(other_weights[change.other_start : change.other_end]),
            )
            slots.append((here, there, lighter))
    if len(slots) != 1:
        return False
    here, there, lighter = slots[0]
    return (
        lighter >= max(SLOT_WEIGHT, SLOT_SHARE * sum(weights))
        and fuzz.ratio(" ".join(here), " ".join(there)) < SAME_WORD
    )


def _is_reversed(
    texts: Texts, one: Sequence[str], other: Sequence[str], changes: Iterable[_Change]
) -> bool:
    """Whether one of two texts reverses the other.

    "We have no plans" is "we do not have any plans": a change that reverses is taken back by
    another a few words on.
    """
    turned: int | None = None
    for change in changes:
        here, there = one[change.start : change.end], other[change.other_start : change.other_end]
        is_told = _is_inside(change, one, other) or _opens_otherwise(change)
        if is_told and _negates(here, texts) != _negates(there, texts):
            if turned is None:
                turned = change.end
            elif change.start - turned <= FEW_WORDS:
                turned = None
            else:
                return True
    return turned is not None


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[_Change]:
    """Where the longest common subsequence of two texts is broken, in order."""
    open_: _Change | None = None
    for step in Indel.opcodes(one, other):
        if step.tag == "equal":
            if open_:
                yield open_
            open_ = None
        elif open_:
            open_ = open_._replace(end=step.src_end, other_end=step.dest_end)
        else:
            open_ = _Change(step.src_start, step.src_end, step.dest_start, step.dest_end)
    if open_:
        yield open_


def _is_inside(change: _Change, one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a short change stands within both: what is left out at an end is a cut."""
    return (
        max(change.end - change.start, change.other_end - change.other_start) <= FEW_WORDS
        and min(change.start, change.other_start) > 0
        and change.end < len(one)
        and change.other_end < len(other)
    )


def _opens_otherwise(change: _Change) -> bool:
    """Whether both texts begin with a few words, the one's in the place of the other's."""
    is_start = max(change.start, change.other_start) == 0
    sizes = change.end, change.other_end
    return is_start and min(sizes) > 0 and max(sizes) <= OPENING_WORDS


def _negates(words: Sequence[str], texts: Texts) -> bool:
    return sum(word in texts.negating for word in words) % 2 == 1


def _figures(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.isdecimal()]
