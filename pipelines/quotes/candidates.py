"""Decides who could have said a quote: the candidates of its sentence and of what stands before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.quotes.clauses import DASHES, Clauses
from pipelines.quotes.mentions import Mention
from pipelines.quotes.pairs import Span

CUES_LOOKED_AT = 3
SOURCE_PHRASES = {
    "according": (("according", "to"),),
    "in": (("in", "the", "words", "of"),),
    "as": (("as",),),
}
CLAUSE_OPENERS = frozenset({"but", "while", "whereas", "yet", "though", "although"})
SUBORDINATORS = frozenset({"while", "although", "though", "whereas"})
PUT_IT = frozenset({"put it", "puts it"})
LEFT_REACH = 80
RIGHT_REACH = 60
NEXT_REACH = 30
SKIPPED_AFTER = frozenset({",", ".", "?", "!", ":", *DASHES})
AFTER_NOUN = frozenset({"that", "of", "to", ":", ","})


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of kept text: its quotes, tokens and clauses.

    `reopens` is set when it goes on with the quote that the paragraph before left open.
    """

    number: int
    start: int
    end: int
    spans: Sequence[Span]
    nested: Sequence[Span]
    clauses: Clauses
    reopens: bool = False


class Candidate(NamedTuple):
    """One answer to who said it, with the features that a scorer may look at.

    `pattern` is the way it was found, `gap` the tokens between quote and tag, `link` how the cue
    found its subject, `sense` the cue's; `is_mid_sentence` tells that the quote's own sentence has words before it.
    Without a mention it inherits the quote before.
    """

    pattern: str
    mention: Mention | None = None
    passage: Passage | None = None
    cue: int | None = None
    gap: int = 0
    link: str = ""
    sense: str = ""
    sentences_between: int = 0
    is_mid_sentence: bool = False


class Place(NamedTuple):
    """Where a quote stands: its token, its sentence, and the passages around."""

    passage: Passage
    token: int
    sentence: int
    sentence_start: int
    sentence_end: int


def place_of(passage: Passage, token: int) -> Place:
    """The sentence around a quote's token."""
    starts = passage.clauses.starts
    number = bisect_right(starts, token)
    end = starts[number] if number < len(starts) else len(passage.clauses.tokens)
    return Place(passage, token, number - 1, starts[number - 1], end)


def _candidate(
    place: Place, pattern: str, mention: Mention, cue: int | None, gap: int, link: str = ""
) -> Candidate:
    clauses = place.passage.clauses
    sense = clauses.tokens[cue].sense or "" if cue is not None else ""
    return Candidate(pattern, mention, place.passage, cue, gap, link, sense)


def tags_after(place: Place) -> Iterator[Candidate]:
    """A tag directly after the quote: said X; X said; according to X; — X."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    end = place.sentence_end
    i = place.token + 1
    sign = ""
    while i < end and tokens[i].kind == "punct" and tokens[i].low in SKIPPED_AFTER:
        sign = tokens[i].low
        i += 1
    if i >= end:
        return
    yield from _according(place, i, "according_after")
    if tokens[i].low == "as" and i + 1 < end:
        i += 1
    mention = clauses.by_first.get(i)
    if mention is not None and mention.head != "who":
        cue = clauses.cue_after(mention, end)
        if cue is not None:
            gap = cue - mention.last
            yield _candidate(place, "tag_after", *clauses.quoted_instead(mention, cue), gap)
        elif mention.has_name and (sign in DASHES or (sign == ":" and mention.last == len(tokens))):
            yield _candidate(place, "signature", mention, None, 0)
    i = clauses.skip_adverbs(i, 1)
    if i < end and clauses.is_cue(i) and clauses.is_finite(i):
        yield from _inverted(place, i)


def _inverted(place: Place, cue: int) -> Iterator[Candidate]:
    clauses = place.passage.clauses
    i = clauses.skip_adverbs(cue + 1, 1)
    mention = clauses.by_first.get(i)
    if mention is None or mention.is_possessive:
        mention = clauses.first_subject(cue + 1, min(place.sentence_end, cue + 6))
    if mention is None or mention.last > place.sentence_end:
        return
    yield _candidate(place, "inverted", _named_later(place, mention), cue, i - cue - 1)


def _named_later(place: Place, mention: Mention) -> Mention:
    """The name that a long description before it belongs to: "said the group's head, X"."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    if mention.form != "nominal" or mention.kind not in ("person", None):
        return mention
    i = mention.last
    if i + 1 < place.sentence_end and tokens[i].low in (",", "and"):
        other = clauses.by_first.get(i + 1)
        if other is not None and other.kind == "person" and other.has_name:
            return other
    return mention


