"""Decides what the head of a mention looks like: the noun, its abbreviation, or an organ's letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.citations.before import Before
from pipelines.citations.lexicon import Lexicon, Organ, alternation
from pipelines.citations.written import Separators, make_separators

DOUBTFUL_ROLES = frozenset({"short", "council", "initials"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The expressions made from a lexicon.

    `head` has one of the groups `plural` and `noun`, `fused` (UNSCR), `acronym` (UNSC before a
    number) or `abbreviation` (Res.); `un` is a prefix with a hyphen (UN-Resolution).
    """

    head: re.Pattern[str]
    separators: Separators
    sense_after: re.Pattern[str]
    vetoed: re.Pattern[str]
    adoption: re.Pattern[str]
    organ: re.Pattern[str]


@lru_cache(maxsize=4)
def read_grammar(lexicon: Lexicon) -> Grammar:
    """The grammar of this lexicon, built once."""
    un, fused, acronym = (_organ_forms(lexicon, role) for role in ("un", "fused", "acronym"))
    noun, plural = (lexicon.alternation(role) for role in ("noun", "nouns"))
    return Grammar(
        head=re.compile(
            rf"(?<![\w./])(?:(?P<un>{un})-)?(?:(?P<fused>{fused})(?![^\W\d_])"
            rf"|(?P<plural>(?i:{plural}))(?!\w)|(?P<noun>(?i:{noun}))(?!\w)"
            rf"|(?P<acronym>{acronym})(?=\s\d)"
            rf"|(?P<abbreviation>(?i:{lexicon.alternation('abbreviation')}))(?=\s))"
        ),
        separators=make_separators(lexicon),
        sense_after=re.compile(rf"\s(?i:{lexicon.alternation('sense_after')})(?!\w)"),
        vetoed=re.compile(
            rf"(?:\s(?:that|which|has|had|have)){{0,2}}\s(?i:{lexicon.alternation('vetoed_passive')})(?!\w)"
        ),
        adoption=re.compile(rf"(?<!\w)(?i:{lexicon.alternation('adoption')})(?!\w)"),
        organ=re.compile(rf"(?<![\w-])(?:{lexicon.organ})(?![\w-])"),
    )


def is_other_sense(before: Before, lexicon: Lexicon) -> bool:
    """Whether the word before the noun gives it another sense: `screen`, `House`, `conflict`."""
    word = before.noun_modifier.strip("\"'([")
    return before.organ is None and word in lexicon.words["sense_before"]


def is_doubtful(organ: Organ | None, word_before: str, lexicon: Lexicon) -> bool:
    """Whether the organ may be somebody else's: `National Security Council`, `Labour's council`."""
    if organ is None or organ.role not in DOUBTFUL_ROLES:
        return False
    owner = word_before.casefold().strip("\"'([").removesuffix("'s").removesuffix("'")
    if organ.role == "council" and (word_before.endswith("'s") or word_before[:1].isupper()):
        return owner not in lexicon.words["article"]
    return owner in lexicon.words["not_un"]


def _organ_forms(lexicon: Lexicon, role: str) -> str:
    return alternation(form for form, organ in lexicon.organs.items() if organ.role == role)
