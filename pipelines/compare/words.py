"""Decides which words of two texts count as one: whatever their case, marks, endings and short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from pipelines.compare.rarity import weigh_word
from pipelines.compare.spelled import join_numbers
from pipelines.link.folding import decompose
from pipelines.references import References

SPOKEN_FORMS, NUMBER_WORDS, SHORT_NAMES = "spoken_forms", "number_words", "short_names"
REFERENCE_FILES = (SPOKEN_FORMS, NUMBER_WORDS, SHORT_NAMES)

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
MOST_REMEMBERED = 400_000


class Word(NamedTuple):
    """A folded word: the number and stem that it is compared by, and how much it tells."""

    text: str
    number: int
    stem: str
    weight: float


@dataclass(slots=True, eq=False)
class Folding:
    """How words are folded, made of the reference files; it remembers the words it has met."""

    spoken: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    short: Mapping[tuple[str, ...], str]
    starts: Mapping[str, int]
    openers: frozenset[str]
    _met: dict[str | None, dict[str, tuple[Word, ...]]] = field(default_factory=dict)

    def words(self, text: str, language: str | None) -> list[Word]:
        """The words of a text, in order."""
        met = self._met.setdefault(language, {})
        found: list[Word] = []
        tokens = TOKEN.findall(plain(text))
        if not self.numbers.keys().isdisjoint(tokens):
            tokens = join_numbers(tokens, self.numbers)
        for token in tokens:
            words = met.get(token)
            if words is None:
                words = self._meet(token, language)
                if len(met) >= MOST_REMEMBERED:
                    met.clear()
                met[token] = words
            found += words
        return found if self.openers.isdisjoint(tokens) else self._join(found, language)

    def _meet(self, token: str, language: str | None) -> tuple[Word, ...]:
        """What a token stands for: a word, several for a spoken form, none for an editor's mark."""
        if token in self.spoken:
            return tuple(self._word(one, language) for one in self.spoken[token])
        bare = token
        if "'" in token:
            for clitic in CLITICS:
                bare = bare.removesuffix(clitic)
            bare = bare.replace("'", "")
        elif not token.isalpha():
            bare = token.replace(".", "").replace(",", "")
        if not bare or bare == SIC:
            return ()
        return (self._word(bare[:LONGEST_WORD], language),)

    def _word(self, text: str, language: str | None) -> Word:
        stem = cut_ending(text)
        number = crc32(stem.encode("utf-8", "surrogatepass"))
        return Word(text, number, stem, weigh_word(text, language))

    def _join(self, words: list[Word], language: str | None) -> list[Word]:
        """The words with names of several words in their short form."""
        texts = [word.text for word in words]
        done: list[Word] = []
        place = 0
        while place < len(words):
            for length in range(self.starts.get(texts[place], 0), 0, -1):
                short = self.short.get(tuple(texts[place : place + length]))
                if short is not None:
                    done.append(self._word(short, language))
                    place += length
                    break
            else:
                done.append(words[place])
                place += 1
        return done


@lru_cache(maxsize=4)
def folding(references: References) -> Folding:
    """The folding of these reference files."""
    spoken = {row["form"]: tuple(row["words"].split()) for row in references.rows(SPOKEN_FORMS)}
    numbers = {row["word"]: int(row["number"]) for row in references.rows(NUMBER_WORDS)}
    short = {tuple(row["words"].split()): row["short"] for row in references.rows(SHORT_NAMES)}
    starts: dict[str, int] = {}
    for words in short:
        starts[words[0]] = max(len(words), starts.get(words[0], 0))
    openers = frozenset((*starts, *(f"{word}'s" for word in starts)))
    return Folding(spoken, numbers, short, starts, openers)


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
