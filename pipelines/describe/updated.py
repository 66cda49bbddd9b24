"""Decides when a page was last changed, apart from when it was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.describe.date_words import DateWords
from pipelines.describe.evidence import Published, from_stamp
from pipelines.describe.layout import Layout
from pipelines.describe.outside_dates import read_hint
from pipelines.describe.stamp_scores import best_stamp
from pipelines.describe.stamps import Stamp
from pipelines.describe.written_date import WrittenDate
from pipelines.document import Document


def find_update(
    document: Document,
    layout: Layout,
    title_line: int | None,
    stamps: Sequence[Stamp],
    dates: Sequence[WrittenDate],
    published: Published | None,
    words: DateWords,
) -> Published | None:
    """The stamp that says so, else what the markup says if that is a later day.

    None when the page tells no change, or one before its publication.
    """
    latest = document.latest_day or date.max
    earliest = published.on if published else date.min
    changes = [
        stamp._replace(role=None)
        for stamp in stamps
        if stamp.role == "update" and stamp.written.on and earliest <= stamp.written.on <= latest
    ]
    stamp = best_stamp(layout, title_line, changes)
    if stamp:
        return from_stamp(stamp)
    told = read_hint(document.hints.updated, dates, latest, document.hints.language, words)
    if told and told.precision == "day" and earliest < told.on <= latest:
        return told
    return None