def _according(place: Place, i: int, pattern: str) -> Iterator[Candidate]:
    """Whom "according to", "in the words of" or "as X put it" at token i names."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    mention, cue = None, i
    for phrase in SOURCE_PHRASES.get(tokens[i].low, ()):
        after = i + len(phrase)
        if all(token.low == word for token, word in zip(tokens[i:after], phrase, strict=False)):
            mention = clauses.by_first.get(after)
    if mention is not None and tokens[i].low == "as":
        cue = mention.last
        mention = mention if cue < len(tokens) and tokens[cue].low in PUT_IT else None
    if mention is not None:
        yield _candidate(place, pattern, mention, cue, abs(place.token - i))


def tags_before(place: Place) -> Iterator[Candidate]:
    """Cues and subjects before the quote in its sentence, nearest first."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    start = max(place.sentence_start, place.token - LEFT_REACH)
    cues, is_told_by_other = 0, False
    nearest: dict[int, int] = {}
    for i in range(place.token - 1, start - 1, -1):
        if tokens[i].low in SOURCE_PHRASES:
            yield from _according(place, i, "according_before")
        if not clauses.is_cue(i):
            yield from _possessor(place, i)
            continue
        found = clauses.subject(i, place.sentence_start)
        if found is not None:
            candidate = _tag_before(place, i, *found)
            if nearest and _is_report_of_other(candidate, clauses):
                is_told_by_other = True
                break
            is_told_by_other = is_told_by_other or clauses.is_told_by_other(i, candidate.mention)
            yield _with_nearest_cue(candidate, clauses, nearest)
            if _begins_clause(place, candidate):
                is_told_by_other = True
                break
        cues += 1
        if cues == CUES_LOOKED_AT:
            break
    yield from _label(place)
    subject = None if is_told_by_other else clauses.first_subject(start, place.token)
    if subject is not None:
        yield _candidate(place, "clause_subject", subject, None, place.token - subject.last)


def _begins_clause(place: Place, one: Candidate) -> bool:
    """Whether the subject opens a clause of its own, so that nobody before it speaks."""
    tokens = place.passage.clauses.tokens
    if one.mention is None or one.link != "plain" or one.mention.first - 2 < place.sentence_start:
        return False
    before, sign = tokens[one.mention.first - 1].low, tokens[one.mention.first - 2].low
    if before in CLAUSE_OPENERS and sign in (",", ";"):
        return True
    return before == "," and tokens[place.sentence_start].low in SUBORDINATORS


def _is_report_of_other(one: Candidate, clauses: Clauses) -> bool:
    """Whether a body only reports what somebody nearer to the quote says."""
    if one.mention is None or one.cue is None or one.mention.kind != "organisation":
        return False
    return "reports" in clauses.tokens[one.cue].classes


def _tag_before(place: Place, cue: int, subject: Mention, link: str) -> Candidate:
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    gap = sum(1 for t in tokens[cue + 1 : place.token] if t.low not in (",", ":", "that"))
    mention, _ = clauses.quoted_instead(subject, cue)
    return _candidate(place, "tag_before", mention, cue, gap, link)


def _with_nearest_cue(one: Candidate, clauses: Clauses, nearest: dict[int, int]) -> Candidate:
    """The candidate with the cue of its subject that is nearest to the quote: said X, adding."""
    if one.mention is None or one.cue is None:
        return one
    if one.link != "clause" or not clauses.is_finite(one.cue):
        nearest.setdefault(one.mention.first, one.cue)
    return one._replace(cue=nearest.get(one.mention.first, one.cue))


def _possessor(place: Place, i: int) -> Iterator[Candidate]:
    """Whose claim that "q": the owner of a noun of speech at token i."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    if i < 2 or "speech" not in tokens[i].classes or tokens[i - 1].kind != "poss":
        return
    mention = clauses.by_last.get(i - 1)
    if mention is not None and tokens[i + 1].low in AFTER_NOUN:
        yield _candidate(place, "tag_before", mention, i, place.token - i - 1, "plain")


def _label(place: Place) -> Iterator[Candidate]:
    """A transcript label: a name and a colon right before the quote."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    i = place.token - 1
    if i <= place.sentence_start or tokens[i].low != ":":
        return
    mention = clauses.by_last.get(i)
    if mention is not None and mention.first == place.sentence_start:
        yield _candidate(place, "label", mention, None, 0)


