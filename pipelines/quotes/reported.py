"""Decides which clauses could be reported speech: what a cue's subject is said to have said, without marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipelines.quotes.candidates import Passage
from pipelines.quotes.clauses import DASHES
from pipelines.quotes.mentions import Mention

FRAMES = ("that", "question", "infinitive", "clause", "object", "tag", "according")
LINKS = ("plain", "insertion", "coordinated", "clause", "inverted", "")
ENDS = ("sentence", "comma", "coordinator", "tag", "last_comma")
# What hangs loosely on its cue is looked at in its likeliest form only.
NEAR_LINKS, WHOLE_FRAMES = frozenset({"plain", "insertion"}), frozenset({"object", "infinitive"})
QUESTION_WORDS = frozenset({"whether", "if", "why", "how", "what", "when", "where", "who", "which"})
AFTER_ADDRESSEE = QUESTION_WORDS | {"that", "to", "about", "of", ":", ","}
CLAUSE_WORDS = frozenset({"determiner", "preposition"})
COORDINATORS = frozenset({"and", "but", "while", "as"})
FINAL_SIGNS = frozenset({".", "!", "?", "…", ";"})
THAT_REACH, VERB_REACH, MOST_TOKENS = 14, 8, 150
FEWEST_BEFORE_ACCORDING = 3
FEWEST_BEFORE_TAG = 2


class Report(NamedTuple):
    """A clause that may report what a mention said: tokens [first, last) of its passage.

    `frame` tells how the clause hangs on the cue, `link` how the cue found its subject, `ending`
    what ends the clause.
    """

    passage: Passage
    mention: Mention
    cue: int
    first: int
    last: int
    frame: str
    link: str
    ending: str


def find_reports(passage: Passage) -> Iterator[Report]:
    """All clauses of a paragraph that could be reported; those of one cue compete."""
    clauses, tokens = passage.clauses, passage.clauses.tokens
    starts = clauses.starts
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(tokens)
        stop = _without_final_sign(passage, start, end)
        for i in range(start, stop):
            token = tokens[i]
            if token.sense is not None:
                found = _by_cue(passage, i, start, stop) if clauses.is_cue(i) else ()
            elif token.low == "according":
                found = _by_according(passage, i, start, stop)
            else:
                continue
            yield from (report for report in found if not _is_quoted(report))


def _is_quoted(report: Report) -> bool:
    """Whether nothing but words in quotation marks is reported."""
    tokens = report.passage.clauses.tokens[report.first : report.last]
    return all(token.kind in ("quote", "punct") for token in tokens)


def _by_according(passage: Passage, i: int, start: int, stop: int) -> Iterator[Report]:
    """The rest of the sentence of an "according to X"."""
    clauses, tokens = passage.clauses, passage.clauses.tokens
    mention = clauses.by_first.get(i + 2)
    if mention is None or tokens[i + 1].low != "to":
        return
    before = i - 1 if i > start and tokens[i - 1].low == "," else i
    if before - start >= FEWEST_BEFORE_ACCORDING:
        yield from _before(passage, i, mention, "according", "", start, before)
        return
    near = range(mention.last, min(stop, mention.last + MOST_TOKENS))
    comma = next((j for j in near if tokens[j].low == ","), None)
    first = mention.last if comma is None else comma + 1
    if 0 < stop - first <= MOST_TOKENS:
        yield Report(passage, mention, i, first, stop, "according", "", "sentence")


def _by_cue(passage: Passage, i: int, start: int, stop: int) -> Iterator[Report]:
    clauses, tokens = passage.clauses, passage.clauses.tokens
    found = clauses.subject(i, start)
    if found is not None:
        mention, link = found
        yield from _after(passage, i, mention, link, stop)
        comma = mention.first - 1
        if link == "plain" and mention.last <= i and comma > start and _is_comma(passage, comma):
            yield from _before(passage, i, mention, "tag", link, start, comma)
    if i > start and tokens[i - 1].low == "," and clauses.is_finite(i):
        inverted = clauses.by_first.get(clauses.skip_adverbs(i + 1, 1))
        if inverted is not None:
            yield from _whole(passage, i, inverted, "tag", "inverted", start, i - 1)


def _whole(
    passage: Passage, cue: int, mention: Mention, frame: str, link: str, start: int, end: int
) -> Iterator[Report]:
    """All words of the sentence before the tag."""
    if FEWEST_BEFORE_TAG <= end - start <= MOST_TOKENS:
        yield Report(passage, mention, cue, start, end, frame, link, "tag")


def _before(
    passage: Passage, cue: int, mention: Mention, frame: str, link: str, start: int, end: int
) -> Iterator[Report]:
    """The words of the sentence before the tag: all of them, or those after the last comma."""
    yield from _whole(passage, cue, mention, frame, link, start, end)
    start = max(start, end - MOST_TOKENS)
    tokens = passage.clauses.tokens
    comma = next((j for j in range(end - 2, start, -1) if tokens[j].low in (",", ";")), None)
    if comma is not None and end - comma > FEWEST_BEFORE_TAG:
        yield Report(passage, mention, cue, comma + 1, end, frame, link, "last_comma")


def _after(passage: Passage, cue: int, mention: Mention, link: str, stop: int) -> Iterator[Report]:
    """The words after the cue and whom it addresses, with the places where they may end."""
    clauses, tokens = passage.clauses, passage.clauses.tokens
    i = clauses.skip_adverbs(cue + 1, 1)
    if i >= stop:
        return
    addressee = clauses.by_first.get(i)
    if addressee is not None and addressee.last < stop and _follows_addressee(passage, addressee):
        i = addressee.last
    first, frame = _frame(passage, i, stop)
    if frame == "object" and link not in NEAR_LINKS:
        return
    if tokens[first].low in (":", ","):
        first += 1
    ends = _ends(passage, first, stop)
    for last, ending in islice(ends, 1) if frame in WHOLE_FRAMES else ends:
        yield Report(passage, mention, cue, first, last, frame, link, ending)


def _follows_addressee(passage: Passage, addressee: Mention) -> bool:
    """Whether the words after a mention can be what it is told."""
    i = addressee.last
    token = passage.clauses.tokens[i]
    if token.low in AFTER_ADDRESSEE or token.kind == "quote" or token.function in CLAUSE_WORDS:
        return True
    return i in passage.clauses.by_first


def _frame(passage: Passage, i: int, stop: int) -> tuple[int, str]:
    """Where the reported clause begins from token i on, and how it hangs on its cue."""
    that = _that(passage, i, stop)
    if that is not None:
        return that + 1, "that"
    token = passage.clauses.tokens[i]
    if token.low in QUESTION_WORDS:
        return i, "question"
    if token.low == "to":
        return i, "infinitive"
    return i, "clause" if _starts_clause(passage, i, stop) else "object"


def _that(passage: Passage, i: int, stop: int) -> int | None:
    """The "that" which opens the clause, also after words like "in a statement on Monday"."""
    tokens = passage.clauses.tokens
    for j in range(i, min(stop - 1, i + THAT_REACH)):
        token = tokens[j]
        if token.low == "that":
            return j
        if token.kind == "quote" or (token.kind == "word" and token.sense is not None):
            return None
    return None


def _starts_clause(passage: Passage, i: int, stop: int) -> bool:
    """Whether a subject and a verb of its own may begin here."""
    tokens = passage.clauses.tokens
    pronoun = tokens[i].pronoun
    if pronoun is not None and pronoun.number in ("one", "many"):
        return True
    mention = passage.clauses.by_first.get(i)
    if mention is not None and mention.last < stop:
        after = tokens[mention.last]
        return after.function == "auxiliary" or after.low.endswith(("s", "ed"))
    return any(token.function == "auxiliary" for token in tokens[i : min(stop, i + VERB_REACH)])


def _ends(passage: Passage, first: int, stop: int) -> Iterator[tuple[int, str]]:
    """Where a clause may end: with its sentence, at its first comma, at its first coordinator."""
    if first >= stop:
        return
    if stop - first <= MOST_TOKENS:
        yield stop, "sentence"
    tokens = passage.clauses.tokens
    comma = coordinator = 0
    for i in range(first + 1, min(stop, first + MOST_TOKENS)):
        low = tokens[i].low
        if low == "," and not comma and i + 1 < stop:
            comma = i
            yield i, "comma"
        elif low in COORDINATORS and not coordinator:
            coordinator = i
            if i - 1 != comma:
                yield i, "coordinator"
        if comma and coordinator:
            return


def _without_final_sign(passage: Passage, start: int, end: int) -> int:
    tokens = passage.clauses.tokens
    while end > start and tokens[end - 1].low in FINAL_SIGNS:
        end -= 1
    return end


def _is_comma(passage: Passage, i: int) -> bool:
    low = passage.clauses.tokens[i].low
    return low == "," or low in DASHES
