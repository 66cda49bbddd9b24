"""Decides what is measured of the clauses that could be reported speech, of many pages at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from pipelines.quotes.features import FORMS, KINDS
from pipelines.quotes.reported import ENDS, FRAMES, LINKS, Report
from pipelines.quotes.token_codes import FUNCTIONS, SENSES, TOKEN_KINDS, decode, encode
from pipelines.trees import Array

REPORT_FEATURES = (
    *("frame", "link", "ending", "form", "kind", "is_object", "is_possessive", "speaks_itself"),
    *("is_weak", "has_role", "mention_words", "has_opener", "is_definite"),
    *("sense", "is_said", "is_tell", "is_ing", "is_third", "is_past"),
    *("aux_before", "be_before", "to_before", "not_before", "may_before"),
    *("gap_subject", "gap_content", "length", "quotes"),
    *("commas", "auxiliaries", "cues", "mentions"),
    *("first_function", "first_kind", "first_pronoun", "first_mention", "first_sense", "first_low"),
    *("second_function", "verb_then", "after_colon", "comma_after", "reports"),
    *("opens_paragraph", "ends_paragraph", "opens_sentence"),
    *("tail", "tail_ends", "tail_function", "tail_light", "tail_light_end", "is_plain_tag"),
)
FRAME_NO, LINK_NO, END_NO, FORM_NO, KIND_NO = (
    {name: number for number, name in enumerate(names)}
    for names in (FRAMES, LINKS, ENDS, FORMS, (None, *KINDS))
)
ITSELF = frozenset({"i", "we", "you"})
WEAK = frozenset({"it", "who", "they", "that", "which"})
LOOKED_AT, FARTHEST, LONGEST = 25, 40, 120
NONE = -1
AUXILIARY = FUNCTIONS.index("auxiliary") + 1
PREPOSITION = FUNCTIONS.index("preposition") + 1
QUOTE = TOKEN_KINDS.index("quote") + 1
SAY = SENSES.index("say") + 1
STOP = encode("", "punct", None, None, ends=True)


class _Tokens:
    """The tokens of the paragraphs of some reports, one after another, a stop behind each."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """Number the paragraphs in order and pack their tokens."""
        passages = {id(one.passage): one.passage for one in reports}
        lengths = [len(passage.clauses.tokens) + 1 for passage in passages.values()]
        begins = np.cumsum([0, *lengths])
        self.base = dict(zip(passages, begins.tolist(), strict=False))
        codes = (
            code
            for passage in passages.values()
            for code in chain((token.code for token in passage.clauses.tokens), (STOP,))
        )
        self.codes = np.fromiter(codes, np.int64, int(begins[-1]))
        self.mention_last = np.zeros(len(self.codes), np.int32)
        self.opens = np.zeros(len(self.codes), bool)
        for place, passage in zip(begins.tolist(), passages.values(), strict=False):
            clauses = passage.clauses
            for mention in clauses.mentions:
                self.mention_last[place + mention.first] = place + mention.last
            self.opens[[place + start for start in clauses.starts]] = True

    def get(self, name: str, places: Array) -> Array:
        """A property of the tokens at these places."""
        return decode(self.codes[places], name)

    def count(self, marked: Array, first: Array, last: Array) -> Array:
        """How many marked tokens stand in each [first, last)."""
        before = np.concatenate(([0], np.cumsum(marked)))
        return before[last] - before[first]

    def next_of(self, marked: Array, first: Array) -> Array:
        """The place of the first marked token from each place on."""
        places = np.where(marked, np.arange(len(marked)), len(marked))
        following = np.minimum.accumulate(places[::-1])[::-1]
        return following[first]


def measure_reports(reports: Sequence[Report]) -> Array:
    """The REPORT_FEATURES of each report, a row for each."""
    if not reports:
        return np.zeros((0, len(REPORT_FEATURES)), np.float32)
    tokens = _Tokens(reports)
    of_mention, places = _read(reports, tokens.base)
    base, first, last, cue, mention_first, mention_last = places
    per_passage = np.unique(base, return_inverse=True, return_counts=True)
    before = np.maximum(cue - 1, base)
    has_before = cue > base
    lead = np.maximum(cue - 3, base)
    codes = tokens.codes

    def leading(name: str) -> Array:
        return tokens.count(decode(codes, name), lead, cue) > 0

    content = _of_content(tokens, first, last)
    tail = _of_tail(tokens, first, last, cue, mention_last)
    sense = tokens.get("sense", cue)
    columns = [
        *of_mention,
        mention_last - mention_first,
        tokens.get("is_opener", mention_first),
        tokens.get("is_the", mention_first),
        sense,
        *(tokens.get(name, cue) for name in ("is_said", "is_tell", "is_ing", "is_s", "is_ed")),
        (tokens.get("function", before) == AUXILIARY) & has_before,
        tokens.get("is_be", before) * has_before,
        tokens.get("is_to", before) * has_before,
        leading("is_negation"),
        leading("is_modal"),
        np.minimum(FARTHEST, np.abs(cue - mention_last)),
        np.minimum(FARTHEST, np.where(first > cue, first - cue, cue - last)),
        *content,
        tokens.get("is_colon", np.maximum(first - 1, base)) * (first > base),
        tokens.get("is_comma", last),
        per_passage[2][per_passage[1]],
        first == base,
        tokens.next_of(codes == STOP, first) - last <= 1,
        tokens.opens[first],
        *tail,
        (tail[-1] > 0) & (content[AUXILIARIES] > 0) & (sense == SAY),
    ]
    return np.stack([column.astype(np.float32) for column in columns], axis=1)


AUXILIARIES = 3


def _read(reports: Sequence[Report], base: dict[int, int]) -> tuple[list[Array], list[Array]]:
    """What is told of each report and its mention, and the places of its tokens."""
    rows = [
        (
            FRAME_NO[one.frame],
            LINK_NO[one.link],
            END_NO[one.ending],
            FORM_NO[one.mention.form],
            KIND_NO[one.mention.kind],
            one.mention.is_object,
            one.mention.is_possessive,
            one.mention.head in ITSELF,
            one.mention.head in WEAK,
            one.mention.role_last >= 0,
            base[id(one.passage)],
            one.first,
            one.last,
            one.cue,
            one.mention.first,
            one.mention.last,
        )
        for one in reports
    ]
    columns = np.array(rows, np.int32).T
    begins = columns[10]
    return list(columns[:10]), [begins, *(begins + column for column in columns[11:])]


def _of_content(tokens: _Tokens, first: Array, last: Array) -> list[Array]:
    """What the words tell: how many, what is among them, how they begin."""
    codes = tokens.codes
    near = np.minimum(last, first + LOOKED_AT)
    function, sense = decode(codes, "function"), decode(codes, "sense")
    subject_last = tokens.mention_last[first]
    then = np.where((subject_last > 0) & (subject_last < last), subject_last, first)
    verb = np.select(
        [
            function[then] == AUXILIARY,
            decode(codes[then], "is_s") + decode(codes[then], "is_ed") > 0,
            function[then] == PREPOSITION,
        ],
        [3, 2, 1],
        0,
    )
    return [
        np.minimum(LONGEST, last - first),
        tokens.count(decode(codes, "kind") == QUOTE, first, last),
        tokens.count(decode(codes, "is_comma"), first, near),
        tokens.count(function == AUXILIARY, first, near),
        tokens.count(sense > 0, first, near),
        tokens.count(tokens.mention_last > 0, first, near),
        function[first],
        tokens.get("kind", first),
        tokens.get("is_pronoun", first),
        subject_last > 0,
        sense[first],
        tokens.get("first_word", first),
        np.where(last - first > 1, function[np.minimum(first + 1, last)], NONE),
        np.where(then > first, verb, NONE),
    ]


def _of_tail(
    tokens: _Tokens, first: Array, last: Array, cue: Array, mention_last: Array
) -> list[Array]:
    """What follows a tag that stands behind its words: how much, how it ends and begins, if it is light.

    Light is a tail without a clause or quote: "on Friday", "reporters in a statement".
    """
    codes = tokens.codes
    ends, commas = decode(codes, "ends") > 0, decode(codes, "is_comma") > 0
    begin = np.maximum(cue + 1, mention_last)
    end = np.minimum(tokens.next_of(ends | commas, begin), begin + LOOKED_AT)
    heavy = (
        (decode(codes, "kind") == QUOTE)
        | (decode(codes, "function") == AUXILIARY)
        | (decode(codes, "sense") > 0)
        | (decode(codes, "begins_clause") + decode(codes, "is_ed") + decode(codes, "is_ing") > 0)
    )
    is_light = tokens.count(heavy, begin, end) == 0
    has_tail = first <= cue
    columns = [end - begin, ends[end], decode(codes[begin], "function"), is_light]
    return [np.where(has_tail, column, NONE) for column in (*columns, is_light & ends[end])]
