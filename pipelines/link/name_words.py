"""Decides when single words of names are spellings, short forms or slips of one another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipelines.link.name_lists import given_names, letter_table, nicknames, spellings, variants

DROPPED = str.maketrans("", "", "'’‘ʼʻ`´ʹʺ")
VOWELS = frozenset("aeiouy")
CLASSES = str.maketrans("bpfvwkgqdtszcjmnlr", "ppfffkkkttssccmnlr", "aeiouyh")
HISSES = re.compile("[sc]h")
ABD = re.compile(r"abd(?:[aeou]l|[aeou]r(?=r))(?=\w{3})")
REPEATED = re.compile(r"(.)\1+")
SHORTEST_SLIP, LONGEST_SLIP = 5, 40
WORDS_KEPT = 1 << 17


def fold_letters(text: str) -> str:
    """Text in plain lower-case Latin letters as far as its letters have a Latin form."""
    if text.isascii():
        return text.lower().translate(DROPPED)
    letters = letter_table()
    composed = unicodedata.normalize("NFKC", text).casefold().translate(DROPPED)
    bare = unicodedata.normalize("NFKD", composed.translate(letters))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).translate(letters)


@lru_cache(maxsize=WORDS_KEPT)
def spell(word: str) -> str:
    """One spelling for the transliterations of a folded word; short words stay as they are."""
    known = variants().get(word)
    if known is not None:
        return known
    for place, written, folded, shortest in spellings():
        if len(word) < shortest or written not in word:
            continue
        if place == "any":
            word = word.replace(written, folded)
        elif place == "start" and word.startswith(written):
            word = folded + word.removeprefix(written)
        elif place == "end" and word.endswith(written):
            word = word.removesuffix(written) + folded
    servant = ABD.match(word)
    if servant:
        rest = word[servant.end() :]
        return f"abd{variants().get(rest, rest)}"
    return variants().get(word, word)


@lru_cache(maxsize=WORDS_KEPT)
def skeleton(word: str) -> str:
    """The classes of a spelled word's consonants; the word itself where next to none has one."""
    bones = HISSES.sub("c", word).translate(CLASSES)
    if word[:1] in VOWELS:
        bones = "a" + bones
    bones = REPEATED.sub(r"\1", bones)
    return bones[:LONGEST_SLIP] if len(bones) > 1 else word[:LONGEST_SLIP]


@lru_cache(maxsize=1)
def _heads() -> dict[str, frozenset[str]]:
    """The names that a spelled given name can stand for."""
    heads: dict[str, set[str]] = {}
    for name, forms in nicknames():
        for form in (name, *forms):
            heads.setdefault(spell(form), set()).add(spell(name))
    return {form: frozenset(names) for form, names in heads.items()}


def are_nicknames(one: str, other: str) -> bool:
    """Whether two spelled given names can be of one person: one is the other's short form."""
    heads = _heads()
    mine, theirs = heads.get(one, frozenset()), heads.get(other, frozenset())
    shared = mine & theirs
    return one in theirs or other in mine or bool(shared - {one, other})


@lru_cache(maxsize=1)
def _known_names() -> frozenset[str]:
    return frozenset(spell(fold_letters(name)) for name in given_names()) | _heads().keys()


def is_given_name(word: str) -> bool:
    """Whether a spelled word is a known given name."""
    return word in _known_names()


def are_one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter: more, less, another, or two in the wrong order."""
    return max(len(one), len(other)) <= LONGEST_SLIP and (
        OSA.distance(one, other, score_cutoff=1) <= 1
    )


def are_slips(one: str, other: str) -> bool:
    """Whether one of two longer folded words is the other with a slip of one letter.

    Also where they differ in nothing but inner vowels and doubled letters. The first letter is
    never slipped, nor a last vowel, which tells gender.
    """
    shorter, longer = sorted((len(one), len(other)))
    if shorter < SHORTEST_SLIP or longer == SHORTEST_SLIP or longer > LONGEST_SLIP:
        return False
    if one[0] != other[0] or (one[-1] != other[-1] and {one[-1], other[-1]} & VOWELS):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1 or (
        one[-1] == other[-1] and len(skeleton(one)) > 2 and skeleton(one) == skeleton(other)
    )
