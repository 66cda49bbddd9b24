"""Decides which words of a paragraph mention somebody or something that could speak."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.tokens import Token

LONGEST_PHRASE = 14
LOOK_AHEAD = 4
POSTMODIFIERS = frozenset({"of", "for", "from", "at", "with", "in", "on"})
NAME_CLASSES = frozenset({"party", "place"})
SUBJECT_NUMBERS = frozenset({"one", "many", "self", "relative"})


class Mention(NamedTuple):
    """A phrase that mentions a possible speaker: tokens [first, last) of its paragraph.

    `form` is named, nominal or pronoun; `name_first`/`name_last` frame the bare name;
    `head` is the lower-case head word; `after_first` begins a postmodifier ("for the ministry").
    """

    first: int
    last: int
    form: str
    kind: str | None
    head: str
    gender: str = ""
    name_first: int = -1
    name_last: int = -1
    role_last: int = -1
    after_first: int = -1
    is_object: bool = False
    is_possessive: bool = False

    @property
    def has_name(self) -> bool:
        """Whether the phrase contains a proper name of the speaker."""
        return self.name_first >= 0


class Chunker:
    """Finds the mentions of one paragraph, left to right, each token looked at a bounded time."""

    def __init__(
        self, tokens: Sequence[Token], starts: Set[int], words: Lexicon, surnames: Set[str]
    ) -> None:
        """Keep the paragraph's tokens, the sentence starts, and the page's known surnames."""
        self.tokens = tokens
        self.starts = starts
        self.words = words
        self.functions = words.function_words
        self.cues = words.cues
        self.roles = words.roles
        self.organisations = words.organisations
        self.surnames = surnames

    def mentions(self) -> list[Mention]:
        """All mentions, in order, not overlapping."""
        found: list[Mention] = []
        i = 0
        openers = self.words.openers
        while i < len(self.tokens):
            token = self.tokens[i]
            skips = token.kind != "name" and token.low not in openers
            mention = None if skips else self._at(i)
            if mention is None:
                i += 1
            else:
                found.append(mention)
                i = mention.last
        return found

    def _at(self, i: int) -> Mention | None:
        token = self.tokens[i]
        pronoun = self.words.pronouns.get(token.low)
        if pronoun is not None:
            if pronoun.number not in SUBJECT_NUMBERS:
                return None
            return Mention(i, i + 1, "pronoun", None, token.low, pronoun.gender)
        if not self._starts_phrase(i):
            return None
        mention = self._phrase(i)
        if mention is None or mention.form != "nominal":
            return mention
        return self._with_postmodifier(mention)

    def _starts_phrase(self, i: int) -> bool:
        token = self.tokens[i]
        if self.functions.get(token.low) in ("determiner", "modifier"):
            return True
        if token.kind == "word":
            return token.low in self.roles and token.low not in self.cues
        if self.words.not_names.get(token.low, "place") != "place" or token.low in self.functions:
            return False
        if i not in self.starts:
            return True
        return not (token.low.endswith(("ing", "ly")) or token.low in self.cues)

    def _phrase(self, i: int) -> Mention | None:
        end = i + 1
        limit = min(len(self.tokens), i + LONGEST_PHRASE)
        while end < limit and self._continues(i, end):
            end += 1
        while end > i and self.tokens[end - 1].kind in ("poss", "number"):
            end -= 1
        return self._describe(i, end) if end > i else None

    def _continues(self, first: int, j: int) -> bool:
        """Whether token j, after the first, belongs to the phrase that began at `first`."""
        token = self.tokens[j]
        kind = token.kind
        if kind == "name":
            before = self.tokens[j - 1]
            if before.kind == "word" and self._ends_phrase(before.low):
                return False
            return self.words.not_names.get(token.low, "party") in NAME_CLASSES
        if kind == "word":
            return self._continues_word(first, j)
        if kind == "poss":
            return True
        if kind == "number":
            return j + 1 < len(self.tokens) and self.tokens[j + 1].kind in ("word", "name")
        return token.low == "&" and self._is_name(j + 1)

    def _ends_phrase(self, low: str) -> bool:
        """Whether a name after this lower-case word begins a phrase of its own."""
        if low in self.roles or low in self.functions:
            return False
        return low in self.organisations or low in self.words.documents

    def _continues_word(self, first: int, j: int) -> bool:
        low = self.tokens[j].low
        before = self.tokens[j - 1]
        function = self.functions.get(low)
        if function == "particle":
            return before.kind == "name" and self._is_name(j + 1)
        if low == "of":
            return before.kind == "name" and self._is_name_after_of(j)
        if function == "modifier":
            return before.kind == "poss" or self._has_determiner(first)
        if function is not None or low in self.words.pronouns:
            return low == "the" and before.low == "of" and before.kind == "word"
        if self.words.is_head(low):
            return low not in self.cues or self._is_noun_place(first, j)
        if low in self.cues:
            return False
        if self._has_determiner(first) or before.kind == "poss":
            return not low.endswith("ed") or self._head_follows(j)
        return not low.endswith(("ed", "ing")) and self._head_follows(j)

    def _is_noun_place(self, first: int, j: int) -> bool:
        return self._has_determiner(first) or self.tokens[j - 1].kind == "poss"

    def _has_determiner(self, first: int) -> bool:
        return self.functions.get(self.tokens[first].low) in ("determiner", "modifier")

    def _is_name(self, j: int) -> bool:
        return j < len(self.tokens) and self.tokens[j].kind == "name"

    def _is_name_after_of(self, j: int) -> bool:
        before = self.tokens[j - 1].low
        if not (self.words.is_head(before) or before == "bank"):
            return False
        skip = 2 if j + 1 < len(self.tokens) and self.tokens[j + 1].low == "the" else 1
        return self._is_name(j + skip)

    def _head_follows(self, j: int) -> bool:
        for token in self.tokens[j + 1 : j + 1 + LOOK_AHEAD]:
            if token.kind not in ("word", "name") or token.low in self.functions:
                return False
            if token.low in self.roles or token.low in self.organisations:
                return True
            if token.low in self.cues:
                return False
        return False

    def _describe(self, first: int, end: int) -> Mention | None:
        """The mention of tokens [first, end): name and role told apart."""
        role = self._last_role(first, end)
        name_first = role + 1 if role >= 0 else first
        while name_first < end and self._is_title(name_first):
            name_first += 1
        ends_in_name = name_first < end and self.tokens[end - 1].kind == "name"
        if ends_in_name and all(self._is_name_part(j) for j in range(name_first, end)):
            return self._named(first, name_first, end, role)
        return self._nominal(first, end, role)

    def _last_role(self, first: int, end: int) -> int:
        """The last role word that is not itself a surname, or -1; a later organisation hides it."""
        for j in range(end - 1, first - 1, -1):
            token = self.tokens[j]
            if token.kind == "name" and j > first and token.low in self.organisations:
                return -1 if j == end - 1 else j
            if token.low in self.roles and not self._is_surname(first, end, j):
                return j
        return -1

    def _is_surname(self, first: int, end: int, j: int) -> bool:
        token = self.tokens[j]
        if token.kind != "name":
            return False
        if j > first:
            return self.tokens[j - 1].low in self.words.given_names and j == end - 1
        return end == first + 1 and token.low in self.surnames

    def _is_title(self, j: int) -> bool:
        token = self.tokens[j]
        return token.low in self.words.honorifics or (
            self.functions.get(token.low) in ("determiner", "modifier")
        )

    def _is_name_part(self, j: int) -> bool:
        token = self.tokens[j]
        return token.kind == "name" or (
            token.low == "&" or self.functions.get(token.low) == "particle"
            or token.low in ("of", "the")
        )  # fmt: skip

    def _named(self, first: int, name_first: int, end: int, role: int) -> Mention:
        names = self.tokens[name_first:end]
        gender = self._gender(first, name_first)
        if any(token.low in self.organisations for token in names[-1:]) or (
            len(names) > 1 and any(token.low == "of" for token in names)
        ):
            kind: str | None = "organisation"
        elif self._is_acronym(names):
            kind = "organisation"
        elif role >= 0 or gender or len(names) > 1 or names[-1].low in self.surnames:
            kind = "person"
            gender = gender or self.words.given_names.get(names[0].low, "")
        else:
            kind = None
        if kind != "person" and role < 0 and self._has_determiner(first):
            kind = "organisation"
        return Mention(
            first, end, "named", kind, names[-1].low, gender, name_first, end, role,
            is_object=self._is_object(first), is_possessive=self._is_possessive(end),
        )  # fmt: skip

    def _is_acronym(self, names: Sequence[Token]) -> bool:
        token = names[-1]
        return len(names) == 1 and 2 <= token.end - token.start <= 6 and token.is_upper

    def _gender(self, first: int, name_first: int) -> str:
        for token in self.tokens[first:name_first]:
            role = self.roles.get(token.low)
            gender = self.words.honorifics.get(token.low) or (role.gender if role else "")
            if gender:
                return gender
        return ""

    def _nominal(self, first: int, end: int, role: int) -> Mention | None:
        last = end
        while last > first and not self.words.is_head(self.tokens[last - 1].low):
            last -= 1
        if last == first:
            if not self._has_determiner(first) or end - first < 2 or end - first > 5:
                return None
            last = end
        head = self.tokens[last - 1].low
        known = self.roles.get(head)
        kind: str | None = None
        if known is not None:
            kind = "group" if known.number == "group" else "person"
        elif head in self.words.documents:
            kind = "document"
        elif head in self.organisations:
            kind = "organisation"
        gender = known.gender if known else ""
        return Mention(
            first, last, "nominal", kind, head, gender, role_last=last - 1,
            is_object=self._is_object(first), is_possessive=self._is_possessive(last),
        )  # fmt: skip

    def _is_object(self, first: int) -> bool:
        if not first:
            return False
        return self.functions.get(self.tokens[first - 1].low) == "preposition"

    def _is_possessive(self, last: int) -> bool:
        return last < len(self.tokens) and self.tokens[last].kind == "poss"

    def _with_postmodifier(self, mention: Mention) -> Mention:
        """The mention with what follows it: "for the ministry", "adopted in 2006"."""
        if mention.kind == "document" and self._is_participle(mention.last):
            return mention._replace(last=mention.last + 3)
        last, after = mention.last, -1
        for _ in range(2):
            if last + 1 >= len(self.tokens) or self.tokens[last].low not in POSTMODIFIERS:
                break
            if not self._starts_phrase(last + 1):
                break
            more = self._phrase(last + 1)
            if more is None:
                break
            after = last if after < 0 else after
            last = more.last
        return mention if after < 0 else mention._replace(last=last, after_first=after)

    def _is_participle(self, i: int) -> bool:
        """Whether tokens from i read like "adopted in 2006"."""
        if i + 2 >= len(self.tokens):
            return False
        verb, link, year = self.tokens[i : i + 3]
        return verb.low.endswith("ed") and link.low in ("in", "on") and year.kind == "number"
