"""Decides whom each mention of a page means: a name where the page tells one, else none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.quotes.antecedents import Antecedents, Pronoun, Speaker
from pipelines.quotes.candidates import Passage
from pipelines.quotes.clauses import Clauses
from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.mentions import Mention
from pipelines.quotes.names import Names

THING_KINDS = frozenset({"organisation", "document"})
PERSONS = frozenset({"person", None})


class Resolver:
    """Reads a page's mentions in order and remembers who was spoken of."""

    def __init__(self, text: str, names: Names, words: Lexicon, antecedents: Antecedents) -> None:
        """Start at the top of a page whose full names are known; nobody was spoken of yet."""
        self.text = text
        self.names = names
        self.words = words
        self.antecedents = antecedents
        self.by_role: dict[str, Speaker] = {}
        self.sentence = 0
        self.described: list[tuple[tuple[int, int], str, frozenset[str]]] = []
        self.holders: dict[str, list[tuple[frozenset[str], Speaker]]] = {}

    def resolve(self, passages: Iterable[Passage]) -> dict[tuple[int, int], Speaker]:
        """The speaker of every mention, by passage number and first token."""
        speakers: dict[tuple[int, int], Speaker] = {}
        for passage in passages:
            starts, number = passage.clauses.starts, passage.number
            current, sentence, sentences = -1, 0, len(starts)
            for mention in passage.clauses.mentions:
                first = mention.first
                while sentence < sentences and starts[sentence] <= first:
                    sentence += 1
                speaker = self._speaker(passage, mention, sentence)
                speakers[number, first] = speaker
                if mention.role_last >= 0 and mention.kind == "person":
                    self._note_role(passage, mention, speaker)
                if speaker.kind in PERSONS and (speaker.key or speaker.form == "nominal"):
                    self._remember(passage, mention, speaker, sentence, sentence != current)
                    current = sentence if speaker.kind is not None else current
            self.sentence += sentences
        self._name_described(speakers)
        return speakers

    def _name_described(self, speakers: dict[tuple[int, int], Speaker]) -> None:
        """Name a described person whose role and affiliation just one named person holds."""
        for place, head, names in self.described:
            held = {
                other.key: other
                for role, other in self.holders.get(head, ())
                if role and (role <= names or names <= role)
            }
            if len(held) == 1:
                (person,) = held.values()
                speakers[place] = person._replace(form="nominal")

    def _note_role(self, passage: Passage, mention: Mention, speaker: Speaker) -> None:
        last = max(mention.role_last + 1, mention.last if mention.after_first >= 0 else 0)
        tokens = passage.clauses.tokens
        if mention.after_first >= 0 and tokens[mention.after_first].low == "to":
            return
        head = tokens[mention.role_last].low
        names = frozenset(
            token.low for token in tokens[mention.first : last] if token.kind == "name"
        )
        if mention.has_name and speaker.key is not None:
            self.holders.setdefault(head, []).append((names, speaker))
        elif names and speaker.name is None:
            self.described.append(((passage.number, mention.first), head, names))

    def _speaker(self, passage: Passage, mention: Mention, sentence: int) -> Speaker:
        if mention.form == "pronoun":
            return self._pronoun(passage, mention, sentence)
        if mention.has_name:
            return self._named(passage, mention)
        return self._nominal(passage, mention)

    def _named(self, passage: Passage, mention: Mention) -> Speaker:
        tokens = passage.clauses.tokens[mention.name_first : mention.name_last]
        parts = [token.low for token in tokens]
        kind, gender = mention.kind, mention.gender
        if kind == "organisation" and len(parts) > 1:
            gender = "thing"
        elif self._is_document(parts):
            kind, gender = "document", "thing"
        elif kind == "organisation":
            gender = "thing"
        else:
            start = passage.clauses.places[mention.name_first]
            person = self.names.full(parts, start, gender)
            if person is not None:
                gender = person.gender or gender
                return Speaker(person.name, "person", gender, "named", person.name.casefold())
        start, end = passage.clauses.place(mention.name_first, mention.name_last)
        name = " ".join(self.text[start:end].split())
        return Speaker(name, kind, gender, "named", name.casefold())

    def _is_document(self, parts: Sequence[str]) -> bool:
        """Whether a capitalised word alone or with a number names a text, not a person."""
        word = parts[0]
        if len(parts) > 2 or (len(parts) == 2 and not parts[1][0].isdigit()):
            return False
        if word in self.words.given_names or word in self.names.by_part:
            return False
        return word in self.words.documents

    def _nominal(self, passage: Passage, mention: Mention) -> Speaker:
        apposed = self._apposed_name(passage, mention)
        if apposed is not None:
            named = self._named(passage, apposed)
            if named.kind == "person":
                return named._replace(form="nominal")
        tokens = passage.clauses.tokens
        is_definite = tokens[mention.first].low == "the" and mention.after_first < 0
        known = self.by_role.get(mention.head) if is_definite else None
        if known is not None and mention.kind == "person":
            return known._replace(form="nominal")
        gender = "thing" if mention.kind in THING_KINDS else mention.gender
        return Speaker(None, mention.kind, gender, "nominal")

    def _apposed_name(self, passage: Passage, mention: Mention) -> Mention | None:
        """The name between commas after a description: "the group's head, X, said"."""
        clauses = passage.clauses
        i = mention.last
        if mention.kind != "person" or i + 1 >= len(clauses.tokens):
            return None
        if clauses.tokens[i].low != ",":
            return None
        other = clauses.by_first.get(i + 1)
        if other is None or not other.has_name or other.name_first != other.first:
            return None
        after = clauses.tokens[other.last].low if other.last < len(clauses.tokens) else "."
        return other if after in (",", ".") or after in self.words.cues else None

    def _place(self, passage: Passage, mention: Mention, sentence: int) -> Pronoun:
        """Where a mention stands, as it matters for pronouns."""
        clauses = passage.clauses
        tokens, first = clauses.tokens, mention.first
        return Pronoun(
            mention.gender,
            self.sentence + sentence,
            passage.number,
            first,
            _has_cue(clauses, mention),
            clauses.starts[sentence - 1] == first,
            any(token.kind == "quote" for token in tokens[max(0, first - 2) : first]),
        )

    def _pronoun(self, passage: Passage, mention: Mention, sentence: int) -> Speaker:
        if mention.gender not in ("male", "female"):
            return Speaker(None, None, mention.gender, "pronoun")
        meant = self.antecedents.choose(self._place(passage, mention, sentence))
        if meant is None:
            return self._unprepared(passage, mention)
        return Speaker(meant.name, "person", mention.gender, "pronoun", meant.key)

    def _unprepared(self, passage: Passage, mention: Mention) -> Speaker:
        """Whom a pronoun means before which nobody was spoken of near a quote."""
        start, _ = passage.clauses.place(mention.first, mention.last)
        person = self.names.near(start, mention.gender)
        if person is None:
            return Speaker(None, "person", mention.gender, "pronoun")
        return Speaker(person.name, "person", mention.gender, "pronoun", person.name.casefold())

    def _remember(
        self, passage: Passage, mention: Mention, speaker: Speaker, sentence: int, is_first: bool
    ) -> None:
        if mention.role_last >= 0 and speaker.name and speaker.kind == "person":
            role = passage.clauses.tokens[mention.role_last].low
            self.by_role[role] = speaker
        place = self.sentence + sentence, passage.number
        self.antecedents.remember(
            speaker, mention, place, is_first=is_first, speaks=_has_cue(passage.clauses, mention)
        )


def _has_cue(clauses: Clauses, mention: Mention) -> bool:
    """Whether a cue stands behind the mention and its adverbs, or before it in a tag: “…,” said X."""
    tokens, i, before = clauses.tokens, mention.last, mention.first - 1
    if mention.is_possessive:
        return False
    if before > 0 and tokens[before].sense is not None and clauses.is_cue(before):
        return tokens[before - 1].kind in ("quote", "punct")
    if i < len(tokens) and tokens[i].function in ("adverb", "auxiliary"):
        i = clauses.skip_adverbs(i, 1)
    return i < len(tokens) and tokens[i].sense is not None and clauses.is_cue(i)
