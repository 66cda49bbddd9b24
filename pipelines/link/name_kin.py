"""Decides what two names have in common that need not be one person's."""

from __future__ import annotations

from rapidfuzz import fuzz

from pipelines.link.name_lists import organisation_words
from pipelines.link.name_parts import Name, take_apart
from pipelines.link.name_words import are_nicknames, is_given_name

# Similarity of letters, of 100, from which two names that share no word are kin.
KIN = 70


def are_kin(one: str, other: str) -> bool:
    """Whether two persons' names share a word, or are written with mostly the same letters.

    They need not be one person's: relatives are such, and those who share a given name. Pages
    that give both the same words may still mean one person.
    """
    mine, theirs = take_apart(one), take_apart(other)
    if not mine.tokens or not theirs.tokens or _names_body(mine) or _names_body(theirs):
        return False
    if any(len(token) > 1 and token in theirs.tokens for token in mine.tokens):
        return True
    if len(mine.tokens) > 1 and len(theirs.tokens) > 1:
        orders = (theirs.texts, theirs.texts[::-1])
        return max(fuzz.ratio(" ".join(mine.texts), " ".join(one)) for one in orders) >= KIN
    bare, full = sorted((mine, theirs), key=lambda name: len(name.tokens))
    return max(fuzz.ratio(bare.joined, text) for text in full.texts) >= KIN


def _names_body(name: Name) -> bool:
    return name.is_acronym or name.tokens[-1] in organisation_words()


def have_other_given_names(one: str, other: str) -> bool:
    """Whether two full names have given names that are known and no forms of one another."""
    mine, theirs = ({*take_apart(name).tokens} for name in (one, other))
    given, others = (
        {token for token in some if is_given_name(token)} for some in (mine - theirs, theirs - mine)
    )
    return bool(given and others) and not any(are_nicknames(a, b) for a in given for b in others)


def has_initial_of(short: str, full: str) -> bool:
    """Whether a word of a name, other than those that both have, begins with the other's initial."""
    mine, theirs = take_apart(short), take_apart(full)
    initials = [text for text in (*mine.texts, *mine.tokens) if len(text) == 1]
    return any(
        token not in mine.tokens and (text[0] in initials or token[0] in initials)
        for text, token in zip(theirs.texts, theirs.tokens, strict=True)
    )


def count_words(name: str) -> int:
    """How many words of a name are spelled out."""
    return sum(len(token) > 1 for token in take_apart(name).tokens)
