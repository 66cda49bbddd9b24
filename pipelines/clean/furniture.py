"""Decides which known phrases of page furniture a line is made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, filterfalse

from pipelines.clean.languages import language_names
from pipelines.clean.lines import Line, fold
from pipelines.references import References

TABLE = "furniture_phrases"
WORD = re.compile(r"\w+")
EDGES = " \t*:.!?…»«›‹>→←|•·-–—+×✕▼▲()[]"
KEY_LENGTH = 2
MOST_WHOLE_WORDS = 9
CREDIT_LABELS = ("caption", "credit")
# Inside a shorter line no phrase has room; inside a longer one it is part of a sentence.
FEWEST_WORDS_AROUND, MOST_WORDS_AROUND = 3, 45


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table: what the furniture is called, and whether the article is over there."""

    text: str
    label: str
    closes_article: bool


@dataclass(frozen=True, slots=True)
class Starts:
    """Phrases with the same first characters, the longest first; all texts are tried at once."""

    texts: tuple[str, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """The phrases by the place where they must stand in a line.

    `starts` is keyed by the first characters, `inside` by a word that several phrases share, so
    that a page without the word is not searched for each of them. `credits` are texts of captions,
    `languages` the names of languages in themselves.
    """

    whole: dict[str, Phrase]
    starts: dict[str, Starts]
    inside: dict[str, tuple[Phrase, ...]]
    cuts: tuple[Phrase, ...]
    credits: tuple[str, ...]
    languages: frozenset[str]


@lru_cache(maxsize=4)
def phrase_index(references: References) -> PhraseIndex:
    """The index over the table, built once."""
    places: dict[str, list[Phrase]] = {"line": [], "start": [], "inside": [], "cut": []}
    for row in references.rows(TABLE):
        text = " ".join(fold(row["phrase"]).split())
        phrase = Phrase(text, row["label"], row["closes_article"] == "yes")
        places[row["place"]].append(phrase)
    starts: dict[str, list[Phrase]] = {}
    for phrase in sorted(places["start"], key=lambda phrase: -len(phrase.text)):
        starts.setdefault(phrase.text[:KEY_LENGTH], []).append(phrase)
    return PhraseIndex(
        {phrase.text.strip(EDGES): phrase for phrase in places["line"]},
        {
            key: Starts(tuple(phrase.text for phrase in phrases), tuple(phrases))
            for key, phrases in starts.items()
        },
        _by_anchor(places["inside"]),
        tuple(places["cut"]),
        tuple(phrase.text for phrase in places["inside"] if phrase.label in CREDIT_LABELS),
        language_names(references),
    )


def _by_anchor(phrases: Sequence[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    words = [WORD.findall(phrase.text) for phrase in phrases]
    shared = Counter(word for some in words for word in some if len(word) > KEY_LENGTH)
    anchors: dict[str, list[Phrase]] = {}
    for phrase, some in zip(phrases, words, strict=True):
        anchor = max(some, key=lambda word: (shared[word], len(word)))
        anchors.setdefault(anchor, []).append(phrase)
    return {anchor: tuple(sharing) for anchor, sharing in anchors.items()}


def known_phrases(lines: Sequence[Line], index: PhraseIndex) -> list[Phrase | None]:
    """For each line the phrase that makes it furniture, or None."""
    found = [_whole_or_start(line, index) for line in lines]
    open_places = [
        place
        for place, line in enumerate(lines)
        if found[place] is None and FEWEST_WORDS_AROUND <= line.words <= MOST_WORDS_AROUND
    ]
    for place, phrase in _inside([lines[place] for place in open_places], index):
        if found[open_places[place]] is None:
            found[open_places[place]] = phrase
    return found


def _whole_or_start(line: Line, index: PhraseIndex) -> Phrase | None:
    folded = line.folded
    if line.words <= MOST_WHOLE_WORDS:
        phrase = index.whole.get(folded) or index.whole.get(folded.strip(EDGES))
        if phrase is not None:
            return phrase
    starts = index.starts.get(folded[:KEY_LENGTH])
    if starts is None or not folded.startswith(starts.texts):
        return None
    for candidate in starts.phrases:
        if folded.startswith(candidate.text) and _ends_word(folded, len(candidate.text)):
            return candidate
    return None


def _ends_word(text: str, place: int) -> bool:
    """Whether no word runs over the place; scripts without case need no gap between words."""
    if place >= len(text) or not text[place - 1].isalnum() or not text[place].isalnum():
        return True
    return text[place].upper() == text[place]


def _inside(lines: Sequence[Line], index: PhraseIndex) -> Iterator[tuple[int, Phrase]]:
    """The places of the lines that hold a phrase anywhere; one pass over the page per phrase."""
    texts = [line.folded for line in lines]
    page = "\n".join(texts) + "\n"
    begins = [0, *accumulate([len(text) + 1 for text in texts])]
    words = _words(page)
    unspaced = "\n".join(filterfalse(str.isascii, words))
    for anchor, phrases in index.inside.items():
        if anchor in words or (not anchor.isascii() and anchor in unspaced):
            for phrase in phrases:
                yield from ((place, phrase) for place in _places(page, begins, phrase.text))


def _words(page: str) -> set[str]:
    """The different words of the page; only what has more than letters is searched for them."""
    words = set(page.split())
    words.update(WORD.findall(" ".join(filterfalse(str.isalpha, words))))
    return words


def _places(page: str, begins: Sequence[int], text: str) -> Iterator[int]:
    """The lines with the text, each once."""
    position = page.find(text)
    while position >= 0:
        following = position + 1
        if _is_apart(page, position, position + len(text)):
            place = bisect_right(begins, position) - 1
            yield place
            following = begins[place + 1]
        position = page.find(text, following)


def _is_apart(page: str, start: int, end: int) -> bool:
    """Whether no word runs over the edges of the stretch."""
    before = start > 0 and page[start - 1].isalnum() and page[start].isalnum()
    return not before and _ends_word(page, end)
