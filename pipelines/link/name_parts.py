"""Decides what the parts of a name are: given name, family name, initials, what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.link.name_lists import (
    family_names_first,
    organisation_words,
    titles,
    words_of,
)
from pipelines.link.name_words import DROPPED, fold_letters, is_given_name, spell

WORD = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)*\.?")
HYPHEN = re.compile("[-‐‑–]")
EASTERN_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
BARE_INITIALS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,3}")
LONGEST_SYLLABLE, LONGEST_GIVEN = 6, 9
LONGEST_ACRONYM, LONGEST_SHORT_TITLE, MOST_WORDS = 8, 3, 12
NAMES_KEPT = 1 << 17


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: as written, its folded pieces, several where hyphens bind them, as one."""

    written: str
    pieces: tuple[str, ...]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(self.pieces))

    @property
    def is_initial(self) -> bool:
        """Whether only the first letter is given."""
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    `texts` are its folded words without particles, titles and suffixes, the family name last;
    `tokens` the same in one spelling. `pieces` has those bound by hyphens one by one. An
    eastern name has its given name in one word. `letters` are the acronyms that it can have.
    """

    texts: tuple[str, ...]
    tokens: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]
    suffix: str
    is_eastern: bool
    is_acronym: bool
    letters: frozenset[str]

    @property
    def joined(self) -> str:
        """All its words in one, as they stand."""
        return "".join(self.texts)

    @property
    def core(self) -> tuple[str, str]:
        """Given and family name in one spelling, in alphabetical order."""
        first, last = sorted((self.tokens[0], self.tokens[-1]))
        return first, last

    @property
    def is_full(self) -> bool:
        """Whether it has more than one word, or is written without blanks between them."""
        return len(self.tokens) > 1 or (
            len(self.texts) == 1
            and len(self.texts[0]) > 1
            and EASTERN_SIGNS.match(self.texts[0]) is not None
        )


@lru_cache(maxsize=NAMES_KEPT)
def take_apart(name: str) -> Name:
    """The parts of a name; no tokens where it has no letter or figure."""
    bare = without_brackets(name).translate(DROPPED)
    read = [_read_word(found) for found in WORD.findall(bare)]
    words = [word for word in read if word.pieces]
    is_acronym = _is_acronym(words)
    if is_acronym or any(EASTERN_SIGNS.match(word.text) for word in words):
        words = [Word("", ("".join(word.text for word in words),))]
    letters = _acronyms(words)
    words = _without_titles(_split_initials(words))
    words, suffix = _without_suffix(words)
    words = _without_last_initial(_without_particles(_join_prefixes(words)))
    words = _without_patronymic(words)
    words = _family_last(words)
    return Name(
        texts=tuple(word.text for word in words),
        tokens=tuple(spell(word.text) for word in words),
        pieces=tuple(tuple(map(spell, word.pieces)) for word in words),
        suffix=suffix,
        is_eastern=_is_eastern(words),
        is_acronym=is_acronym,
        letters=letters,
    )


def without_brackets(name: str) -> str:
    """A name without what stands in brackets behind it: an acronym, a party, an age."""
    start = name.rfind(" (")
    return name[:start] if start > 0 and name.endswith(")") else name


@lru_cache(maxsize=NAMES_KEPT)
def _read_word(found: str) -> Word:
    folded = (fold_letters(piece) for piece in HYPHEN.split(found.rstrip(".")))
    return Word(found, tuple(piece for piece in folded if piece))


def _is_acronym(words: list[Word]) -> bool:
    if not words or any(len(word.pieces) > 1 for word in words):
        return False
    letters = "".join(word.written.replace(".", "") for word in words)
    is_one = len(words) == 1 or all(word.is_initial for word in words)
    return is_one and letters.isupper() and 2 <= len(letters) <= LONGEST_ACRONYM


def _acronyms(words: list[Word]) -> frozenset[str]:
    """The acronyms of a name of three words or more, or of two that name an organisation."""
    pieces = [piece for word in words for piece in word.pieces]
    said = [piece for piece in pieces if piece not in words_of("unsaid")]
    is_long = len(said) > 2 or bool(said and said[-1] in organisation_words())
    if not 2 <= len(said) <= MOST_WORDS or not is_long:
        return frozenset()
    return frozenset("".join(piece[0] for piece in some) for some in (pieces, said))


def _split_initials(words: list[Word]) -> list[Word]:
    """JK Rowling as J K Rowling, unless all is written in capitals."""
    if all(word.written.isupper() for word in words):
        return words
    split: list[Word] = []
    for word in words:
        if BARE_INITIALS.fullmatch(word.written) and word is not words[-1]:
            split += [Word(letter, (letter.casefold(),)) for letter in word.written]
        else:
            split.append(word)
    return split


def _without_titles(words: list[Word]) -> list[Word]:
    """Cut the titles in front; before a single word only those that are no part of a name."""
    while len(words) > 1 and all(piece in titles() for piece in words[0].pieces):
        is_plain = words[0].text in words_of("title") or len(words[0].text) <= LONGEST_SHORT_TITLE
        if len(words) == 2 and not is_plain and len(words[0].pieces) == 1:
            break
        words = words[1:]
    return words


def _without_suffix(words: list[Word]) -> tuple[list[Word], str]:
    suffix = ""
    while len(words) > 1 and words[-1].text in words_of("suffix"):
        suffix = words[-1].text
        words = words[:-1]
    return words, suffix


def _join_prefixes(words: list[Word]) -> list[Word]:
    """Mc Carthy, O Neill, Abu Bakr and Abd al-Aziz in one word each."""
    joined: list[Word] = []
    held = ""
    for no, word in enumerate(words):
        text = word.text
        is_last = no == len(words) - 1
        is_prefix = text in words_of("prefix") and not word.written.endswith(".")
        is_prefix = is_prefix and (no > 0 or text.startswith("ab"))
        is_article = bool(held) and text in words_of("surname_particle")
        if (is_prefix or is_article) and not is_last:
            held += text
        elif held:
            joined.append(Word(word.written, (held + _bare(word).text,)))
            held = ""
        else:
            joined.append(word)
    return joined


def _bare(word: Word) -> Word:
    """A word without the particles that hyphens bind to it."""
    if len(word.pieces) == 1:
        return word
    small = words_of("particle") | words_of("surname_particle")
    pieces = tuple(piece for piece in word.pieces if piece not in small)
    return Word(word.written, pieces or word.pieces)


def _without_particles(words: list[Word]) -> list[Word]:
    """Cut particles, but not the family name of Le Thuy-Linh."""
    kept = []
    if len(words) == 2 and len(words[1].pieces) > 1 and _may_be_eastern(words[0], words[1:]):
        return words
    for no, word in enumerate(words):
        if no == len(words) - 1 or not _is_particle(word, no, len(words)):
            kept.append(_bare(word))
    return kept


def _is_particle(word: Word, no: int, count: int) -> bool:
    if word.is_initial:
        return word.text in words_of("particle") and word.written.islower() and no > 0
    if word.text in words_of("surname_particle"):
        return no > 0 or word.written.islower()
    if word.text not in words_of("particle"):
        return False
    return no > 0 or count == 2 or word.text not in family_names_first()


def _without_patronymic(words: list[Word]) -> list[Word]:
    """Cut the father's name, which stands behind the given name, spelled out both."""
    endings = tuple(words_of("patronymic_ending"))
    if len(words) > 2:
        for no in (1, len(words) - 1):
            if words[no].text.endswith(endings) and not words[no - 1].is_initial:
                return words[:no] + words[no + 1 :]
    return words


