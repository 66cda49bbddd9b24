"""Decides which news agency supplied a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.describe.dateline import Dateline
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, Line, Zone
from pipelines.describe.outlet_index import Outlet, OutletIndex, outlet_index
from pipelines.references import References

PART = re.compile(r"[^/,;&+–—|]+")
BY = re.compile(r"(?:.{0,40}[\d|•·–—-][ ]{1,3})?(?:by|von|par|por)\b:?[ ]{1,2}", re.IGNORECASE)
SOURCE = re.compile(r"(?:source|quelle|fonte|fuente|источник):[ ]{0,2}", re.IGNORECASE)
SIGN_OFF = re.compile(r"(?:\(|[-–—/][ ]?)(?P<name>[^()\n–—/]{2,40})\)?[.]?\Z")
SIGN_OFF_LINE = re.compile(
    r"(?:[(–—/-]|©(?:[ ]?(?:19|20)\d\d)?|copyright(?:[ ](?:19|20)\d\d)?)?[ ]{0,2}(?P<name>[^()\n]{2,40}?)\)?[.]?\Z",
    re.IGNORECASE,
)
MAX_BYLINE = 120
PHOTO_LABELS = frozenset({"caption", "credit"})


def find_agency(
    text: str,
    layout: Layout,
    zone: Zone,
    dateline: Dateline | None,
    references: References,
) -> Finding | None:
    """The agency of the dateline, else of the byline, else of the sign-off; known agencies only."""
    index = outlet_index(references)
    if dateline and dateline.agency_start is not None:
        found = _known(text, dateline.agency_start, dateline.agency_end or 0, index, "dateline")
        if found:
            return found
    for line in zone.lines:
        found = _in_byline(text, line, zone.stamped, index)
        if found:
            return found
    return next(_in_sign_off(text, layout, index), None)


def _in_byline(
    text: str, line: Line, stamped: frozenset[int], index: OutletIndex
) -> Finding | None:
    """The agency after 'By', or a line of agencies alone beside a stamp; others are credits."""
    if line.label in PHOTO_LABELS or len(line.text) > MAX_BYLINE or line.is_prose:
        return None
    lead = BY.match(line.text)
    if lead:
        return _known(text, line.start + lead.end(), line.end, index, "byline")
    source = SOURCE.match(line.text)
    if source is None and not stamped & {line.number - 1, line.number + 1}:
        return None
    start = line.start + (source.end() if source else 0)
    parts = [part.group().strip() for part in PART.finditer(text, start, line.end)]
    if all(_is_agency(part, index) for part in parts):
        return _known(text, start, line.end, index, "byline")
    return None


def _is_agency(name: str, index: OutletIndex) -> bool:
    outlet = index.named(name)
    return outlet is not None and outlet.is_agency


def _in_sign_off(text: str, layout: Layout, index: OutletIndex) -> Iterator[Finding]:
    last = [line for line in layout.body if line.is_kept or line.is_prose][-1:]
    for line in last:
        signed = SIGN_OFF.search(line.text, max(0, len(line.text) - 44))
        if signed and line.label not in PHOTO_LABELS:
            start = line.start + signed.start("name")
            yield from _if_known(text, start, line.start + signed.end("name"), index)
    for line in [*last, *layout.foot[:2]]:
        alone = SIGN_OFF_LINE.match(line.text) if len(line.text) < 60 else None
        if alone and line.label not in PHOTO_LABELS:
            start = line.start + alone.start("name")
            yield from _if_known(text, start, line.start + alone.end("name"), index)


def _if_known(text: str, start: int, end: int, index: OutletIndex) -> Iterator[Finding]:
    found = _known(text, start, end, index, "signoff")
    if found:
        yield found


def _known(text: str, start: int, end: int, index: OutletIndex, method: str) -> Finding | None:
    """The known agency among the names between two places, each of which must be whole."""
    for part in PART.finditer(text, start, end):
        name = part.group().strip(" \t\xa0.()")
        outlet: Outlet | None = index.named(name) if name else None
        if outlet and outlet.is_agency:
            at = text.index(name, part.start())
            return Finding(outlet.name, method, at, at + len(name), outlet.outlet_id)
    return None
