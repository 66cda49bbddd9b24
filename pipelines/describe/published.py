"""Decides when a page was published, and by what evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.describe.date_words import DateWords
from pipelines.describe.dateline import Dateline
from pipelines.describe.evidence import Published, from_stamp
from pipelines.describe.inferred import days_without_year, infer_publication
from pipelines.describe.layout import Layout
from pipelines.describe.outside_dates import read_hint, read_prefix, read_url
from pipelines.describe.stamp_scores import best_stamp, foot_stamp, lone_stamp
from pipelines.describe.stamps import Stamp
from pipelines.describe.written_date import WrittenDate
from pipelines.document import Document

ONE_DAY = timedelta(days=1)
UTC = re.compile(r"\d(?:Z|[+]00:?00)\Z")


def find_publication(
    document: Document,
    layout: Layout,
    title_line: int | None,
    stamps: Sequence[Stamp],
    dates: Sequence[WrittenDate],
    dateline: Dateline | None,
    words: DateWords,
) -> Published | None:
    """The best evidence: the page's stamp, meta data, prefix, address, or its dateline.

    A stamp that agrees with the page's outside to the day or its neighbour is preferred to it:
    it is what the page itself shows, in its own zone. So is one that is earlier than the meta
    data: sites that move write them anew. A day after the document's `latest_day` is not
    believed: the next evidence counts instead.
    """
    latest = document.latest_day or date.max
    believed = [s for s in stamps if s.written.on and s.written.on <= latest]
    shown = best_stamp(layout, title_line, believed)
    meta = read_hint(document.hints.published, dates, latest, document.hints.language, words)
    if meta and meta.on <= latest:
        is_utc = UTC.search(document.hints.published or "") is not None
        return _with_meta(meta, shown, timedelta(is_utc))
    outside = _believed(read_prefix(document.raw_text), latest) or _believed(
        read_url(document.url), latest
    )
    if outside and outside.precision == "day":
        agreeing = [s for s in believed if _agrees(s, outside)]
        stamp = best_stamp(layout, title_line, agreeing)
        return (from_stamp(stamp) if stamp else None) or outside
    found = shown or lone_stamp(layout, believed)
    days = [] if found else days_without_year(layout, title_line, stamps, dates, dateline)
    if not found and not days:
        found = _in_foot(layout, stamps, believed)
    if found:
        return from_stamp(found)
    told = infer_publication(days, layout, title_line, stamps, dates)
    return _believed(told, latest) or outside


def _believed(found: Published | None, latest: date) -> Published | None:
    return found if found and found.on <= latest else None


def _with_meta(meta: Published, shown: Stamp | None, ahead: timedelta) -> Published:
    """The page's stamp where it is right against its meta data, else these.

    `ahead` is how much later the stamp's own zone may put the same moment.
    """
    stamp = from_stamp(shown) if shown else None
    if stamp is None or stamp.on == meta.on:
        return meta
    if meta.precision != "day":
        return stamp if _is_part(stamp, meta) else meta
    return stamp if stamp.on - meta.on <= ahead else meta


def _is_part(stamp: Published, meta: Published) -> bool:
    """Whether the day lies in the month or year that the meta data tell."""
    same_year = stamp.on.year == meta.on.year
    return same_year and (meta.precision == "year" or stamp.on.month == meta.on.month)


def _agrees(stamp: Stamp, outside: Published) -> bool:
    on = stamp.written.on
    is_near = on is not None and abs(on - outside.on) <= ONE_DAY
    return is_near and stamp.role != "update" and stamp.written.start != outside.start


def _in_foot(layout: Layout, stamps: Sequence[Stamp], believed: Sequence[Stamp]) -> Stamp | None:
    """The stamp under the article, unless one above it says that the page was changed."""
    if any(s.role == "update" and s.line.number <= layout.body_first for s in stamps):
        return None
    return foot_stamp(layout, believed)
