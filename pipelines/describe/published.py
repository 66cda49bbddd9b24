"""Decides when a page was published, and by what evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipelines.describe.date_scan import WrittenDate, scan_dates
from pipelines.describe.date_words import DateWords
from pipelines.describe.dateline import Dateline
from pipelines.describe.layout import Layout
from pipelines.describe.stamps import Stamp
from pipelines.document import Document

PREFIX = re.compile(r"\A\s{0,8}date (\d{4}-\d\d-\d\d) ")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|\Z)")
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
ENOUGH = 2.0
ONLY_REACH = 25


@dataclass(frozen=True, slots=True)
class Published:
    """The publication as known; `at` is None when only the day is."""

    on: date
    method: str
    at: datetime | None = None
    start: int | None = None
    end: int | None = None


def find_publication(
    document: Document,
    layout: Layout,
    title_line: int | None,
    stamps: Sequence[Stamp],
    dates: Sequence[WrittenDate],
    dateline: Dateline | None,
    words: DateWords,
) -> Published | None:
    """The best evidence: the page's meta data, its prefix or stamp, its address, its dateline.

    A stamp that agrees with prefix or address to the day or its neighbour is preferred to them:
    it is what the page itself shows, and may have the time. A day after the document's
    `latest_day` is not believed: the next evidence counts instead.
    """
    latest = document.latest_day or date.max
    meta = _believed(_from_hint(document.hints.published, words), latest)
    if meta:
        return meta
    prefix = _believed(_from_prefix(document.raw_text, words), latest)
    outside = prefix or _believed(_from_url(document.url), latest)
    stamps = [stamp for stamp in stamps if (stamp.written.on or date.min) <= latest]
    stamp = _best_stamp(layout, title_line, stamps)
    if outside:
        agreeing = [
            s
            for s in stamps
            if s.role != "update"
            and s.written.on
            and abs(s.written.on - outside.on) <= ONE_DAY
            and (s.written.start != outside.start)
        ]
        stamp = _best_stamp(layout, title_line, agreeing)
        return _from_stamp(stamp) if stamp else outside
    stamp = stamp or _only_stamp(layout, stamps)
    if stamp:
        return _from_stamp(stamp)
    return _believed(_from_dateline(dateline, dates), latest)


def _believed(found: Published | None, latest: date) -> Published | None:
    return found if found and found.on <= latest else None


def prefix_start(text: str) -> int | None:
    """Where the date of a ' date YYYY-MM-DD ' prefix begins, if the text has one."""
    found = PREFIX.match(text)
    return found.start(1) if found else None


def _from_hint(published: str | None, words: DateWords) -> Published | None:
    for written in scan_dates((published or "")[:80], words):
        if written.on:
            midnight = written.hour == 0 and written.minute == 0
            return Published(written.on, "meta", None if midnight else written.at)
    return None


def _from_prefix(text: str, words: DateWords) -> Published | None:
    found = PREFIX.match(text)
    written = next(scan_dates(found.group(1), words), None) if found else None
    if found is None or written is None or written.on is None:
        return None
    return Published(written.on, "prefix", None, found.start(1), found.end(1))


def _from_url(url: str | None) -> Published | None:
    found = URL_DATE.search(url or "")
    if found is None:
        return None
    try:
        return Published(date(*(int(part) for part in found.groups())), "url")
    except ValueError:
        return None


def _from_stamp(stamp: Stamp) -> Published | None:
    written = stamp.written
    if written.on is None:
        return None
    return Published(written.on, "stamp", written.at, written.start, written.end)


def _best_stamp(layout: Layout, title_line: int | None, stamps: Sequence[Stamp]) -> Stamp | None:
    scored = [(_stamp_score(stamp, layout, title_line), stamp) for stamp in stamps]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ENOUGH else None


def _only_stamp(layout: Layout, stamps: Sequence[Stamp]) -> Stamp | None:
    """The first stamp above the article, when all that stand there say one day."""
    above = [s for s in stamps if 0 < layout.body_first - s.line.number <= ONLY_REACH]
    if len({stamp.written.on for stamp in above}) != 1 or above[0].role == "update":
        return None
    return above[0]


def _stamp_score(stamp: Stamp, layout: Layout, title_line: int | None) -> float:
    if stamp.role == "update":
        return 0.0
    score = 2.5 if stamp.role == "publication" else 0.0
    score += 0.5 if stamp.line.label in ("stamp", "byline", "dateline") else 0.0
    score += 0.5 if stamp.written.at else 0.0
    score += 0.5 if stamp.other_words <= 1 else -0.1 * stamp.other_words
    return score + _place_score(stamp, layout, title_line)


def _place_score(stamp: Stamp, layout: Layout, title_line: int | None) -> float:
    """Best between headline and lead, good just above the headline or at the lead's start.

    Under the article only a line that says so tells the publication: comments have dates too.
    """
    number, lead = stamp.line.number, layout.body_first
    if title_line is not None and title_line < number <= max(lead, title_line + 6):
        return 3.0 - 0.05 * (number - title_line)
    if title_line is not None and title_line - 3 <= number < title_line:
        return 2.0 if number > 2 else 1.5
    if title_line is None and lead - 8 <= number < lead:
        return 2.5
    if lead <= number <= lead + 2:
        return 2.0
    if stamp.role and layout.body_end - 1 <= number <= layout.body_end + 10:
        return 1.0
    return -1.0


def _from_dateline(dateline: Dateline | None, dates: Sequence[WrittenDate]) -> Published | None:
    """The dateline's day; its year may come from another full date that fits within a week."""
    if dateline is None:
        return None
    inside = [d for d in dates if dateline.start <= d.start and d.end <= dateline.end and d.day]
    if not inside:
        return None
    written = inside[0]
    if written.on:
        return Published(written.on, "dateline", None, written.start, written.end)
    for other in dates:
        day = _same_day(written, other.on.year) if other.on else None
        if day and other.on and timedelta(0) <= other.on - day <= ONE_WEEK:
            return Published(day, "inferred", None, written.start, written.end)
    return None


def _same_day(written: WrittenDate, year: int) -> date | None:
    try:
        return date(year, written.month or 0, written.day or 0)
    except ValueError:
        return None
