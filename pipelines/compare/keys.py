"""Decides by which keys sentences of quotes are brought together for comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, pairwise
from zlib import crc32

from pipelines.compare.words import Word, cut_ending

# Words that tell less than this say nothing of their own.
CONTENT = 0.45
# A word that tells less than this is met every day: it brings pages of the same days together only.
RARE = 2.0
# A sentence that tells less than this is said every day.
TELLING = 6.0
MOST_WORDS, MOST_UNNAMED, MOST_DAILY, MOST_PAIRED = 10, 2, 3, 16
DAYS_TOGETHER = 4
TERMS_PAIRED = 6
UNKNOWN_DAY = (0,)
NO_NAME, ALL_WORDS, ANY_DAY = 0, 1, 1
BITS, HALF = 0xFFFFFFFF, 1 << 31
FIRST_FACTOR, SECOND_FACTOR = 0x9E3779B1, 0x85EBCA6B


def content_words(words: Iterable[Word]) -> list[Word]:
    """The different words that tell something, the most telling first."""
    found = {word.stem: word for word in words if word.weight >= CONTENT}
    return sorted(found.values(), key=lambda word: (-word.weight, word.stem))


def total_weight(words: Iterable[Word]) -> float:
    """How much the different words of a sentence tell."""
    return sum({word.stem: word.weight for word in words}.values())


def day_buckets(day: date | None) -> Sequence[int]:
    """Two numbers for a day, of which days close together share one at least."""
    if day is None:
        return UNKNOWN_DAY
    number = day.toordinal() // DAYS_TOGETHER
    return number, number + 1


def sentence_keys(words: Sequence[Word], names: Sequence[str], day: date | None) -> list[int]:
    """The keys of a sentence, signed 32-bit digests, sorted.

    A key holds a telling word and a name of the speaker, so that what one person says is compared;
    the rarest words have keys without a name, for pages that tell none. Words of every day are
    joined with the day, and with the next one of the sentence for other days. One more key holds
    all words.
    """
    keys: set[int] = set()
    buckets = day_buckets(day)
    bearers = [_number(name) for name in names]
    anybody = [*bearers, NO_NAME]
    for place, word in enumerate(content_words(words)[:MOST_WORDS]):
        who = anybody if place < MOST_UNNAMED or not bearers else bearers
        if word.weight >= RARE:
            keys.update([_mix(word.number, name, ANY_DAY) for name in who])
        elif place < MOST_DAILY:
            keys.update([_mix(word.number, name, bucket) for name in who for bucket in buckets])
    content = [word for word in words if word.weight >= CONTENT][:MOST_PAIRED]
    for one, other in pairwise(content):
        if one.weight < RARE or other.weight < RARE:
            both = one.number ^ other.number
            keys.update([_mix(both, name, ANY_DAY) for name in bearers or (NO_NAME,)])
    whole = _number(" ".join([word.stem for word in words]))
    when = (ANY_DAY,) if total_weight(words) >= TELLING else buckets
    keys.update([_mix(whole, ALL_WORDS, bucket) for bucket in when])
    return sorted(keys)


def event_keys(terms: Sequence[str], day: date | None) -> list[int]:
    """The keys of a page's event terms, signed 32-bit digests, sorted.

    A term is joined with the days around publication; pairs of the first terms stand without, for
    pages that do not tell their day.
    """
    numbers = [_number(cut_ending(term)) for term in terms]
    keys = {_mix(one ^ other, 0, ANY_DAY) for one, other in combinations(numbers[:TERMS_PAIRED], 2)}
    if day is not None:
        keys.update([_mix(one, 0, bucket) for one in numbers for bucket in day_buckets(day)])
    return sorted(keys)


def digest_text(text: str) -> int:
    """The key of a text that stands for itself, a signed 32-bit digest."""
    return _number(text) - HALF


def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _mix(word: int, name: int, day: int) -> int:
    """A signed 32-bit digest of three numbers."""
    mixed = (((word * FIRST_FACTOR) ^ name) * SECOND_FACTOR + day * FIRST_FACTOR) & BITS
    return ((mixed ^ mixed >> 15) * FIRST_FACTOR & BITS) - HALF
