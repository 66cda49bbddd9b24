"""Decides which clauses are taken for reported speech, and into which stretches quotes cut them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.quotes.mentions import Mention
from pipelines.quotes.reported import MOST_TOKENS, Report

# A clause of its own is surer to be speech than the object of a verb ("announced a plan").
THRESHOLD, OBJECT_THRESHOLD = 0.5, 0.6
FEWEST_WORDS = 2


class ChosenReport(NamedTuple):
    """A clause that is taken for reported speech, and how likely it is."""

    report: Report
    score: float

    @property
    def speaker_key(self) -> tuple[int, int]:
        """The paragraph and first token of the mention that speaks."""
        return self.report.passage.number, self.report.mention.first

    def contains(self, token: int) -> bool:
        """Whether the token of its paragraph is among the reported ones."""
        return self.report.first <= token < self.report.last


def choose_reports(reports: Sequence[Report], likely: Sequence[float]) -> list[ChosenReport]:
    """The likeliest clause of each cue where it is likely enough, in order of their text.

    A clause ends before another cue of the same mention, which goes on with a report of its own. Of
    several clauses that begin at one place the likeliest stays.
    """
    best: dict[tuple[int, int], ChosenReport] = {}
    for report, score in zip(reports, likely, strict=True):
        least = OBJECT_THRESHOLD if report.frame == "object" else THRESHOLD
        key = report.passage.number, report.cue
        if score >= least and (key not in best or score > best[key].score):
            best[key] = ChosenReport(report, score)
    by_start: dict[tuple[int, int], ChosenReport] = {}
    for chosen in _cut_at_cues(best.values()):
        start = chosen.report.passage.number, chosen.report.first
        if start not in by_start or chosen.score > by_start[start].score:
            by_start[start] = chosen
    return [by_start[start] for start in sorted(by_start)]


def _cut_at_cues(chosen: Iterable[ChosenReport]) -> Iterator[ChosenReport]:
    cues: dict[tuple[int, int], list[int]] = {}
    for one in chosen:
        cues.setdefault(one.speaker_key, []).append(one.report.cue)
    for one in chosen:
        report = one.report
        last = min(
            (cue for cue in cues[one.speaker_key] if report.first <= cue < report.last),
            default=report.last,
        )
        if last > report.first:
            yield one._replace(report=report._replace(last=last))


def reports_around(reports: Sequence[ChosenReport], token: int) -> Iterator[ChosenReport]:
    """Those of a paragraph's reports, in order of their text, that contain the token."""
    at = bisect_right(reports, token, key=lambda one: one.report.first)
    while at and token - reports[at - 1].report.first <= MOST_TOKENS:
        at -= 1
        if reports[at].contains(token):
            yield reports[at]


def cut_report(report: Report, quotes: Collection[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a report between those of its quotes that have rows of their own.

    As token ranges; what are just a few words between two quotes, like "and", is left out.
    """
    first = report.first
    inside = (token for token in sorted(quotes) if report.first <= token < report.last)
    for end in (*inside, report.last):
        a, z = _trimmed(report, first, end)
        if _words(report, a, z) >= FEWEST_WORDS:
            yield a, z
        first = end + 1


def _trimmed(report: Report, first: int, last: int) -> tuple[int, int]:
    tokens = report.passage.clauses.tokens
    while first < last and tokens[first].kind == "punct":
        first += 1
    while last > first and tokens[last - 1].kind == "punct":
        last -= 1
    return first, last


def _words(report: Report, first: int, last: int) -> int:
    tokens = report.passage.clauses.tokens[first:last]
    return sum(token.kind in ("word", "name", "number") for token in tokens)


def carrier(reports: Sequence[ChosenReport], speaker: Mention, token: int) -> ChosenReport | None:
    """The innermost of a paragraph's reports of somebody else in whose words the cue at `token` stands."""
    around = reports_around(reports, token)
    return next((one for one in around if one.report.mention.first != speaker.first), None)
