"""Decides what is measured of a clause that could be reported speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.quotes.features import FORMS, KINDS, SENSES
from pipelines.quotes.mentions import Mention
from pipelines.quotes.reported import ENDS, FRAMES, LINKS, Report
from pipelines.quotes.words import Token

REPORT_FEATURES = (
    *("frame", "link", "ending", "sense", "form", "kind"),
    *("is_said", "is_tell", "is_ing", "is_third", "is_past"),
    *("mention_words", "is_object", "is_possessive", "speaks_itself", "is_weak", "has_role"),
    *("has_opener", "is_definite", "gap_subject", "gap_content"),
    *("aux_before", "be_before", "to_before", "not_before", "may_before"),
    *("length", "quotes", "commas", "auxiliaries", "cues", "mentions"),
    *("first_function", "first_kind", "first_pronoun", "first_mention", "first_sense", "first_low"),
    *("second_function", "subject_then", "after_colon", "comma_after", "reports"),
    *("opens_paragraph", "ends_paragraph", "opens_sentence"),
    *("tail", "tail_ends", "tail_function", "tail_light", "tail_light_end", "is_plain_tag"),
)
FUNCTIONS = ("auxiliary", "adverb", "determiner", "modifier", "preposition", "particle")
TOKEN_KINDS = ("word", "name", "number", "punct", "poss", "quote")
FIRST_WORDS = ("as", "by", "with", "in", "on", "at", "about", "for", "of", "against", "not", "no")
SAID = frozenset({"said", "say", "says", "saying"})
TELL = frozenset({"told", "tell", "tells", "telling"})
BE = frozenset({"is", "was", "are", "were", "be", "been", "being"})
NEGATIONS = frozenset({"not", "never", "no", "didn't", "don't", "doesn't", "won't", "hasn't"})
MODALS = frozenset({"would", "could", "should", "will", "can", "may", "might", "must"})
ITSELF = frozenset({"i", "we", "you"})
WEAK = frozenset({"it", "who", "they", "that", "which"})
HEAVY = frozenset({"that", "to", "he", "she", "it", "they", "we", "i"}) | {":"}
AUXILIARIES = 3
LOOKED_AT, FARTHEST, LONGEST = 25, 40, 120
NONE = -1


def measure_reports(reports: Sequence[Report]) -> list[list[float]]:
    """The REPORT_FEATURES of each report of a paragraph; what is one of several is its place there."""
    return [_measure(report, len(reports)) for report in reports]


def _measure(report: Report, reports: int) -> list[float]:
    content, tail = _of_content(report), _of_tail(report)
    clauses, mention = report.passage.clauses, report.mention
    tokens = clauses.tokens
    cue = tokens[report.cue]
    before = tokens[report.cue - 1] if report.cue else None
    leading = [token.low for token in tokens[max(0, report.cue - 3) : report.cue]]
    follows = report.first > report.cue
    return [
        FRAMES.index(report.frame),
        LINKS.index(report.link),
        ENDS.index(report.ending),
        _place(SENSES, cue.sense),
        _place(FORMS, mention.form),
        _place(KINDS, mention.kind),
        cue.low in SAID,
        cue.low in TELL,
        cue.low.endswith("ing"),
        cue.low.endswith("s"),
        cue.low.endswith("ed"),
        *_of_mention(mention, tokens),
        min(FARTHEST, abs(report.cue - mention.last)),
        min(FARTHEST, report.first - report.cue if follows else report.cue - report.last),
        before is not None and before.function == "auxiliary",
        before is not None and before.low in BE,
        before is not None and before.low == "to",
        not NEGATIONS.isdisjoint(leading),
        not MODALS.isdisjoint(leading),
        *content,
        reports,
        report.first == 0,
        report.last >= len(tokens) - 1,
        _opens_sentence(report),
        *tail,
        tail[-1] > 0 and content[AUXILIARIES] > 0 and cue.sense == "say",
    ]


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else NONE


def _of_mention(mention: Mention, tokens: Sequence[Token]) -> tuple[float, ...]:
    first = tokens[mention.first]
    return (
        mention.last - mention.first,
        mention.is_object,
        mention.is_possessive,
        mention.head in ITSELF,
        mention.head in WEAK,
        mention.role_last >= 0,
        first.is_opener,
        first.low == "the",
    )


def _of_content(report: Report) -> tuple[float, ...]:
    clauses = report.passage.clauses
    tokens = clauses.tokens
    inside = tokens[report.first : min(report.last, report.first + LOOKED_AT)]
    first = inside[0]
    second = inside[1] if len(inside) > 1 else None
    subject = clauses.by_first.get(report.first)
    then = tokens[subject.last] if subject and subject.last < report.last else None
    mentions = sum(i in clauses.by_first for i in range(report.first, report.first + len(inside)))
    return (
        min(LONGEST, report.last - report.first),
        sum(token.kind == "quote" for token in tokens[report.first : report.last]),
        sum(token.low == "," for token in inside),
        sum(token.function == "auxiliary" for token in inside),
        sum(token.sense is not None for token in inside),
        mentions,
        _place(FUNCTIONS, first.function),
        _place(TOKEN_KINDS, first.kind),
        first.pronoun is not None,
        subject is not None,
        _place(SENSES, first.sense),
        _place(FIRST_WORDS, first.low),
        _place(FUNCTIONS, second.function) if second else NONE,
        _verb_place(then),
        report.first > 0 and tokens[report.first - 1].low == ":",
        report.last < len(tokens) and tokens[report.last].low == ",",
    )


def _opens_sentence(report: Report) -> bool:
    starts = report.passage.clauses.starts
    return starts[bisect_right(starts, report.first) - 1] == report.first


def _of_tail(report: Report) -> tuple[float, ...]:
    """What follows the tag that stands behind its words: how much, how it ends and begins, if it is light.

    Light is a tail without a clause or quote: "on Friday", "reporters in a statement".
    """
    if report.first > report.cue:
        return NONE, NONE, NONE, NONE, NONE
    tokens = report.passage.clauses.tokens
    first = max(report.cue + 1, report.mention.last)
    last = first
    limit = min(len(tokens), first + LOOKED_AT)
    is_light = True
    while last < limit and not tokens[last].ends and tokens[last].low != ",":
        is_light &= _is_light(tokens[last])
        last += 1
    function = _place(FUNCTIONS, tokens[first].function) if first < len(tokens) else NONE
    is_end = last >= len(tokens) or tokens[last].ends
    return last - first, is_end, function, is_light, is_light and is_end


def _is_light(token: Token) -> bool:
    if token.kind == "quote" or token.function == "auxiliary" or token.low in HEAVY:
        return False
    return token.sense is None and not token.low.endswith(("ed", "ing"))


def _verb_place(token: Token | None) -> int:
    """What follows the subject of the content: nothing, a preposition, a verb's ending, an auxiliary."""
    if token is None:
        return NONE
    if token.function == "auxiliary":
        return 3
    if token.low.endswith(("s", "ed")):
        return 2
    return 1 if token.function == "preposition" else 0
