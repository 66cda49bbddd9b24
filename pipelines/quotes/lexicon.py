"""Decides what a word can be: cue, role, pronoun, honorific, function word, or no name at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.references import References, split_list

REFERENCE_FILES = (
    "cue_verbs",
    "document_words",
    "elisions",
    "function_words",
    "given_names",
    "honorifics",
    "media_of_speech",
    "not_names",
    "organisation_words",
    "pronouns",
    "role_words",
    "words_at_quotes",
)
PHRASE_OPENERS = frozenset({"determiner", "modifier"})


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Gender (male, female, thing or empty) and number (one, many, self, relative, ...)."""

    gender: str
    number: str


@dataclass(frozen=True, slots=True)
class Role:
    """Gender (male, female or empty) and number (person or group) of a word for people."""

    gender: str
    number: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The word lists of this stage, keyed by lower-case word.

    `openers` are the words with which a mention can begin, `media_words` those of a medium,
    `elisions` those that an apostrophe begins, `nearby` the classes of words at quotes. `particles`
    are the words that make a cue of a verb that is none alone ("point", "out"), `addressing` the
    cues whose object is spoken to, `report_chunks` the cues that often report, as they stand
    between spaces. `chunks` and `phrases` keep how texts and tokens were read before.
    """

    cues: Mapping[str, str]
    function_words: Mapping[str, str]
    pronouns: Mapping[str, Pronoun]
    honorifics: Mapping[str, str]
    roles: Mapping[str, Role]
    organisations: frozenset[str]
    documents: frozenset[str]
    not_names: Mapping[str, str]
    given_names: Mapping[str, str]
    media: Mapping[str, str]
    media_words: frozenset[str]
    openers: frozenset[str]
    chunks: dict[str, tuple[Any, Any]]
    phrases: dict[tuple[Any, bool], Any]
    particles: Mapping[str, frozenset[str]]
    addressing: frozenset[str]
    report_chunks: frozenset[str]
    object_pronouns: frozenset[str]
    elisions: frozenset[str]
    nearby: Mapping[str, frozenset[str]]

    def is_head(self, word: str) -> bool:
        """Whether the word can be the head of a phrase that speaks."""
        return word in self.roles or word in self.organisations or word in self.documents


@lru_cache(maxsize=4)
def lexicon(references: References) -> Lexicon:
    """The word lists of these reference files, indexed once."""
    rows = references.rows
    cues: dict[str, str] = {}
    for row in rows("cue_verbs"):
        for form in split_list(row["forms"]):
            cues.setdefault(form.lower(), row["sense"])
    function_words = {row["word"]: row["class"] for row in rows("function_words")}
    pronouns = {row["word"]: Pronoun(row["gender"], row["number"]) for row in rows("pronouns")}
    roles = {row["word"]: Role(row["gender"], row["number"]) for row in rows("role_words")}
    first = {word for word, name in function_words.items() if name in PHRASE_OPENERS}
    report_forms = [form for row in rows("cue_verbs") for form in split_list(row["report_forms"])]
    return Lexicon(
        cues=cues,
        function_words=function_words,
        pronouns=pronouns,
        honorifics={row["form"].lower(): row["gender"] for row in rows("honorifics")},
        roles=roles,
        organisations=frozenset(row["word"] for row in rows("organisation_words")),
        documents=frozenset(row["word"] for row in rows("document_words")),
        not_names={row["word"]: row["why"] for row in rows("not_names")},
        given_names={row["name"]: row["gender"] for row in rows("given_names")},
        media={row["phrase"].lower(): row["medium"] for row in rows("media_of_speech")},
        media_words=frozenset(row["phrase"].lower().split()[0] for row in rows("media_of_speech")),
        openers=frozenset(first | pronouns.keys() | roles.keys()),
        chunks={},
        phrases={},
        particles=_particles(cues),
        addressing=frozenset(
            form.lower()
            for row in rows("cue_verbs")
            if row["takes_addressee"] == "yes"
            for form in split_list(row["forms"])
        ),
        report_chunks=frozenset(
            form.lower() + sign
            for form in ("according", *report_forms)
            for sign in ("", ".", ",", ":", ";")
        ),
        object_pronouns=frozenset(
            word for word, pronoun in pronouns.items() if pronoun.number in ("object", "addressee")
        ),
        nearby=_classes(rows("words_at_quotes")),
        elisions=frozenset(row["word"] for row in rows("elisions")),
    )


def _classes(rows: Sequence[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["word"], set()).add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


def _particles(cues: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The second words of the cues of two words, by their first one where that is no cue alone."""
    found: dict[str, set[str]] = {}
    for cue in cues:
        first, _, second = cue.partition(" ")
        if second and " " not in second and first not in cues:
            found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}
