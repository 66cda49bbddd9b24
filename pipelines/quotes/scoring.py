"""Decides how much a candidate is believed: the one place that a learned ranker would replace.

The score is the share of candidates found in this way that were right on annotated articles,
lowered step by step for what makes such a candidate doubtful. It lies in [0, 1] and grows with
the chance that the row is right. A best score below `THRESHOLD` leaves the quote without speaker.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.quotes.candidates import Candidate
from pipelines.quotes.mentions import Mention

THRESHOLD = 0.3
FRAGMENT_THRESHOLD = 0.5
# The rules read English: elsewhere only what a tag or label tells is believed.
FOREIGN_THRESHOLD = 0.6
BASE = {
    "tag_after": 0.98,
    "inverted": 0.98,
    "continuation": 0.96,
    "according_after": 0.92,
    "tag_before": 0.93,
    "according_before": 0.9,
    "label": 0.9,
    "tag_late": 0.85,
    "signature": 0.8,
    "lead_in": 0.78,
    "reopened": 0.75,
    "according_late": 0.75,
    "next_sentence": 0.55,
    "sentence_before": 0.52,
    "quote_before": 0.51,
    "clause_subject": 0.5,
    "paragraph_before": 0.25,
}
PER_GAP = {"tag_before": 0.012, "tag_late": 0.005, "clause_subject": 0.005, "tag_after": 0.01}
WEAK_LINKS = {"clause": 0.1, "insertion": 0.0}
DOUBT = {
    ("nominal", None): 0.25,
    ("nominal", "group"): 0.12,
    ("nominal", "organisation"): 0.06,
    ("nominal", "document"): 0.06,
    ("nominal", "person"): 0.04,
    ("named", "organisation"): 0.06,
    ("named", None): 0.04,
}
LARGEST_GAP_COST = 0.3
MID_SENTENCE_COST = 0.4


def score(candidate: Candidate) -> float:
    """How sure it is that this candidate said it, in [0, 1]."""
    value = BASE[candidate.pattern]
    value -= min(LARGEST_GAP_COST, PER_GAP.get(candidate.pattern, 0.0) * candidate.gap)
    value -= WEAK_LINKS.get(candidate.link, 0.0)
    if candidate.is_mid_sentence:
        value -= MID_SENTENCE_COST
    value -= 0.08 * min(candidate.sentences_between, 4)
    if candidate.mention is not None:
        value -= _doubt(candidate.mention)
    return min(1.0, max(0.0, value))


def _doubt(mention: Mention) -> float:
    """What the form and kind of a mention take away."""
    if mention.form == "pronoun":
        return 0.15 if mention.head in ("it", "who") else 0.02
    return DOUBT.get((mention.form, mention.kind), 0.0)


def best(ways: Iterable[tuple[str, Iterable[Candidate]]]) -> tuple[Candidate, float] | None:
    """The candidate with the highest score; the first of equals.

    Each way comes with the surest pattern that it can find; one that cannot win is not tried.
    """
    chosen: tuple[Candidate, float] | None = None
    for surest, candidates in ways:
        if chosen is not None and chosen[1] >= BASE[surest]:
            continue
        for candidate in candidates:
            value = score(candidate)
            if chosen is None or value > chosen[1]:
                chosen = candidate, value
    return chosen
