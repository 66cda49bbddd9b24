"""Decides which mention is the subject of a cue, and which cue belongs to a mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.quotes.mentions import Mention
from pipelines.quotes.words import NEVER, Token

REACH = 60
OPENING = {")": "(", "]": "["}
DASHES = frozenset({"-", "--", "—", "–"})
COORDINATORS = frozenset({"and", "but", "or"})
CLAUSE_BREAKS = frozenset({";", ":"})
AFTER_MENTION = frozenset({"who", "of", "from", "in", "with", "and", "at", "on", "for", "to"})
OF_TAGS = frozenset({"say", "claim", "ask", "answer", "write", "manner"})
GOES_ON = frozenset({"went on", "goes on", "go on", "going on", "continued", "continues"})


@dataclass(frozen=True, slots=True)
class Clauses:
    """One paragraph as tokens, their places, and mentions, with the look-ups between them."""

    tokens: Sequence[Token]
    places: Sequence[int]
    mentions: Sequence[Mention]
    starts: Sequence[int]
    by_first: dict[int, Mention] = field(default_factory=dict)
    by_last: dict[int, Mention] = field(default_factory=dict)
    subjects: dict[tuple[int, int], tuple[Mention, str] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self.by_first[mention.first] = mention
            self.by_last[mention.last] = mention

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where the text of tokens [first, last) begins and ends."""
        return self.places[first], self.places[last - 1] + self.tokens[last - 1].length

    def is_cue(self, i: int) -> bool:
        """Whether token i may be a verb of speech: no noun after an article, no name."""
        token = self.tokens[i]
        if token.kind != "word" or token.sense is None:
            return False
        before = self.tokens[i - 1] if i else None
        if before is None or before.kind in ("punct", "quote"):
            return True
        return before.kind != "poss" and before.function != "determiner" and before.low != "of"

    def is_finite(self, i: int) -> bool:
        """Whether the cue at token i is no -ing form."""
        return not self.tokens[i].low.endswith("ing")

    def skip_adverbs(self, i: int, step: int) -> int:
        """The next place from i, in direction `step`, that is no adverb or auxiliary."""
        for _ in range(6):
            if not 0 <= i < len(self.tokens):
                break
            token = self.tokens[i]
            if token.kind not in ("word", "name"):
                break
            is_adverb = token.kind == "word" and token.low.endswith("ly")
            if token.function not in ("adverb", "auxiliary") and not is_adverb:
                break
            i += step
        return i

    def cue_after(self, mention: Mention, end: int) -> int | None:
        """The cue of which the mention is the subject, before token `end`; appositives skipped."""
        i = mention.last
        for _ in range(6):
            i = self.skip_adverbs(i, 1)
            if i >= end:
                return None
            token = self.tokens[i]
            if self.is_cue(i):
                return i
            if token.kind == "punct" and token.low in ("(", "["):
                skipped = self._after_sign(i + 1, end, ")" if token.low == "(" else "]")
            elif token.kind == "punct" and (token.low == "," or token.low in DASHES):
                skipped = self._after_appositive(i + 1, end)
            elif token.low in AFTER_MENTION:
                skipped = self._next_cue(i + 1, end)
            elif "heard" in token.classes and i + 1 < end and self.is_cue(i + 1):
                return i + 1
            elif token.kind == "word" and self._is_to_do(i):
                skipped = self._next_cue(i, min(end, i + 5))
            else:
                return None
            if skipped is None:
                return None
            i = skipped
        return None

    def _is_to_do(self, i: int) -> bool:
        """Whether 'went on to', 'continued to', 'took to' may stand here."""
        return any(token.low == "to" for token in self.tokens[i + 1 : i + 3])

    def _after_sign(self, i: int, end: int, sign: str) -> int | None:
        for j in range(i, min(end, i + REACH)):
            if self.tokens[j].low == sign:
                return j + 1
            if self.tokens[j].kind == "quote":
                return None
        return None

    def _after_appositive(self, i: int, end: int) -> int | None:
        """The place after a comma that a cue follows, or after a role that one follows."""
        role = self.by_first.get(i)
        if role is not None and role.form == "nominal":
            following = self.skip_adverbs(role.last, 1)
            if following < end and self.is_cue(following):
                return following
        for j in range(i, min(end, i + REACH)):
            token = self.tokens[j]
            if token.kind == "quote":
                return None
            if token.low == "," or token.low in DASHES:
                following = self.skip_adverbs(j + 1, 1)
                if following < end and self.is_cue(following):
                    return following
        return None

    def _next_cue(self, i: int, end: int) -> int | None:
        for j in range(i, min(end, i + 12)):
            token = self.tokens[j]
            if token.kind == "quote":
                return None
            if token.kind == "punct" and token.low != ",":
                return None
            if self.is_cue(j) and self.is_finite(j):
                return j
        return None

    def subject(self, cue: int, start: int) -> tuple[Mention, str] | None:
        """The subject of the cue, looked for down to token `start`, and how it was found."""
        key = cue, start
        if key not in self.subjects:
            self.subjects[key] = self._subject(cue, start)
        return self.subjects[key]

    def _subject(self, cue: int, start: int) -> tuple[Mention, str] | None:
        told = self._quoted_before(cue) or self._cited_after(cue) or self._agent(cue)
        if told is not None:
            return told, "plain"
        i = self.skip_adverbs(cue - 1, -1)
        if i < start:
            return None
        i = self._before_day(self._before_infinitive(i, start), start)
        mention = self.by_last.get(i + 1)
        if mention is not None and self._can_be_subject(mention, cue):
            return self._antecedent(mention), "plain"
        inverted = self._inverted(cue, i)
        if inverted is not None:
            return inverted, "plain"
        if self._goes_on(cue, i, start):
            return self.subject(i - 1, start)
        token = self.tokens[i]
        if mention is None and token.kind == "punct" and token.low in (",", ")", "]", *DASHES):
            before = self._before_insertion(i, start)
            if before is not None:
                return self._antecedent(before), "insertion"
        first = self._clause_subject(cue, start)
        if first is None:
            return None
        return self._antecedent(first), "coordinated" if token.low in COORDINATORS else "clause"

    def _inverted(self, cue: int, before: int) -> Mention | None:
        """The subject after the cue of a tag right behind a quote: “A,” said X."""
        if before != cue - 1 or self.tokens[before].kind != "quote":
            return None
        if self.tokens[cue].sense not in OF_TAGS:
            return None
        mention = self.by_first.get(self.skip_adverbs(cue + 1, 1))
        return None if mention is None or mention.is_possessive else mention

    def _goes_on(self, cue: int, before: int, start: int) -> bool:
        """Whether the cue is a participle right after another cue: said, calling it."""
        if before != cue - 1 or self.tokens[before].low != "," or self.is_finite(cue):
            return False
        return before - 1 > start and self.is_cue(before - 1) and self.is_finite(before - 1)

    def _quoted_before(self, cue: int) -> Mention | None:
        """Whom somebody else quotes with this cue: "quoted X as saying"."""
        if cue < 3 or self.tokens[cue - 1].low != "as" or self.is_finite(cue):
            return None
        mention = self.by_last.get(cue - 1)
        if mention is None or "quoted" not in self.tokens[mention.first - 1].classes:
            return None
        return mention if mention.first else None

    def _cited_after(self, cue: int) -> Mention | None:
        """The person from whom a report has the words: "reported, citing X"."""
        if "citing" not in self.tokens[cue].classes or self.tokens[cue - 1].low != ",":
            return None
        mention = self.by_first.get(cue + 1)
        if mention is None or mention.is_possessive or mention.kind != "person":
            return None
        before = self.by_last.get(self.skip_adverbs(cue - 3, -1) + 1) if cue >= 3 else None
        return mention if before is not None and before.kind == "organisation" else None

    def _agent(self, cue: int) -> Mention | None:
        """Who speaks with a cue in the passive voice: "described by X as"."""
        if cue + 2 >= len(self.tokens) or self.tokens[cue + 1].low != "by":
            return None
        is_carrier = "quoted" in self.tokens[cue].classes or not self.is_finite(cue)
        mention = None if is_carrier else self.by_first.get(cue + 2)
        return None if mention is None or mention.is_possessive else mention

    def is_told_by_other(self, cue: int, mention: Mention | None) -> bool:
        """Whether the mention speaks with this cue though it is not its subject."""
        return mention is not None and mention in (
            self._quoted_before(cue),
            self._cited_after(cue),
            self._agent(cue),
        )

    def quoted_instead(self, mention: Mention, cue: int) -> tuple[Mention, int]:
        """The mention and cue of a tag, or the person whom that report quotes or cites."""
        tokens = self.tokens
        i = cue
        if i + 2 < len(tokens) and tokens[i + 1].low == "," and "citing" in tokens[i + 2].classes:
            i += 2
        other = self.by_first.get(i + 1) if "quoted" in tokens[i].classes else None
        if other is None or other.kind != "person" or other.is_possessive:
            return mention, cue
        if i == cue:
            as_saying = other.last + 1
            is_quoted = as_saying < len(tokens) and tokens[other.last].low == "as"
            return (other, as_saying) if is_quoted else (mention, cue)
        return (mention, cue) if mention.kind == "person" else (other, i)

    def _before_infinitive(self, i: int, start: int) -> int:
        """The place of the subject's last word before "went on to", if token i is that "to"."""
        if self.tokens[i].low != "to":
            return i
        for j in range(i - 1, max(start, i - 4) - 1, -1):
            if j + 1 in self.by_last:
                return j if self.tokens[j + 1].low in GOES_ON else i
            if self.tokens[j].kind != "word" or j in self.by_first:
                break
        return i

    def _before_day(self, i: int, start: int) -> int:
        """The place before "on Friday" between subject and cue."""
        if i - 2 < start or self.tokens[i].kind != "name" or self.tokens[i].opening != NEVER:
            return i
        j = i - 2 if self.tokens[i - 1].function == "preposition" else i - 1
        return j if j + 1 in self.by_last else i

    def _can_be_subject(self, mention: Mention, cue: int) -> bool:
        if mention.is_possessive:
            return False
        return not mention.is_object or not self.is_finite(cue)

    def _before_insertion(self, i: int, start: int) -> Mention | None:
        """The mention before the comma or bracket that opens what is closed at token i."""
        sign = self.tokens[i].low
        opening = OPENING.get(sign, sign)
        best: Mention | None = None
        for j in range(i - 1, max(start, i - REACH) - 1, -1):
            token = self.tokens[j]
            if token.kind == "quote" or (token.kind == "punct" and token.low in CLAUSE_BREAKS):
                break
            if token.low != opening:
                continue
            mention = self.by_last.get(j)
            if mention is not None and not mention.is_object and not mention.is_possessive:
                best = mention
                if opening in "([":
                    break
        return best

    def _antecedent(self, mention: Mention) -> Mention:
        """The mention that a relative 'who' stands for, else the mention itself."""
        if mention.form != "pronoun" or mention.head != "who":
            return mention
        for place in (mention.first, mention.first - 1):
            before = self.by_last.get(place)
            if before is not None:
                return before
        return mention

    def _clause_subject(self, cue: int, start: int) -> Mention | None:
        """The first mention of the clause that is no object; the main clause's for an -ing cue."""
        low = max(start, cue - REACH)
        if self.is_finite(cue):
            for j in range(cue - 1, low - 1, -1):
                token = self.tokens[j]
                if token.kind == "quote" or (token.kind == "punct" and token.low in CLAUSE_BREAKS):
                    low = j + 1
                    break
        return self.first_subject(low, cue)

    def first_subject(self, low: int, high: int) -> Mention | None:
        """The first mention in tokens [low, high) that is neither an object nor possessive."""
        for j in range(low, high):
            mention = self.by_first.get(j)
            if mention is None or mention.last > high:
                continue
            if not mention.is_object and not mention.is_possessive and mention.head != "who":
                return mention
        return None
