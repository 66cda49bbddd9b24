"""Decides which words of a paragraph mention somebody or something that could speak."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.phrases import Phrase, describe_name, describe_phrase, is_name_part
from pipelines.quotes.words import ALWAYS, NEVER, Token

LONGEST_PHRASE = 14
LOOK_AHEAD = 4
MOST_NOUNS = 2
MOST_PARTICLES = 3
POSTMODIFIERS = frozenset({"of", "for", "from", "at", "with", "in", "on"})
# Adjectives after the noun with the word that they ask for: a source close to the talks.
ADJECTIVES = frozenset({("close", "to"), ("familiar", "with")})
COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
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
        self.organisations = words.organisations
        self.surnames = surnames

    def mentions(self, quiet: Set[int] = frozenset()) -> list[Mention]:
        """All mentions, in order, not overlapping.

        In the sentences that begin at the tokens `quiet` nobody speaks: what an article or the like
        begins there is left out, names and roles are not.
        """
        found: list[Mention] = []
        free = 0
        is_quiet = False
        for i, token in enumerate(self.tokens):
            if quiet and i in self.starts:
                is_quiet = i in quiet
            if token.leads and i >= free and not (is_quiet and token.is_opener):
                mention = self._at(i)
                if mention is not None:
                    found.append(mention)
                    free = mention.last
        return found

    def _at(self, i: int) -> Mention | None:
        token = self.tokens[i]
        pronoun = token.pronoun
        if pronoun is not None:
            if pronoun.number not in SUBJECT_NUMBERS:
                return None
            return Mention(i, i + 1, "pronoun", None, token.low, pronoun.gender)
        if not self._starts_phrase(i):
            return None
        mention = self._phrase(i) or self._some_of(i)
        if mention is None or mention.head == "words":
            return None
        mention = self._with_number(self._widened(mention))
        if mention.form == "nominal" or self._is_relative(mention):
            return self._with_postmodifier(mention)
        return mention

    def _is_relative(self, mention: Mention) -> bool:
        """Whether it tells what somebody is to somebody else: an aide to the mayor."""
        return "relative" in self.words.nearby.get(mention.head, ())

    def _some_of(self, i: int) -> Mention | None:
        """Some of many, told by their number: hundreds of farmers, one of the aides."""
        if self.tokens[i].function != "determiner" or i + 2 >= len(self.tokens):
            return None
        if self.tokens[i + 1].low != "of":
            return None
        kind = "person" if self.tokens[i].low == "one" else "group"
        more = self._phrase_at(i + 2)
        if more is not None:
            return more._replace(first=i, kind=kind) if more.form == "nominal" else None
        whole = self.tokens[i + 2]
        if not self._is_noun(i + 2) or not whole.low.endswith("s"):
            return None
        return Mention(i, i + 3, "nominal", kind, whole.low, is_object=self._is_object(i))

    def _with_number(self, mention: Mention) -> Mention:
        """The mention with the number of the text that it names: Resolution 2397."""
        i = mention.last
        if mention.head not in self.words.documents or self.tokens[i - 1].kind != "name":
            return mention
        if i >= len(self.tokens) or self.tokens[i].kind != "number":
            return mention
        name_last = i + 1 if mention.has_name else -1
        return mention._replace(last=i + 1, name_last=name_last)

    def _widened(self, mention: Mention) -> Mention:
        """The mention with the noun before its role, where nothing else can stand: floor leader."""
        first = mention.first
        if self.tokens[first].kind != "word" or self.tokens[first].role is None:
            return mention
        for _ in range(MOST_NOUNS):
            if first < 2 or not self._is_noun(first - 1):
                break
            first -= 1
            before = self.tokens[first - 1]
            if before.kind in ("punct", "quote") or before.sense is not None:
                return mention._replace(first=first)
        return mention

    def _is_noun(self, i: int) -> bool:
        """Whether token i can be a noun that tells a role more closely, and nothing else."""
        token = self.tokens[i]
        is_plain = token.kind == "word" and token.function is None and token.sense is None
        return is_plain and token.pronoun is None and not token.low.endswith(("ed", "ing", "ly"))

    def _starts_phrase(self, i: int) -> bool:
        token = self.tokens[i]
        if token.function == "particle" and token.kind == "name":
            return self._name_after_particles(i) is not None
        return token.opening == ALWAYS or (token.opening != NEVER and i not in self.starts)

    def _name_after_particles(self, i: int) -> int | None:
        """The name that the particles of a family name from token i on lead to."""
        for j in range(i + 1, min(len(self.tokens), i + 1 + MOST_PARTICLES)):
            token = self.tokens[j]
            if token.function != "particle":
                return j if token.kind == "name" and token.function is None else None
        return None

    def _phrase(self, i: int) -> Mention | None:
        end = i + 1
        limit = min(len(self.tokens), i + LONGEST_PHRASE)
        while end < limit and not self.tokens[end].stops and self._continues(i, end):
            end += 1
        while end > i and self.tokens[end - 1].kind in ("poss", "number"):
            end -= 1
        if end == i:
            return None
        mention = self._describe(i, end)
        if mention is not None:
            return mention
        owned = next((j for j in range(i + 1, end) if self.tokens[j].kind == "poss"), end)
        return self._describe(i, owned) if owned < end else None

    def _continues(self, first: int, j: int) -> bool:
        """Whether token j, after the first, belongs to the phrase that began at `first`."""
        token = self.tokens[j]
        kind = token.kind
        if kind == "name":
            before = self.tokens[j - 1]
            if before.kind == "word" and self._ends_phrase(before):
                return False
            if token.function == "particle":
                return self._name_after_particles(j) is not None
            return True
        if kind == "word":
            return self._continues_word(first, j)
        if kind == "poss":
            return True
        if kind == "number":
            return j + 1 < len(self.tokens) and self.tokens[j + 1].kind in ("word", "name")
        return token.low == "&" and self._is_name(j + 1)

    def _ends_phrase(self, token: Token) -> bool:
        """Whether a name after this lower-case word begins a phrase of its own."""
        return token.is_head and token.role is None and token.function is None

    def _continues_word(self, first: int, j: int) -> bool:
        token, before = self.tokens[j], self.tokens[j - 1]
        low, function = token.low, token.function
        if function == "particle":
            follows_name = before.kind == "name" or before.function == "particle"
            return follows_name and self._name_after_particles(j) is not None
        if low == "of":
            return before.kind == "name" and self._is_name_after_of(j)
        is_noun_place = before.kind == "poss" or self.tokens[first].is_opener
        if function == "modifier":
            return is_noun_place
        if function == "determiner" and before.function == "determiner":
            return j == first + 1 and low in COUNTS
        if function is not None or token.pronoun is not None:
            return low == "the" and before.low == "of" and before.kind == "word"
        if token.is_head:
            return token.sense is None or is_noun_place
        if token.sense is not None:
            return False
        if is_noun_place:
            return not low.endswith("ed") or self._head_follows(j)
        if self._has_person(first, j):
            return False
        return not low.endswith(("ed", "ing")) and self._head_follows(j)

    def _has_person(self, first: int, j: int) -> bool:
        """Whether a whole name ends before token j, so that a verb may follow: chair Ann Lee met."""
        before = self.tokens[j - 1]
        if before.kind != "name" or before.role is not None or before.low in self.organisations:
            return False
        if j - 2 >= first and self.tokens[j - 2].low in self.words.given_names:
            return True
        return any(token.role is not None for token in self.tokens[first : j - 1])

    def _is_name(self, j: int) -> bool:
        return j < len(self.tokens) and self.tokens[j].kind == "name"

    def _is_name_after_of(self, j: int) -> bool:
        before = self.tokens[j - 1]
        if not (before.is_head or before.low == "bank"):
            return False
        skip = 2 if j + 1 < len(self.tokens) and self.tokens[j + 1].low == "the" else 1
        return self._is_name(j + skip)

    def _head_follows(self, j: int) -> bool:
        for token in self.tokens[j + 1 : j + 1 + LOOK_AHEAD]:
            if token.kind not in ("word", "name") or token.function is not None:
                return False
            if token.role is not None or token.low in self.organisations:
                return True
            if token.sense is not None:
                return False
        return False

    def _describe(self, first: int, end: int) -> Mention | None:
        """The mention of tokens [first, end), with what stands around it."""
        phrase = tuple(self.tokens[first:end])
        is_surname = phrase[-1].low in self.surnames
        found = describe_phrase(phrase, self.words, is_surname=is_surname)
        return self._mention(first, found) if found is not None else None

    def _mention(self, first: int, found: Phrase) -> Mention:
        is_object = self._is_object(first)
        if is_object and found.has_name:
            is_object = not self._is_after_opening_as(first)
        last = first + found.last
        return Mention(
            first,
            last,
            found.form,
            found.kind,
            found.head,
            found.gender,
            first + found.name_first if found.has_name else -1,
            first + found.name_last if found.has_name else -1,
            first + found.role_last if found.role_last >= 0 else -1,
            -1,
            is_object,
            self._is_possessive(last),
        )

    def _is_object(self, first: int) -> bool:
        return first > 0 and self.tokens[first - 1].function == "preposition"

    def _is_after_opening_as(self, first: int) -> bool:
        """Whether "As" before the name begins the sentence: As Ann Lee said."""
        return self.tokens[first - 1].low == "as" and first - 1 in self.starts

    def _is_possessive(self, last: int) -> bool:
        return last < len(self.tokens) and self.tokens[last].kind == "poss"

    def _with_postmodifier(self, mention: Mention) -> Mention:
        """The mention with what follows it: "for the ministry", "adopted in 2006"."""
        if mention.kind == "document" and self._is_participle(mention.last):
            return mention._replace(last=mention.last + 3)
        last, after = mention.last, -1
        for _ in range(2):
            link = self._link(mention, last)
            end = self._end_of_phrase(link + 1) if link >= 0 else -1
            if end < 0:
                break
            after, last = (link if after < 0 else after), end
            named = self._name_at_end(mention, link + 1, end)
            if named is not None:
                return named
        return mention if after < 0 else mention._replace(last=last, after_first=after)

    def _link(self, mention: Mention, i: int) -> int:
        """The preposition that leads from token i to what belongs to the mention, or -1."""
        if i + 1 >= len(self.tokens):
            return -1
        low = self.tokens[i].low
        if low in POSTMODIFIERS:
            return i
        if mention.kind == "document":
            return i if low == "by" else -1
        if low == "to":
            return i if i == mention.last and self._is_relative(mention) else -1
        return i + 1 if (low, self.tokens[i + 1].low) in ADJECTIVES else -1

    def _name_at_end(self, mention: Mention, first: int, end: int) -> Mention | None:
        """The name right after a role and what it is of: the head of the region Ann Lee."""
        if mention.kind != "person" or self.tokens[first].low != "the":
            return None
        for k in range(first + 2, end - 1):
            if self.tokens[k].low not in self.words.given_names or not self._is_name(k):
                continue
            before = self.tokens[k - 1]
            if before.role is not None or before.function is not None or before.kind == "poss":
                return None
            names = self.tokens[k:end]
            if all(map(is_name_part, names)) and names[-1].low not in self.organisations:
                phrase = tuple(self.tokens[mention.first : end])
                is_surname = phrase[-1].low in self.surnames
                first, role = k - mention.first, k - 1 - mention.first
                found = describe_name(phrase, first, role, self.words, is_surname=is_surname)
                return self._mention(mention.first, found)
        return None

    def _end_of_phrase(self, i: int) -> int:
        """Where the phrase ends that begins at token i after a link, or -1."""
        more = self._phrase_at(i)
        if more is not None:
            return self._owned_end(more) if more.is_possessive else self._with_second_body(more)
        is_noun = i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "word"
        return i + 2 if is_noun and self.tokens[i].low == "the" else -1

    def _owned_end(self, owner: Mention) -> int:
        """Where the phrase ends that begins with the owner: Ann Lee's thinking."""
        last = owner.last + 1
        for token in self.tokens[last : last + LOOK_AHEAD]:
            if token.kind not in ("word", "name") or token.function is not None or token.sense:
                break
            last += 1
        return last if last > owner.last + 1 else owner.last

    def _with_second_body(self, mention: Mention) -> int:
        """Where the phrase ends, with "and" and a second body if both are such."""
        i = mention.last
        if mention.kind != "organisation" or i >= len(self.tokens) or self.tokens[i].low != "and":
            return i
        other = self._phrase_at(i + 1)
        return other.last if other is not None and other.kind == "organisation" else i

    def _phrase_at(self, i: int) -> Mention | None:
        if i >= len(self.tokens) or not self._starts_phrase(i):
            return None
        return self._phrase(i)

    def _is_participle(self, i: int) -> bool:
        """Whether tokens from i read like "adopted in 2006"."""
        if i + 2 >= len(self.tokens):
            return False
        verb, link, year = self.tokens[i : i + 3]
        return verb.low.endswith("ed") and link.low in ("in", "on") and year.kind == "number"
