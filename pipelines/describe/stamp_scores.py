"""Decides which stamp of a page tells its publication: by its words, its label and its place."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.describe.layout import Layout
from pipelines.describe.stamps import Stamp

ENOUGH = 2.0
ONLY_REACH = 60
FOOT_REACH = 4
SERIES_REACH = 6
ABOVE_TITLE = 10
OF_STAMPS = frozenset({"stamp", "byline"})


def best_stamp(layout: Layout, title_line: int | None, stamps: Sequence[Stamp]) -> Stamp | None:
    """The stamp with most in its favour, when that is enough."""
    scored = [(stamp_score(stamp, layout, title_line), stamp) for stamp in stamps]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ENOUGH else None


def lone_stamp(layout: Layout, stamps: Sequence[Stamp]) -> Stamp | None:
    """The first stamp above the article, when all that stand there say one day."""
    above = [s for s in stamps if 0 < layout.body_first - s.line.number <= ONLY_REACH]
    if len({stamp.written.on for stamp in above}) != 1 or above[0].role in ("update", "other"):
        return None
    return above[0]


def foot_stamp(layout: Layout, stamps: Sequence[Stamp]) -> Stamp | None:
    """The stamp right under the article; in a series of days they are teasers' or comments'."""
    below = [s for s in stamps if s.line.number >= layout.body_end and s.role != "update"]
    if (
        not below
        or below[0].line.number - layout.body_end >= FOOT_REACH
        or below[0].role == "other"
    ):
        return None
    first = below[0]
    near = (s for s in below if s.line.number - first.line.number <= SERIES_REACH)
    return None if any(s.written.on != first.written.on for s in near) else first


def stamp_score(stamp: Stamp, layout: Layout, title_line: int | None) -> float:
    """The evidence for a stamp as a number; 0 where its words say something else."""
    if stamp.role in ("update", "other"):
        return 0.0
    score = 2.5 if stamp.role == "publication" else 0.0
    score += 0.5 if stamp.line.label in OF_STAMPS else 0.0
    score += 0.5 if stamp.written.at else 0.0
    score += 0.5 if stamp.other_words <= 1 else -0.1 * stamp.other_words
    return score + _place_score(stamp, layout, title_line)


def _place_score(stamp: Stamp, layout: Layout, title_line: int | None) -> float:
    """Best between headline and lead, good just above the headline or at the lead's start.

    Under the article only a line that says so tells the publication: comments have dates too.
    """
    number, lead = stamp.line.number, layout.body_first
    is_above_end = number < max(layout.body_end, lead + 1)
    if title_line is not None and title_line < number <= max(lead, title_line + 6) and is_above_end:
        return 3.0 - 0.05 * (number - title_line)
    if title_line is not None and title_line - 3 <= number < title_line:
        return 2.0 if number > 2 else 1.5
    if title_line is not None and title_line - ABOVE_TITLE <= number < title_line:
        return 1.5 if stamp.line.label == "stamp" and number > 2 else -1.0
    if title_line is None and lead - 8 <= number < lead:
        return 2.5
    if lead <= number <= lead + 2:
        return 2.0
    if stamp.role and layout.body_end - 1 <= number <= layout.body_end + 10:
        return 1.0
    return -1.0