def tags_late(place: Place) -> Iterator[Candidate]:
    """A tag at the end of the sentence, words of the sentence between it and the quote."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    last = min(place.sentence_end, place.token + RIGHT_REACH)
    yield from _opening_participle(place)
    for i in range(place.token + 2, last):
        before = tokens[i - 1]
        if tokens[i].low in SOURCE_PHRASES:
            yield from _according(place, i, "according_late")
        if before.low != "," and before.kind != "quote":
            continue
        mention = clauses.by_first.get(i)
        if mention is not None and not mention.is_object and mention.head != "who":
            cue = clauses.cue_after(mention, place.sentence_end)
            if cue is not None and clauses.is_finite(cue):
                yield _candidate(place, "tag_late", mention, cue, i - place.token)
        elif clauses.is_cue(i) and clauses.is_finite(i) and (i + 1) in clauses.by_first:
            yield _candidate(place, "tag_late", clauses.by_first[i + 1], i, i - place.token)


def _opening_participle(place: Place) -> Iterator[Candidate]:
    """Who acts after the quote of a participle that opens the sentence: Warning that “q,” X left."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    first, i = place.sentence_start, place.token + 1
    if first == place.token or tokens[first].sense is None or clauses.is_finite(first):
        return
    mention = clauses.by_first.get(i + 1 if i < len(tokens) and tokens[i].low == "," else i)
    if mention is not None and not mention.is_possessive and mention.first < place.sentence_end:
        yield _candidate(place, "tag_late", mention, first, 1)


def tags_of_next(place: Place) -> Iterator[Candidate]:
    """The tag directly after the next quote of the paragraph, which may end both."""
    tokens = place.passage.clauses.tokens
    following = range(place.token + 1, min(len(tokens), place.token + NEXT_REACH))
    token = next((i for i in following if tokens[i].kind == "quote"), None)
    if token is None:
        return
    for candidate in tags_after(place_of(place.passage, token)):
        yield candidate._replace(pattern="next_tag", gap=token - place.token)


def sentence_before(place: Place) -> Iterator[Candidate]:
    """The subject of the sentence before in the same paragraph, where that has no quote."""
    clauses = place.passage.clauses
    if place.sentence:
        start = clauses.starts[place.sentence - 1]
        for candidate in _prose_subject(
            place.passage, start, place.sentence_start, "sentence_before"
        ):
            yield candidate._replace(is_mid_sentence=is_mid_sentence(place))


def _prose_subject(passage: Passage, start: int, end: int, pattern: str) -> Iterator[Candidate]:
    clauses = passage.clauses
    cue = next(
        (i for i in range(end - 1, max(start, end - LEFT_REACH) - 1, -1) if clauses.is_cue(i)), None
    )
    found = clauses.subject(cue, start) if cue is not None else None
    subject = found[0] if found else clauses.first_subject(max(start, end - LEFT_REACH), end)
    if subject is not None:
        sense = clauses.tokens[cue].sense or "" if cue is not None else ""
        yield Candidate(pattern, subject, passage, cue if found else None, 0, "", sense)


def is_mid_sentence(place: Place) -> bool:
    """Whether words of the same sentence stand before the quote."""
    start = place.sentence_start
    opening = place.passage.clauses.tokens[start : min(start + 2, place.token)]
    return bool(opening) and opening[-1].kind in ("word", "name", "number")


def paragraph_before(before: Passage | None) -> Iterator[Candidate]:
    """The subject of the last sentence of the paragraph before; a colon there leads in."""
    if before is None or not before.clauses.tokens:
        return
    tokens = before.clauses.tokens
    leads_in = tokens[-1].low == ":"
    start = before.clauses.starts[-1]
    pattern = "lead_in" if leads_in else "paragraph_before"
    yield from _prose_subject(before, start, len(tokens), pattern)


def next_sentence(place: Place) -> Iterator[Candidate]:
    """The subject of the sentence after, when a cue follows it."""
    clauses = place.passage.clauses
    if place.sentence_end >= len(clauses.tokens):
        return
    mention = clauses.by_first.get(place.sentence_end)
    if mention is None:
        return
    cue = clauses.cue_after(mention, min(len(clauses.tokens), place.sentence_end + RIGHT_REACH))
    is_apposed = mention.last < len(clauses.tokens) and clauses.tokens[mention.last].low == ","
    if cue is not None and (cue - mention.last <= 2 or is_apposed):
        yield _candidate(place, "next_sentence", mention, cue, 0)
