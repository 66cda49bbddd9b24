"""Decides how another translator puts the same words: synonyms, clauses in another order."""

from __future__ import annotations

import re

from benchmarks.linking.dice import Dice
from benchmarks.linking.grammar import BEFORE_VOWEL, lower_first, raise_first
from benchmarks.linking.vocabulary import read_synonyms
from benchmarks.linking.wording import Registry

RETRANSLATED = Registry()
LEAST, MOST = 0.15, 0.4
WORD = re.compile(r"[A-Za-z][a-z]+(?:-[a-z]+)?")
CLAUSE = re.compile(
    r"(?P<main>.{12,}?),? (?P<clause>(?:because|although|while|before|after|since|unless|if|when"
    r"|as long as|next week|this year|today|tomorrow|every day|by the end|at the start|within"
    r"|in the coming weeks|for the first time)\b[^,;]*)(?P<end>[.!?])"
)
# Articles, prepositions and turns that translators choose as they like.
TURNS = (
    ("the ", "these ", 0.1),
    ("the ", "", 0.15),
    (" a ", " the ", 0.3),
    ("a ", "one ", 0.1),
    (" in ", " at ", 0.25),
    (" of ", " from ", 0.2),
    (" with ", " by ", 0.3),
    (" must ", " have to ", 0.5),
    (" will ", " are going to ", 0.25),
    (" near ", " close to ", 0.5),
    (" and ", " as well as ", 0.2),
    (" more ", " further ", 0.4),
    (" but ", " yet ", 0.4),
    (" without ", " if there are no ", 0.2),
    (" cannot ", " is unable to ", 0.2),
    ("What we have seen", "What we saw", 0.6),
    ("My view is", "In my view it is", 0.5),
    ("Nobody expected", "No one expected", 0.6),
    ("Some ", "About ", 0.6),
    ("Let me be clear", "I want to be clear", 0.7),
    ("I would rather", "I prefer to", 0.6),
    ("We owe it to", "It is our debt to", 0.5),
)


@RETRANSLATED.add("retranslated", weight=7)
def retranslate(text: str, dice: Dice) -> str:
    """The same in words of another translator."""
    share = LEAST + (MOST - LEAST) * dice.unit()
    changed = _reorder(text) if dice.chance(0.45) else text
    for one, other, chance in TURNS:
        if one in changed and dice.chance(chance):
            changed = changed.replace(one, other, 1)
    changed = WORD.sub(lambda word: _replace(word[0], share, dice), changed)
    return BEFORE_VOWEL.sub(r"\1n ", raise_first(changed))


def _replace(word: str, share: float, dice: Dice) -> str:
    """One of the word's synonyms; as many have none, those that have are drawn more often."""
    others = read_synonyms().get(word)
    return dice.pick(others) if others and dice.chance(share * 1.3) else word


def _reorder(text: str) -> str:
    found = CLAUSE.fullmatch(text)
    if found is None:
        return text
    return f"{raise_first(found['clause'])}, {lower_first(found['main'])}{found['end']}"
