"""Decides what a phrase mentions by its own words: its name and role, person, group, body or text."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.words import Token

NAME_LINKS = frozenset({"&", "of", "the"})
LONGEST_UNKNOWN, LONGEST_ACRONYM = 5, 6
PHRASES_KEPT = 1 << 15

Tokens = tuple[Token, ...]


class Phrase(NamedTuple):
    """What a phrase mentions, its tokens counted from its first one.

    `form` is named or nominal; `name_first`/`name_last` frame the bare name, `role_last` is the last
    word of the role, -1 where there is none.
    """

    last: int
    form: str
    kind: str | None
    head: str
    gender: str
    name_first: int
    name_last: int
    role_last: int

    @property
    def has_name(self) -> bool:
        """Whether the phrase contains a proper name of the speaker."""
        return self.name_first >= 0


def describe_phrase(tokens: Tokens, words: Lexicon, *, is_surname: bool) -> Phrase | None:
    """What the tokens mention, None when nothing that speaks; answers are kept for the next page.

    `is_surname` tells that the last token is known as a family name on the page.
    """
    key = tokens, is_surname
    kept = words.phrases
    if key not in kept:
        if len(kept) >= PHRASES_KEPT:
            kept.clear()
        kept[key] = _describe(tokens, words, is_surname)
    found: Phrase | None = kept[key]
    return found


def _describe(tokens: Tokens, words: Lexicon, is_surname: bool) -> Phrase | None:
    end = len(tokens)
    if tokens[-1].kind != "name":
        return _nominal(tokens, words)
    role = _last_role(tokens, words, is_surname)
    head = _head_of_body(tokens, words) if role < 0 else -1
    if head >= 0:
        return _nominal(tokens[: head + 1], words)
    name_first = role + 1 if role >= 0 else 0
    owners = [j for j in range(name_first, end) if tokens[j].kind == "poss"]
    if owners:
        name_first, role = owners[-1] + 1, -1
    elif 0 <= role < end - 1 and tokens[name_first].low == "of":
        return _nominal(tokens[:name_first], words)
    while name_first < end and _is_title(tokens[name_first], words):
        name_first += 1
    if name_first < end and all(map(is_name_part, tokens[name_first:])):
        return describe_name(tokens, name_first, role, words, is_surname=is_surname)
    return _nominal(tokens, words)


def _last_role(tokens: Tokens, words: Lexicon, is_surname: bool) -> int:
    """The last role word that is not itself a surname, or -1; a later organisation hides it."""
    end = len(tokens)
    for j in range(end - 1, -1, -1):
        token = tokens[j]
        if token.kind == "name" and j and token.low in words.organisations:
            return -1 if j == end - 1 or tokens[j + 1].low == "of" else j
        if token.role is None or _is_surname(tokens, j, words, is_surname):
            continue
        if not _is_of_body(tokens, j, words):
            return j
    return -1


def _head_of_body(tokens: Tokens, words: Lexicon) -> int:
    """The role that somebody has in the body that ends the phrase: President of the Council."""
    if tokens[-1].low not in words.organisations:
        return -1
    for j in range(len(tokens) - 2):
        if tokens[j].role is not None and tokens[j + 1].low == "of":
            return j
    return -1


def _is_of_body(tokens: Tokens, j: int, words: Lexicon) -> bool:
    """Whether a role word belongs to the name of a body: the Panel of Experts."""
    if j < 2 or tokens[j].kind != "name" or tokens[j - 1].low != "of":
        return False
    body = tokens[j - 2]
    return body.kind == "name" and body.low in words.organisations


def _is_surname(tokens: Tokens, j: int, words: Lexicon, is_surname: bool) -> bool:
    if tokens[j].kind != "name":
        return False
    if j:
        before = tokens[j - 1]
        is_after_name = before.low in words.given_names or before.function == "particle"
        return is_after_name and j == len(tokens) - 1
    return len(tokens) == 1 and is_surname


def _is_title(token: Token, words: Lexicon) -> bool:
    return token.is_opener or token.low in words.honorifics


def is_name_part(token: Token) -> bool:
    """Whether the word can be part of a name."""
    return token.kind == "name" or token.function == "particle" or token.low in NAME_LINKS


def describe_name(
    tokens: Tokens, name_first: int, role: int, words: Lexicon, *, is_surname: bool
) -> Phrase:
    """A phrase whose name is known to begin at `name_first`, its role to end at `role`."""
    names = tokens[name_first:]
    gender = _gender(tokens[:name_first], words)
    is_body = names[-1].low in words.organisations
    if is_body or (len(names) > 1 and any(token.low == "of" for token in names)):
        kind: str | None = "organisation"
    elif _is_acronym(names):
        kind = "organisation"
    elif role >= 0 or gender or len(names) > 1 or is_surname:
        kind = "person"
        gender = gender or words.given_names.get(names[0].low, "")
    else:
        kind = None
    if kind != "person" and role < 0 and tokens[0].is_opener:
        kind = "organisation"
    end = len(tokens)
    return Phrase(end, "named", kind, names[-1].low, gender, name_first, end, role)


def _is_acronym(names: Tokens) -> bool:
    token = names[-1]
    return len(names) == 1 and 2 <= token.length <= LONGEST_ACRONYM and token.is_upper


def _gender(tokens: Tokens, words: Lexicon) -> str:
    for token in tokens:
        role = token.role
        gender = words.honorifics.get(token.low) or (role.gender if role else "")
        if gender:
            return gender
    return ""


def _nominal(tokens: Tokens, words: Lexicon) -> Phrase | None:
    last = len(tokens)
    while last and not tokens[last - 1].is_head:
        last -= 1
    if not last:
        if not tokens[0].is_opener or not 2 <= len(tokens) <= LONGEST_UNKNOWN:
            return None
        last = len(tokens)
    head = tokens[last - 1]
    gender = head.role.gender if head.role else ""
    return Phrase(last, "nominal", _kind(head, words), head.low, gender, -1, -1, last - 1)


def _kind(head: Token, words: Lexicon) -> str | None:
    if head.role is not None:
        return "group" if head.role.number == "group" else "person"
    if head.low in words.documents:
        return "document"
    return "organisation" if head.is_head else None
