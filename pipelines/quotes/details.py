"""Decides what a page tells about a statement: role, affiliation, medium, carrier, day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from pipelines.document import DateMention
from pipelines.quotes.candidates import Passage, Place
from pipelines.quotes.lexicon import Lexicon
from pipelines.quotes.mentions import Mention
from pipelines.quotes.words import Token

ARTICLES = frozenset({"the", "a", "an"})
MEDIUM_PREPOSITIONS = frozenset({"in", "on", "at", "during", "to", "via", "by", "told"})
MEDIUM_REACH = 40
BEFORE_OUTLET = frozenset({"told", "tells", "telling", "with", "by"})
CARRYING = frozenset({("according", "to"), ("as", "per")})
CARRIER_SIGNS = frozenset({"according", "per"})
LONGEST_MEDIUM = 3
HEARERS = frozenset({"person", "group", "organisation"})
MOST_DAYS = 20


def role(text: str, passage: Passage, mention: Mention) -> str | None:
    """The role as the page states it: before the name, after it between commas, or alone."""
    tokens = passage.clauses.tokens
    if mention.form == "nominal" and mention.kind in ("person", "group"):
        return words_of(text, passage, mention.first, mention.last)
    if mention.kind != "person" or mention.form != "named":
        return None
    if mention.role_last >= 0:
        return words_of(text, passage, mention.first, mention.role_last + 1)
    apposed = _apposed_role(passage, mention)
    if apposed is not None and tokens[mention.last].low == ",":
        return words_of(text, passage, apposed.first, apposed.last)
    return None


def _apposed_role(passage: Passage, mention: Mention) -> Mention | None:
    tokens = passage.clauses.tokens
    if mention.last + 1 >= len(tokens) or tokens[mention.last].low != ",":
        return None
    other = passage.clauses.by_first.get(mention.last + 1)
    if other is None or other.form != "nominal" or other.kind != "person":
        return None
    after = tokens[other.last].low if other.last < len(tokens) else "."
    return other if after in (",", ".") else None


def affiliation(text: str, passage: Passage, mention: Mention) -> str | None:
    """Whom the speaker speaks for: the name in the role, or after "for", "of", "from"."""
    holder = mention
    if mention.form == "named" and mention.role_last < 0:
        apposed = _apposed_role(passage, mention)
        if apposed is None:
            return None
        holder = apposed
    if holder.kind not in ("person", "group"):
        return None
    if holder.after_first >= 0:
        return words_of(text, passage, holder.after_first + 1, holder.last)
    tokens = passage.clauses.tokens
    last = holder.role_last
    while last > holder.first and tokens[last - 1].kind != "name":
        last -= 1
    first = last
    while first > holder.first and tokens[first - 1].kind == "name":
        first -= 1
    names = tokens[first:last]
    if not names or any(token.role is not None for token in names):
        return None
    return words_of(text, passage, first, last)


def words_of(text: str, passage: Passage, first: int, last: int) -> str | None:
    """The words of tokens [first, last) without an article; None when there are none."""
    tokens = passage.clauses.tokens
    if first < last and tokens[first].low in ARTICLES:
        first += 1
    if first >= last:
        return None
    start, end = passage.clauses.place(first, last)
    return " ".join(text[start:end].split())


def medium(place: Place, words: Lexicon) -> str | None:
    """Where it was said, when the sentence has a phrase like "in a Telegram post"."""
    tokens = place.passage.clauses.tokens
    low = max(place.sentence_start, place.token - MEDIUM_REACH)
    high = min(place.sentence_end, place.token + MEDIUM_REACH)
    for i in range(low + 1, high):
        if tokens[i].is_medium:
            found = _medium_at(tokens, i, high, words)
            if found is not None:
                return found
    return None


def _medium_at(tokens: Sequence[Token], i: int, high: int, words: Lexicon) -> str | None:
    if not any(token.low in MEDIUM_PREPOSITIONS for token in tokens[max(0, i - 3) : i]):
        return None
    for size in range(LONGEST_MEDIUM, 0, -1):
        if i + size <= high:
            phrase = " ".join(map(_bare, tokens[i : i + size]))
            is_next = len(phrase) > 1 or tokens[i - 1].low in MEDIUM_PREPOSITIONS
            if phrase in words.media and is_next:
                return words.media[phrase]
    return None


def _bare(token: Token) -> str:
    """The word without the full stop that a lone letter keeps: on X."""
    return token.low.rstrip(".")


def may_name_carrier(passage: Passage) -> bool:
    """Whether the paragraph has a word of those that can name who carries the words of others."""
    return any(
        token.low in CARRIER_SIGNS or "outlet" in token.classes for token in passage.clauses.tokens
    )


def via(text: str, place: Place, speaker: Mention | None) -> str | None:
    """The carrier that the sentence names besides the speaker."""
    return _named_source(text, place, speaker) or _news_outlet(text, place, speaker)


def _news_outlet(text: str, place: Place, speaker: Mention | None) -> str | None:
    """The outlet to which it was told, by which it was carried, or that reports it."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    high = min(place.sentence_end, place.token + MEDIUM_REACH)
    for i in range(max(place.sentence_start, place.token - MEDIUM_REACH), high):
        mention = clauses.by_first.get(i)
        if mention is None or mention == speaker or not _is_outlet(tokens, mention):
            continue
        carries = mention.last < len(tokens) and "carries" in tokens[mention.last].classes
        if carries or (i and tokens[i - 1].low in BEFORE_OUTLET):
            return words_of(text, place.passage, mention.first, mention.last)
    return None


