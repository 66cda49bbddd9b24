"""Decides by which keys sentences of quotes are brought together for comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from pipelines.compare.columns import (
    Coded,
    Flags,
    Lists,
    Numbers,
    Weights,
    find_groups,
    list_numbers,
    places_within,
    rank_texts,
)
from pipelines.compare.keys import ANY_DAY, Keys, day_buckets, list_keys, number_text
from pipelines.compare.words import Word, number_stems

# Words that tell less than this say nothing of their own.
CONTENT = 0.45
# A word that tells less than this is met every day: it brings pages of the same days together only.
RARE = 2.0
# A sentence that tells less than this is said every day.
TELLING = 6.0
MOST_WORDS, MOST_UNNAMED, MOST_DAILY, MOST_PAIRED = 10, 2, 3, 16
NO_NAME, ALL_WORDS = 0, 1


class Speaker(NamedTuple):
    """Of a sentence the keys of its speaker's name, and the day on which it was published."""

    names: Sequence[str]
    day: date | None


class Content(NamedTuple):
    """Words of sentences that tell something: the sentence of each, its place, what it is."""

    sentence: Numbers
    place: Numbers
    number: Numbers
    weight: Weights


def key_sentences(words: Coded[Word], speakers: Sequence[Speaker]) -> list[tuple[int, ...]]:
    """The keys of each sentence, told by its words and speaker: signed 32-bit digests, sorted.

    A key holds a telling word and a name of the speaker, so that what one person says is compared;
    the rarest words have keys without a name, for pages that tell none. Words of every day are
    joined with the day, and with the next one of the sentence for other days. One more key holds
    all words.
    """
    days, names = list_numbers([day_buckets(one.day) for one in speakers]), _Names(speakers)
    ordered, telling = find_content(words)
    keys = (
        _key_words(telling, names, days),
        _key_pairs(ordered, names),
        _key_wholes(words, days),
    )
    return list_keys(keys, len(speakers))


def find_content(words: Coded[Word]) -> tuple[Content, Content]:
    """The telling words of texts in order, and the different ones, the most telling first.

    The last of the words of one stem stands for it.
    """
    weights = np.array([word.weight for word in words.known], np.float64)
    numbers = np.array([word.number for word in words.known], np.int64)
    is_content = (weights >= CONTENT)[words.codes]
    sentence, codes = words.texts[is_content], words.codes[is_content]
    stems, stem = number_stems(words.known)
    backwards, _ = find_groups((sentence * len(stems) + stem[codes])[::-1])
    last = len(codes) - 1 - backwards
    best = last[
        np.lexsort((rank_texts(stems)[stem[codes[last]]], -weights[codes[last]], sentence[last]))
    ]
    ordered, telling = (
        Content(rows, places_within(rows), numbers[found], weights[found])
        for rows, found in ((sentence, codes), (sentence[best], codes[best]))
    )
    return ordered, telling


class _Names:
    """The names of the speakers of sentences, as numbers."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        known: dict[tuple[str, ...], int] = {}
        groups = [known.setdefault(tuple(one.names), len(known)) for one in speakers]
        self._group = np.array(groups, np.int64)
        numbers = [[number_text(name) for name in names] for names in known]
        self._names = list_numbers(
            [names for one in numbers for names in (one or [NO_NAME], [*one, NO_NAME])]
        )

    def join(self, sentence: Numbers, word: Numbers, day: Numbers, has_unnamed: Flags) -> Keys:
        """Keys of words with each name of the speaker, and where so flagged without a name too.

        Where a page tells no name there is the one key without.
        """
        at, names = self._names.spread(2 * self._group[sentence] + has_unnamed)
        return Keys(sentence[at], word[at], names, day[at])


def _key_words(telling: Content, names: _Names, days: Lists) -> Keys:
    rare = np.flatnonzero((telling.weight >= RARE) & (telling.place < MOST_WORDS))
    daily = np.flatnonzero((telling.weight < RARE) & (telling.place < MOST_DAILY))
    at, buckets = days.spread(telling.sentence[daily])
    found = np.concatenate([rare, daily[at]])
    day = np.concatenate([np.full(len(rare), ANY_DAY), buckets])
    has_unnamed = telling.place[found] < MOST_UNNAMED
    return names.join(telling.sentence[found], telling.number[found], day, has_unnamed)


def _key_pairs(ordered: Content, names: _Names) -> Keys:
    is_daily = ordered.weight < RARE
    is_next = (ordered.place > 0) & (ordered.place < MOST_PAIRED)
    second = np.flatnonzero(is_next & (is_daily | np.roll(is_daily, 1)))
    both = ordered.number[second - 1] ^ ordered.number[second]
    day = np.full(len(second), ANY_DAY)
    return names.join(ordered.sentence[second], both, day, np.zeros(len(second), np.bool_))


def _key_wholes(words: Coded[Word], days: Lists) -> Keys:
    stems = words.by_text([word.stem for word in words.known])
    weights = words.by_text([word.weight for word in words.known])
    wholes = np.array([number_text(" ".join(said)) for said in stems], np.int64)
    is_telling = np.array([*map(total_weight, stems, weights)], np.float64) >= TELLING
    telling, daily = np.flatnonzero(is_telling), np.flatnonzero(~is_telling)
    at, buckets = days.spread(daily)
    sentence = np.concatenate([telling, daily[at]])
    day = np.concatenate([np.full(len(telling), ANY_DAY), buckets])
    name = np.full(len(sentence), ALL_WORDS)
    return Keys(sentence, wholes[sentence], name, day)


def total_weight(stems: Iterable[str], weights: Iterable[float]) -> float:
    """How much the different words of a sentence tell, of one stem the last."""
    return sum(dict(zip(stems, weights, strict=True)).values())
