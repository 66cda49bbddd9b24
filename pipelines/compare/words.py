"""Decides which words of two texts count as one: whatever their case, marks, endings and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from zlib import crc32

import numpy as np

from pipelines.compare.columns import Coded, Flags, Numbers, join_texts, split_texts
from pipelines.compare.rarity import FALLBACK, NEGATION, language_table, weigh_word
from pipelines.compare.remembered import MOST_REMEMBERED, Remembered
from pipelines.compare.spelled import find_numbers
from pipelines.link.folding import decompose
from pipelines.references import References

SPOKEN_FORMS, NUMBER_WORDS, SHORT_NAMES = "spoken_forms", "number_words", "short_names"
NEGATIONS = "negations"
REFERENCE_FILES = (SPOKEN_FORMS, NUMBER_WORDS, SHORT_NAMES, NEGATIONS)

# A word with its inner apostrophes; a figure with its grouping; letters with stops between them.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
TYPOGRAPHIC = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—…", " ")
)
COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]+")
# What follows the apostrophe in "it's", "we'll": a word that tells nothing, or a mark of possession.
CLITICS = ("'s", "'re", "'ve", "'ll", "'d", "'m")
SIC = "sic"
LONGEST_WORD = 40
STEM = 6


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A folded word: the number and stem that it is compared by, and how much it tells.

    `negates`: it reverses what is said.
    """

    text: str
    number: int
    stem: str
    weight: float
    negates: bool


@dataclass(slots=True, eq=False)
class Folding:
    """How words are folded, made of the reference files; it remembers the words it has met."""

    spoken: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    short: Mapping[tuple[str, ...], str]
    starts: frozenset[str]
    longest: int
    openers: frozenset[str]
    negations: Mapping[str, frozenset[str]]
    _met: dict[str, Remembered[tuple[Word, ...]]] = field(default_factory=dict)

    def words(self, text: str, language: str | None) -> list[Word]:
        """The words of a text, in order."""
        found = self.fold([text], [language])
        return found.read(0, len(found.codes))

    def fold(self, texts: Sequence[str], languages: Sequence[str | None]) -> Coded[Word]:
        """The words of many texts, each in its language, in order."""
        tables: dict[str, list[int]] = {}
        for number, language in enumerate(languages):
            tables.setdefault(language_table(language), []).append(number)
        if len(tables) <= 1:
            return self._fold(texts, next(iter(tables), FALLBACK))
        parts = [
            (np.array(numbers, np.int64), self._fold([texts[one] for one in numbers], table))
            for table, numbers in tables.items()
        ]
        return join_texts(parts, len(texts))

    def _fold(self, texts: Sequence[str], table: str) -> Coded[Word]:
        tokens = split_texts(texts).expand(TOKENS.__getitem__)
        tokens = tokens.replace(find_numbers(tokens, self.numbers))
        words = tokens.expand(self._remember(table).__getitem__)
        is_opened = np.zeros(len(texts), np.bool_)
        is_opened[tokens.texts[tokens.flag(self.openers.__contains__)]] = True
        return words.replace(self._find_names(words, is_opened, table))

    def _remember(self, table: str) -> Remembered[tuple[Word, ...]]:
        """The words met in texts of a language; those of all are forgotten when they are many."""
        if sum(map(len, self._met.values())) >= MOST_REMEMBERED:
            self._met.clear()
        if table not in self._met:
            self._met[table] = Remembered(partial(self._meet, table=table))
        return self._met[table]

    def _meet(self, token: str, table: str) -> tuple[Word, ...]:
        """What a token stands for: a word, several for a spoken form, none for an editor's mark."""
        if token in self.spoken:
            return tuple(self._make_word(one, table) for one in self.spoken[token])
        bare = token
        if "'" in token:
            for clitic in CLITICS:
                bare = bare.removesuffix(clitic)
            bare = bare.replace("'", "")
        elif not token.isalpha():
            bare = token.replace(".", "").replace(",", "")
        if not bare or bare == SIC:
            return ()
        return (self._make_word(bare[:LONGEST_WORD], table),)

    def _make_word(self, text: str, table: str) -> Word:
        return make_word(text, table, negates=text in self.negations.get(table, ()))

    def _find_names(
        self, words: Coded[Word], is_opened: Flags, table: str
    ) -> Iterator[tuple[int, int, Word]]:
        """Where names of several words stand in the texts so flagged, and their short form."""
        starts = words.flag(lambda word: word.text in self.starts) & is_opened[words.texts]
        ends = words.bounds()[1:]
        done = 0
        for start in np.flatnonzero(starts).tolist():
            if start >= done:
                end = int(ends[words.texts[start]])
                short, length = self._find_short(words.read(start, min(end, start + self.longest)))
                if short is not None:
                    done = start + length
                    yield start, done, self._make_word(short, table)

    def _find_short(self, words: Sequence[Word]) -> tuple[str | None, int]:
        """The short form of the longest name that words begin with, and how many it has of them."""
        texts = tuple([word.text for word in words])
        for length in range(len(texts), 0, -1):
            if texts[:length] in self.short:
                return self.short[texts[:length]], length
        return None, 0


@lru_cache(maxsize=4)
def folding(references: References) -> Folding:
    """The folding of these reference files."""
    spoken = {row["form"]: tuple(row["words"].split()) for row in references.rows(SPOKEN_FORMS)}
    numbers = {row["word"]: int(row["number"]) for row in references.rows(NUMBER_WORDS)}
    short = {tuple(row["words"].split()): row["short"] for row in references.rows(SHORT_NAMES)}
    starts = frozenset(words[0] for words in short)
    longest = max(map(len, short), default=0)
    openers = frozenset((*starts, *(f"{word}'s" for word in starts)))
    negations: dict[str, set[str]] = {}
    for row in references.rows(NEGATIONS):
        negations.setdefault(row["language"], set()).add(row["word"])
    frozen = {language: frozenset(words) for language, words in negations.items()}
    return Folding(spoken, numbers, short, starts, longest, openers, frozen)


@lru_cache(maxsize=1 << 15)
def make_word(text: str, language: str, *, negates: bool) -> Word:
    """The word of a folded text, at most `LONGEST_WORD` signs."""
    stem = cut_ending(text)
    number = crc32(stem.encode("utf-8", "surrogatepass"))
    weight = NEGATION if negates else weigh_word(text, language)
    return Word(text, number, stem, weight, negates)


def number_stems(words: Sequence[Word]) -> tuple[list[str], Numbers]:
    """The different stems of words, and of each word the place of its own."""
    stems: dict[str, int] = {}
    places = [stems.setdefault(word.stem, len(stems)) for word in words]
    return list(stems), np.array(places, np.int64)


def _find_tokens(written: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(plain(written)))


# The tokens of what stands between two blanks: none has a blank in it or depends on what is beyond.
TOKENS = Remembered(_find_tokens)


def plain(text: str) -> str:
    """A text in lower case without diacritics, typographic marks in their plain form."""
    text = text.translate(TYPOGRAPHIC) if not text.isascii() else text.replace("`", "'")
    if text.isascii():
        return text.lower()
    decomposed = decompose(text).casefold()
    return COMBINING.sub("", decomposed)


def cut_ending(word: str) -> str:
    """A word without its common English endings, and no longer than tells it apart from others.

    British and American spellings come out alike. Coarse on purpose: two words that fall together
    cost one comparison, two that stay apart a match.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", ""), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    word = word.replace("our", "or").replace("is", "iz") if len(word) > 4 else word
    return (word.removesuffix("e") if len(word) > 3 else word)[:STEM]