def _is_outlet(tokens: Sequence[Token], mention: Mention) -> bool:
    if not mention.has_name or mention.kind == "person":
        return False
    names = tokens[mention.name_first : mention.name_last]
    return any("outlet" in token.classes for token in names)


def _named_source(text: str, place: Place, speaker: Mention | None) -> str | None:
    """The carrier named by "according to" in a sentence whose tag names another speaker."""
    clauses, tokens = place.passage.clauses, place.passage.clauses.tokens
    high = min(place.sentence_end, place.token + MEDIUM_REACH) - 2
    for i in range(max(place.sentence_start, place.token - MEDIUM_REACH), high):
        if (tokens[i].low, tokens[i + 1].low) in CARRYING:
            mention = clauses.by_first.get(i + 2)
            if mention is not None and mention != speaker and mention.kind != "person":
                return words_of(text, place.passage, mention.first, mention.last)
    return None


def addressee(
    cue: int | None, speaker: Mention, passage: Passage, words: Lexicon
) -> tuple[int, int] | None:
    """Whom the cue addresses, as a token range: "told reporters", "said to the council"."""
    if cue is None:
        return None
    clauses, tokens = passage.clauses, passage.clauses.tokens
    i = clauses.skip_adverbs(cue + 1, 1)
    if i >= len(tokens):
        return None
    if tokens[i].low == "to":
        i += 1
    elif tokens[cue].low not in words.addressing:
        return None
    if i < len(tokens) and tokens[i].low in words.object_pronouns:
        return i, i + 1
    mention = clauses.by_first.get(i)
    if mention is None or mention.first == speaker.first or mention.is_possessive:
        return None
    if mention.kind not in HEARERS and not mention.has_name:
        return None
    has_place = mention.after_first >= 0 and tokens[mention.after_first].low in ("in", "on")
    return mention.first, mention.after_first if has_place else mention.last


def exact_days(mentions: Sequence[DateMention]) -> list[tuple[int, date]]:
    """The days that the text names exactly, with their places, in order."""
    return sorted(
        (mention.char_start, mention.resolved_from)
        for mention in mentions
        if mention.resolved_from is not None
        and mention.resolved_from == mention.resolved_to
        and mention.precision in ("day", "minute")
    )


def said_on(place: Place, days: Sequence[tuple[int, date]]) -> date | None:
    """The day that the sentence names outside the quote, when it is just one."""
    if not days:
        return None
    clauses = place.passage.clauses
    low, high = clauses.place(place.sentence_start, place.sentence_end)
    quote_start, quote_end = clauses.place(place.token, place.token + 1)
    first = bisect_left(days, low, key=itemgetter(0))
    named: set[date] = set()
    for at, day in days[first : first + MOST_DAYS]:
        if at >= high:
            break
        if not quote_start <= at < quote_end:
            named.add(day)
    return named.pop() if len(named) == 1 else None
