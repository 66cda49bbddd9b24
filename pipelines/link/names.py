"""Decides whether two names can be, or surely are, spellings of one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from pipelines.link.name_parts import Name, take_apart
from pipelines.link.name_words import (
    are_nicknames,
    are_one_letter_apart,
    are_slips,
    is_given_name,
    skeleton,
)

NAMES_KEPT, PAIRS_KEPT = 1 << 17, 1 << 18
SHORTEST_PIECE = 3
SHORTEST_NEAR = 4
FAMILY_NAME, DOUBLE_NAME, OTHER_WORD = 3, 2, 1


class Likeness(IntEnum):
    """How two names stand to each other: two people, perhaps one, surely one full name."""

    OTHER = 0
    MAYBE = 1
    SAME = 2


@lru_cache(maxsize=NAMES_KEPT)
def name_level(name: str | None) -> int:
    """How much a name tells: 0 nothing (no letters), 1 a single word, 2 more words."""
    parts = take_apart(name) if name else None
    if parts is None or not parts.tokens:
        return 0
    return 2 if parts.is_full else 1


@lru_cache(maxsize=NAMES_KEPT)
def name_keys(name: str) -> tuple[str, ...]:
    """Keys under which a name meets all names that may be like it, sorted.

    A key is the skeleton of a word, equal for its transliterations, or '=' and an acronym.
    """
    parts = take_apart(name)
    keys = {skeleton(token) for token in parts.tokens if len(token) > 1}
    keys |= {
        skeleton(piece)
        for pieces in parts.pieces
        for piece in pieces
        if len(pieces) > 1 and len(piece) >= SHORTEST_PIECE
    }
    keys |= {f"={letters}" for letters in parts.letters}
    if parts.is_acronym:
        keys.add(f"={parts.joined}")
    return tuple(sorted(keys))


@lru_cache(maxsize=NAMES_KEPT)
def canonical_key(name: str) -> str:
    """All words and initials of a name in one spelling, in alphabetical order."""
    parts = take_apart(name)
    return " ".join(sorted(parts.tokens) + ([parts.suffix] if parts.suffix else []))


@lru_cache(maxsize=NAMES_KEPT)
def sameness_keys(name: str) -> tuple[str, ...]:
    """Keys of a full name, of which two names that are SAME share one; none for other names."""
    parts = take_apart(name)
    if not parts.is_full:
        return ()
    return (" ".join(parts.core), f"={parts.joined}", f"+{' '.join(sorted(parts.tokens))}")


@lru_cache(maxsize=PAIRS_KEPT)
def compare_names(one: str, other: str) -> Likeness:
    """How two names stand to each other; the order of the two does not matter.

    SAME: one full name, however it is written, transliterated and ordered, with or without
    middle names. MAYBE: they fit, but evidence from outside must tell: a bare surname, an
    initial, a nickname, a slip of one letter, an acronym. OTHER: they do not fit.
    """
    mine, theirs = take_apart(one), take_apart(other)
    if not mine.tokens or not theirs.tokens:
        return Likeness.OTHER
    if _are_acronym_and_name(mine, theirs) or _are_acronym_and_name(theirs, mine):
        return Likeness.MAYBE
    if mine.is_full and theirs.is_full:
        return _compare_full(mine, theirs)
    if mine.is_full or theirs.is_full:
        bare, full = (theirs, mine) if mine.is_full else (mine, theirs)
        return Likeness.MAYBE if _fit(bare, full) else Likeness.OTHER
    is_like = mine.tokens == theirs.tokens or are_slips(mine.joined, theirs.joined)
    return Likeness.MAYBE if is_like else Likeness.OTHER


def fit_bare(bare: str, full: str) -> int:
    """How well a name of one word stands for a full name.

    3 as its family name, 2 as a part of a double one, 1 as another word of it or with a slip of
    one letter, 0 not at all.
    """
    return _fit(take_apart(bare), take_apart(full))


def are_acronym_and_name(one: str, other: str) -> bool:
    """Whether one of two names is the acronym of the other."""
    mine, theirs = take_apart(one), take_apart(other)
    return _are_acronym_and_name(mine, theirs) or _are_acronym_and_name(theirs, mine)


def has_slip(one: str, other: str) -> bool:
    """Whether two full names that are alike differ by a slip in the given or family name."""
    mine, theirs = take_apart(one), take_apart(other)
    return any(
        mine.tokens[at] != theirs.tokens[at]
        and are_slips(mine.texts[at], theirs.texts[at])
        and not are_nicknames(mine.tokens[at], theirs.tokens[at])
        for at in (0, -1)
    )


def is_near(one: str, other: str, *, in_family: bool) -> bool:
    """Whether a full name is another but for one letter of its given or family name.

    Wider than what `compare_names` calls a slip, so that only other evidence can tell: a letter
    more or less, another one, two in the wrong order, in a word of four letters or more that is
    no given name of its own. `in_family`: the family name may be the one that differs.
    """
    mine, theirs = take_apart(one), take_apart(other)
    if not mine.is_full or len(mine.texts) != len(theirs.texts):
        return False
    pairs = zip(mine.texts, theirs.texts, strict=True)
    differing = [(no, a, b) for no, (a, b) in enumerate(pairs) if a != b]
    if len(differing) != 1:
        return False
    [(no, slip, right)] = differing
    if no == len(mine.texts) - 1 and not in_family:
        return False
    is_short = min(len(slip), len(right)) < SHORTEST_NEAR
    return not is_short and not is_given_name(slip) and are_one_letter_apart(slip, right)


def has_initial(name: str) -> bool:
    """Whether only the first letter of the given or family name is told."""
    tokens = take_apart(name).tokens
    return bool(tokens) and min(len(tokens[0]), len(tokens[-1])) == 1


def _fit(bare: Name, full: Name) -> int:
    if not bare.tokens or not full.tokens:
        return 0
    token = bare.tokens[0]
    if token == full.tokens[-1]:
        return FAMILY_NAME
    if token in full.pieces[-1] or (len(full.tokens) > 2 and token == full.tokens[-2]):
        return DOUBLE_NAME
    if len(token) > 1 and token in full.tokens:
        return OTHER_WORD
    if bare.joined == full.joined or set(bare.pieces[0]) & {full.tokens[-1]}:
        return OTHER_WORD
    return OTHER_WORD if are_slips(bare.texts[0], full.texts[-1]) else 0


def _are_acronym_and_name(short: Name, long: Name) -> bool:
    return short.is_acronym and short.joined in long.letters


def _compare_full(one: Name, other: Name) -> Likeness:
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return Likeness.OTHER
    if one.joined == other.joined or sorted(one.tokens) == sorted(other.tokens):
        return Likeness.SAME
    if len(one.tokens) < 2 or len(other.tokens) < 2:
        return Likeness.OTHER
    if one.core == other.core:
        likeness = _compare_middles(one.tokens[1:-1], other.tokens[1:-1])
        has_initials = min(map(len, one.core)) == 1
        return min(likeness, Likeness.MAYBE) if has_initials else likeness
    if _differ_in_writing(one, other) or _lacks_words(one, other) or _lacks_words(other, one):
        return Likeness.MAYBE
    return Likeness.OTHER


def _compare_middles(mine: Sequence[str], theirs: Sequence[str]) -> Likeness:
    """Middle names fit when one has none, or none that differ at the same place."""
    pairs = zip(mine, theirs, strict=False)
    if all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs):
        return Likeness.SAME
    fewer, more = sorted((set(mine), set(theirs)), key=len)
    is_within = fewer <= more and all(len(word) > 1 for word in fewer)
    return Likeness.MAYBE if is_within else Likeness.OTHER


def _differ_in_writing(one: Name, other: Name) -> bool:
    """Whether given and family name agree but for an initial, a short form, a part or a slip."""
    if _compare_middles(one.tokens[1:-1], other.tokens[1:-1]) is Likeness.OTHER:
        return False
    if _are_given_alike(one, other, 0, 0) and _are_families_alike(one, other):
        return True
    is_crossed = len(one.tokens) == len(other.tokens) == 2
    if is_crossed and one.tokens[-1] == other.tokens[0]:
        return _are_given_alike(one, other, 0, 1)
    return is_crossed and one.tokens[0] == other.tokens[-1] and _are_given_alike(one, other, 1, 0)


def _are_given_alike(one: Name, other: Name, i: int, k: int) -> bool:
    a, b = one.tokens[i], other.tokens[k]
    if a == b or len(a) == 1 or len(b) == 1:
        return a[0] == b[0] or one.texts[i][0] == other.texts[k][0]
    if are_nicknames(a, b) or _shares_piece(one.pieces[i], other.pieces[k]):
        return True
    is_eastern = one.is_eastern or other.is_eastern
    are_known = is_given_name(a) and is_given_name(b)
    return not is_eastern and not are_known and are_slips(one.texts[i], other.texts[k])


def _are_families_alike(one: Name, other: Name) -> bool:
    if one.tokens[-1] == other.tokens[-1] or _shares_piece(one.pieces[-1], other.pieces[-1]):
        return True
    return are_slips(one.texts[-1], other.texts[-1])


def _shares_piece(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one is a part of the other, which a hyphen binds to more."""
    a, b = set(mine), set(theirs)
    return a != b and (a <= b or b <= a)


def _lacks_words(short: Name, long: Name) -> bool:
    """Whether a name has nothing but words of the longer one, two at least, in its order.

    Given and first family name of two, or all without the initial in front.
    """
    full = [token for token in short.tokens if len(token) > 1]
    if len(full) < 2 or len(short.tokens) >= len(long.tokens):
        return False
    left = iter(long.tokens)
    return all(token in left for token in full)