def _without_last_initial(words: list[Word]) -> list[Word]:
    """Cut an initial behind a given name that follows its family name: no family name is cut so."""
    is_cut = len(words) > 2 and words[-1].is_initial and _may_be_eastern(words[0], words[1:-1])
    return words[:-1] if is_cut else words


def _family_last(words: list[Word]) -> list[Word]:
    """Put the family name last where it surely stands in front."""
    if len(words) > 1 and not words[0].is_initial:
        if all(word.is_initial for word in words[1:]):
            return [*words[1:], words[0]]
        if _may_be_eastern(words[0], words[1:]):
            return [_one_given(words[1:]), words[0]]
        if len(words) > 2 and _may_be_eastern(words[-1], words[:-1]):
            return [_one_given(words[:-1]), words[-1]]
    return words


def _one_given(words: list[Word]) -> Word:
    return Word("", ("".join(word.text for word in words),))


def _is_eastern(words: list[Word]) -> bool:
    return len(words) == 2 and _may_be_eastern(words[-1], words[:-1])


def _may_be_eastern(family: Word, given: list[Word]) -> bool:
    """Whether the words are Korean, Chinese or Vietnamese: short ones and such a family name."""
    if family.text not in family_names_first() or len(given) > 3:
        return False
    pieces = [piece for word in given for piece in word.pieces]
    return all(
        1 < len(piece) <= (LONGEST_SYLLABLE if len(pieces) > 1 else LONGEST_GIVEN)
        and not is_given_name(spell(piece))
        for piece in pieces
    )
