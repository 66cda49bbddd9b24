"""Decides which days each date in the text means, and what the date is of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.describe.date_phrases import DatePhrase, scan_phrases
from pipelines.describe.date_words import DateWords
from pipelines.describe.dateline import Dateline
from pipelines.describe.evidence import Published
from pipelines.describe.intervals import Resolved
from pipelines.describe.layout import Layout, Line
from pipelines.describe.outside_dates import prefix_start
from pipelines.describe.resolve import resolve_phrase, resolve_written
from pipelines.describe.stamps import Stamp, line_at
from pipelines.describe.wordlists import word_set
from pipelines.describe.written_date import WrittenDate
from pipelines.document import DateMention
from pipelines.references import References

PHOTO_LABELS = frozenset({"caption", "credit"})
PHRASE_LABELS = frozenset({"caption", "title", "standfirst", "copyright"})
NO_PUBLICATION = ("update", "other")
MAX_CAPTION_WORDS = 80
MARK_REACH = 40


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the page when the roles of its dates are told."""

    layout: Layout
    starts: Sequence[int]
    stamp_roles: Mapping[int, str | None]
    dateline: Dateline | None
    published: Published | None
    photo_phrases: frozenset[str]

    def is_publication(self, start: int, day: date | None) -> bool:
        """Whether the date at `start` is the evidence, or a stamp that says the same day."""
        if self.published is None:
            return False
        if start == self.published.start:
            return self.published.method not in ("dateline", "inferred")
        return (
            start in self.stamp_roles
            and self.stamp_roles[start] not in NO_PUBLICATION
            and day == self.published.on
        )


def mention_dates(
    text: str,
    layout: Layout,
    dates: Sequence[WrittenDate],
    stamps: Sequence[Stamp],
    dateline: Dateline | None,
    published: Published | None,
    words: DateWords,
    references: References,
) -> tuple[DateMention, ...]:
    """All dates of the page in order, none overlapping; relative ones are looked for in the body."""
    setting = Setting(
        layout,
        [line.start for line in layout.lines],
        _stamp_roles(text, stamps),
        dateline,
        published,
        word_set(references, "photo_words", "phrase"),
    )
    on = published.on if published and published.precision == "day" else None
    found = [(written.start, written.end, resolve_written(written, on)) for written in dates]
    taken = [(written.start, written.end) for written in dates]
    for phrase in scan_phrases(text, _telling_spans(layout), words):
        if not _overlaps(taken, phrase):
            found.append((phrase.start, phrase.end, resolve_phrase(phrase, on)))
    found.sort(key=lambda row: row[0])
    return tuple(_mention(text, start, end, meant, setting) for start, end, meant in found)


def _stamp_roles(text: str, stamps: Sequence[Stamp]) -> dict[int, str | None]:
    """What stamps and the prefix say of themselves, by where their dates begin."""
    roles = {stamp.written.start: stamp.role for stamp in stamps}
    prefix = prefix_start(text)
    return roles if prefix is None else {**roles, prefix: None}


def _telling_spans(layout: Layout) -> list[tuple[int, int]]:
    """The article's lines and those of pictures and copyright, neighbours as one stretch."""
    spans: list[tuple[int, int]] = []
    was_told = False
    for line in layout.lines:
        may_tell = line.is_kept or line.label in PHRASE_LABELS
        if may_tell:
            start = spans.pop()[0] if was_told else line.start
            spans.append((start, line.end))
        was_told = may_tell
    return spans


def _overlaps(taken: Sequence[tuple[int, int]], phrase: DatePhrase) -> bool:
    after = bisect_left(taken, (phrase.end, 0))
    return after > 0 and taken[after - 1][1] > phrase.start


def _mention(text: str, start: int, end: int, meant: Resolved, setting: Setting) -> DateMention:
    role = _role(start, end, meant, setting)
    return DateMention(
        start,
        end,
        text[start:end],
        meant.first,
        meant.last,
        meant.precision,
        role,
        meant.method,
        meant.against,
    )


def _role(start: int, end: int, meant: Resolved, setting: Setting) -> str:
    line = line_at(setting.layout, setting.starts, start)
    if setting.is_publication(start, meant.first):
        return "publication"
    told = setting.stamp_roles.get(start)
    if told in NO_PUBLICATION:
        return told
    dateline = setting.dateline
    if dateline and dateline.start <= start and end <= dateline.end:
        return "dateline"
    if line is None or "©" in line.text[:MARK_REACH]:
        return "other"
    if line.label in PHOTO_LABELS or _tells_photo(line, setting.photo_phrases):
        return "photo"
    return "event" if line.is_kept else "other"


def _tells_photo(line: Line, phrases: frozenset[str]) -> bool:
    if line.is_kept or line.word_count > MAX_CAPTION_WORDS:
        return False
    folded = line.text.lower()
    return any(phrase in folded for phrase in phrases)
