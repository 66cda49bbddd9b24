"""Decides what words in quotation marks are: speech, a fragment of it, a title, or a term."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.quotes.attribute import TAG_PATTERNS, Attribution
from pipelines.quotes.words import NEVER

# Below it a quote has no speaker. It was learned from English: elsewhere more is asked for, and
# a tag or label.
THRESHOLD, FOREIGN_THRESHOLD = 0.55, 0.7
# Bodies and texts speak seldom in what was learned from, so that it underrates them.
THRESHOLD_OF_KIND = {"organisation": 0.5, "document": 0.35}
# What is said as surely as this is no name of a work, however it is written.
SURELY_SAID = 0.8
UNTAGGED = frozenset({"clause_subject", "sentence_before", "paragraph_before", "next_sentence"})
SPEECH_WORD = re.compile(r"[^\W_][\w'’-]*")
FRAGMENT_WORDS = 3
NICKNAME_WORDS = 3
TITLE_WORDS = 12
SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


def is_title(text: str, row: Attribution, words: Sequence[str]) -> bool:
    """Whether the words are the name of a work: by the word before, or by their capitals."""
    if _is_after(row, "work"):
        return True
    last = text[row.span.end - 1]
    is_tagged = row.candidate is not None and row.candidate.pattern in TAG_PATTERNS
    is_tagged = is_tagged and not _is_after(row, "of_works")
    if not 2 <= len(words) <= TITLE_WORDS or last in "!?." or (last == "," and is_tagged):
        return False
    big = [word for word in words if word.lower() not in SMALL_WORDS]
    return bool(big) and all(word[0].isupper() or word[0].isdigit() for word in big)


def _is_after(row: Attribution, name: str) -> bool:
    """Whether a word of this class stands right before the quote."""
    i = row.place.token
    return i > 0 and name in row.place.passage.clauses.tokens[i - 1].classes


def is_name_of(row: Attribution, words: Sequence[str]) -> bool:
    """Whether the words are a nickname inside a name, or what a thing is called."""
    tokens, i = row.place.passage.clauses.tokens, row.place.token
    if i == 0 or len(words) > NICKNAME_WORDS:
        return False
    before = tokens[i - 1]
    if "naming" in before.classes:
        return i > 1 and tokens[i - 2].function == "auxiliary"
    if before.kind != "name" or before.opening == NEVER or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].kind == "name" and tokens[i + 1].opening != NEVER


def kind(text: str, row: Attribution) -> str:
    """Direct for whole words of the speaker, mixed for a fragment inside reported speech."""
    first = text[row.span.start]
    candidate = row.candidate
    if candidate is not None and candidate.pattern in ("tag_before", "clause_subject"):
        before = row.place.passage.clauses.tokens[row.place.token - 1]
        if before.kind != "punct" and (before.low == "that" or not first.isupper()):
            return "mixed"
    if first.islower() and not _ends_like_sentence(text, row):
        return "mixed"
    return "direct"


def _ends_like_sentence(text: str, row: Attribution) -> bool:
    return text[row.span.end - 1] in ",.?!…—" and row.span.end - row.span.start > 40


def _is_believed(row: Attribution, language: str | None) -> bool:
    """Whether the candidate is likely enough."""
    if row.origin is None:
        return False
    if language not in (None, "en"):
        return row.origin.pattern not in UNTAGGED and row.score >= FOREIGN_THRESHOLD
    kind_of_speaker = row.origin.mention.kind if row.origin.mention else None
    return row.score >= THRESHOLD_OF_KIND.get(kind_of_speaker or "", THRESHOLD)


def reason_without_speaker(text: str, row: Attribution, language: str | None) -> str | None:
    """Why the quote gets no speaker; None when it gets one. An unknown language counts as English."""
    is_tagged = row.candidate is not None and row.candidate.pattern in TAG_PATTERNS
    close = is_tagged and row.candidate is not None and row.candidate.gap <= 1
    close = close and not _is_after(row, "of_works")
    words = SPEECH_WORD.findall(text, row.span.start, min(row.span.end, row.span.start + 200))
    if not close and row.score < SURELY_SAID and is_title(text, row, words):
        return "title"
    if is_name_of(row, words):
        return "scare_quote"
    is_fragment = len(words) < FRAGMENT_WORDS
    if _is_believed(row, language) and (close or not is_fragment or is_tagged):
        return None
    if is_fragment:
        return "scare_quote"
    return "no_source" if row.origin is None else "low_confidence"
