"""Decides the label of every line of a page, and which lines are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.clean.furniture import Phrase
from pipelines.clean.languages import LANGUAGE_LIST, language_lists
from pipelines.clean.lines import Line
from pipelines.clean.sentences import ends_sentence
from pipelines.clean.shapes import extended_in_next, is_credited, is_name_line, is_stamp
from schemas.vocabularies import BLOCK_LABELS

BYLINE, DATELINE = "byline", "dateline"
LABEL_WORDS = 3
# Stamps stand at the head of an article; further down a date is part of a list.
STAMPS_REACH = 8
# A few words may come twice in an article itself, as the headings of tables do, and are sure then.
SURE, FEW_WORDS = 0.7, 8
MOST_HEADING_WORDS = 14
FEWEST_STANDFIRST_WORDS, MOST_STANDFIRST_WORDS, HEAD_LINES = 7, 60, 8
UNEXPLAINED = frozenset(("related", "other"))
ABOVE_BODY = frozenset((BYLINE, "stamp", "caption", "credit", "duplicate", "share"))


class Verdict(NamedTuple):
    """What a line is, and whether it is kept."""

    label: str
    is_kept: bool


class Region(NamedTuple):
    """What unexplained lines behind a line of furniture are, and how far that goes."""

    label: str
    reach: int


# The text behind the heading of readers' comments is theirs, a few lines behind an author's head
# tell about the author, and so on.
REGIONS = {
    "comment_form": Region("comment", 1_000),
    "author_box": Region("author_box", 4),
    "newsletter": Region("newsletter", 1),
    "tags": Region("tags", 12),
}
NO_REGION = Region("other", 0)
# These stand among comments and in boxes, and do not end them.
INSIDE_REGIONS = frozenset(("comment_form", "stamp", "duplicate", "share", "navigation"))

KEPT = {label: Verdict(label, is_kept=True) for label in BLOCK_LABELS}
LEFT_OUT = {label: Verdict(label, is_kept=False) for label in BLOCK_LABELS}


def furniture_labels(
    lines: Sequence[Line], phrases: Sequence[Phrase | None], languages: frozenset[str]
) -> list[str | None]:
    """What the cuts, phrases and shapes alone tell of each line; None where they are silent.

    `languages` are the names of languages in themselves.
    """
    doubled = extended_in_next(lines)
    labels: list[str | None] = []
    for place, (line, phrase) in enumerate(zip(lines, phrases, strict=True)):
        label = None if line.label == DATELINE else line.label
        if label is None and phrase is not None:
            label = _phrase_label(line, phrase)
        if label is None and is_credited(line):
            label = "caption"
        labels.append(label or ("duplicate" if doubled[place] else None))
    for place in language_lists(lines, languages):
        labels[place] = LANGUAGE_LIST
    return labels


def _phrase_label(line: Line, phrase: Phrase) -> str | None:
    """'By …' begins sentences too, so what follows a byline cue must look like names."""
    if phrase.label == BYLINE and not is_name_line(line, len(phrase.text.split())):
        return None
    return phrase.label


def label_lines(
    lines: Sequence[Line],
    known: Sequence[str | None],
    in_article: Sequence[bool],
    scores: Sequence[float],
    title: int | None,
) -> list[Verdict]:
    """The verdict on every line, given which of them are a part of the article, and how surely.

    A line of the article is kept unless it is the headline, a stamp above the text, or the repeat
    of a line that is kept already.
    """
    first = in_article.index(True)
    kept: set[str] = set() if title is None else {lines[title].text}
    earlier: set[str] = set()
    verdicts: list[Verdict] = []
    region, region_end = NO_REGION, -1
    for place, (line, label) in enumerate(zip(lines, known, strict=True)):
        if place == title:
            label = "title"
        elif label is None and line.text in kept and _is_repeat(line, scores[place]):
            label = "duplicate"
        elif label is None and place < first + STAMPS_REACH and is_stamp(line):
            label = "stamp"
        if label is None and in_article[place]:
            kept.add(line.text)
            verdicts.append(KEPT[_kept_label(line)])
            region_end = -1
        else:
            if label in REGIONS:
                region, region_end = REGIONS[label], place + REGIONS[label].reach
            elif label is not None and label not in INSIDE_REGIONS:
                region_end = -1
            if label is None:
                label = _left_out(line, line.folded in earlier)
                if place <= region_end and label in UNEXPLAINED:
                    label = region.label
            verdicts.append(LEFT_OUT[label])
        earlier.add(line.folded)
    return _with_standfirst(lines, verdicts, title)


def _is_repeat(line: Line, score: float) -> bool:
    return line.words > FEW_WORDS or score < SURE


def _left_out(line: Line, is_repeated: bool) -> str:
    """What a line outside the article is called that nothing else explains."""
    if is_repeated:
        return "duplicate"
    if is_stamp(line):
        return "stamp"
    if line.words <= LABEL_WORDS:
        return "navigation"
    return "other" if ends_sentence(line.text) else "related"


def _kept_label(line: Line) -> str:
    if line.label is not None:
        return line.label
    if line.words > MOST_HEADING_WORDS or ends_sentence(line.text):
        return "body"
    return "body" if line.text[0] in '"“„«‘•–—-*' else "heading"


def _with_standfirst(
    lines: Sequence[Line], verdicts: list[Verdict], title: int | None
) -> list[Verdict]:
    """What stands between headline and body is the standfirst.

    So is the first kept line when byline, stamp or caption part it from the rest.
    """
    kept = [place for place, verdict in enumerate(verdicts) if verdict.is_kept]
    if len(kept) > 1 and lines[kept[0]].words <= MOST_STANDFIRST_WORDS:
        between = {verdict.label for verdict in verdicts[kept[0] + 1 : kept[1]]}
        if between & ABOVE_BODY:
            verdicts[kept[0]] = KEPT["standfirst"]
    if title is not None and kept and kept[0] - title <= HEAD_LINES:
        for place in range(title + 1, kept[0]):
            if (
                verdicts[place].label in UNEXPLAINED
                and lines[place].words >= FEWEST_STANDFIRST_WORDS
            ):
                verdicts[place] = LEFT_OUT["standfirst"]
                break
    return verdicts
