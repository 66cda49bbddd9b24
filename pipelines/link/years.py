"""Decides the day of publication of a page that tells day and month alone, by its story's others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.describe.date_scan import scan_dates
from pipelines.describe.date_words import date_words
from pipelines.describe.written_date import calendar_day
from pipelines.link.shapes import columns, make_link
from pipelines.references import References

# Pages of one story are published so many days apart at most.
MOST_APART = timedelta(days=4)
YEARS_AROUND = (-1, 0, 1)


def infer_days(documents: pa.Table, datelines: pa.Table, references: References) -> pa.Table:
    """Table(doc_id, published_inferred_on) for pages without a day of publication.

    `documents` has doc_id, language, published_on and story_id; `datelines` has doc_id and
    date_text, a row for each dateline whose year is not told. A day counts when it lies within
    four days of every dated page of the story in one year, and no other year has such a day.
    """
    is_dated = pc.is_valid(documents["published_on"])
    is_written = pc.is_in(documents["doc_id"], datelines["doc_id"].combine_chunks())
    asked = documents.filter(pc.and_(is_written, pc.invert(is_dated)))
    stories = pc.drop_null(asked["story_id"].combine_chunks())
    beside = documents.filter(pc.and_(is_dated, pc.is_in(documents["story_id"], stories)))
    told: dict[str, set[date]] = {}
    for story_id, day in zip(*columns(beside, "story_id", "published_on"), strict=True):
        told.setdefault(story_id, set()).add(day)
    written = dict(zip(*columns(datelines, "doc_id", "date_text"), strict=True))
    inferred: dict[str, date] = {}
    for doc_id, language, story_id in zip(
        *columns(asked, "doc_id", "language", "story_id"), strict=True
    ):
        if story_id in told:
            fitting = set(_fitting(written[doc_id], language, told[story_id], references))
            if len(fitting) == 1:
                inferred[doc_id] = fitting.pop()
    return make_link("documents", "doc_id", "published_inferred_on", inferred)


def _fitting(
    date_text: str, language: str | None, days: set[date], references: References
) -> Iterator[date]:
    """The days that the text can mean and that are near all of these days."""
    first, last = min(days), max(days)
    for written in scan_dates(date_text, date_words(references, language)):
        for step in YEARS_AROUND:
            day = calendar_day(first.year + step, written.month, written.day)
            if day and last - day <= MOST_APART and day - first <= MOST_APART:
                yield day
