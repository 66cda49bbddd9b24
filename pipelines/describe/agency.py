"""Decides which news agency supplied a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.describe.dateline import Dateline
from pipelines.describe.finding import Finding
from pipelines.describe.layout import Layout, Line, Zone
from pipelines.describe.outlet_index import SHORT, Outlet, OutletIndex, outlet_index
from pipelines.references import References

PART = re.compile(r"[^/,;&+–—|]+")
BY = re.compile(
    r"(?:.{0,40}[\d|•·–—-][ ]{1,3})?(?:by|von|par|por|di|door)\b:?[ ]{1,2}", re.IGNORECASE
)
TOKEN = re.compile(r"\w+")
BY_WORD = re.compile(r"by|von|par|por|di|door", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\((?P<name>[^()\n]{2,60})\)[.]?\Z")
AFTER_DASH = re.compile(r"[.!?”\"»)][ ]{0,2}[–—/-]{1,2}[ ]{0,2}(?P<name>[^()\n–—/.]{2,40})[.]?\Z")
MARKED = re.compile(
    r"[(–—/ -]{0,4}(?:(?:©|\(c\)|copyright){1,2}[ ]?©?[ ]?(?:(?:19|20)\d\d)?[ ,]{0,2})?",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[ ]?(?:©[ ]?)?(?:(?:19|20)\d\d)?[ ,]{0,2}(?:by[ ])?(?P<name>[^.\n©]{2,40})[.]",
    re.IGNORECASE,
)
MAX_CREDIT = 160
MAX_LEAD = 60
MAX_ALONE = 90
BELOW = 3
NAMED_LAST = 64
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
    above = [
        line for line in zone.lines if line.number < layout.body_end and _may_credit(line, index)
    ]
    last = [line for line in layout.body[-BELOW:] if line.is_kept][-1:]
    below = [line for line in layout.foot[:BELOW] if _may_credit(line, index)]
    cues = _cues(references)
    for line in above:
        found = _in_byline(text, line, zone.stamped, index, cues)
        if found:
            return found
    return next(_in_sign_off(text, last, below, index, cues), None)


def _may_credit(line: Line, index: OutletIndex) -> bool:
    """Whether a line is short, no caption, and has a word that an agency's name begins with."""
    text, label = line.text, line.label
    return (
        len(text) <= MAX_CREDIT
        and label not in PHOTO_LABELS
        and not index.agency_words.isdisjoint(TOKEN.findall(text))
    )


@lru_cache(maxsize=8)
def _cues(references: References) -> tuple[str, ...]:
    """The words before an agency's name in a credit, the longest first."""
    phrases = {row["phrase"] for row in references.rows("agency_cues")}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _after_cue(words: str, cues: tuple[str, ...]) -> int:
    """Where the name begins in the words of a credit."""
    folded = words.lower()
    if len(folded) != len(words) or not folded.startswith(cues):
        return 0
    cue = next(cue for cue in cues if folded.startswith(cue))
    rest = words[len(cue) :]
    if cue[-1].isalpha() and not rest.startswith(" "):
        return 0
    return len(words) - len(rest.lstrip())


def _in_byline(
    text: str, line: Line, stamped: frozenset[int], index: OutletIndex, cues: tuple[str, ...]
) -> Finding | None:
    """The agency after 'By', or a line of agencies alone beside a stamp; others are credits."""
    lead = BY.match(line.text) if BY_WORD.search(line.text, 0, MAX_LEAD) else None
    if lead:
        return (
            None
            if line.is_prose
            else _known(text, line.start + lead.end(), line.end, index, "byline")
        )
    cue = _after_cue(line.text, cues)
    if cue == 0 and not stamped & {line.number - 1, line.number + 1}:
        return None
    return _only_agencies(text, line.start + cue, line.end, index, "byline")


def _only_agencies(
    text: str, start: int, end: int, index: OutletIndex, method: str
) -> Finding | None:
    """The first of the names between two places when all are agencies."""
    parts = [part.group().strip(" .()") for part in PART.finditer(text, start, end)]
    if parts and all(_agency(part, index) for part in parts):
        return _known(text, start, end, index, method)
    return None


def _agency(name: str, index: OutletIndex) -> Outlet | None:
    """The agency with this name; a short one is not spelt like a word of everyday language."""
    if len(name) <= SHORT and not index.is_abbreviation(name):
        return None
    outlet = index.named(name)
    return outlet if outlet and outlet.is_agency else None


def _in_sign_off(
    text: str,
    last: Sequence[Line],
    below: Sequence[Line],
    index: OutletIndex,
    cues: tuple[str, ...],
) -> Iterator[Finding]:
    """The agencies that the end of the article or a short line right under it names."""
    for line in last:
        ending = line.text[-NAMED_LAST:]
        signed = IN_BRACKETS.search(ending) or AFTER_DASH.search(ending)
        if signed and line.label not in PHOTO_LABELS:
            start = line.end - len(ending) + signed.start("name")
            end = line.end - len(ending) + signed.end("name")
            start += _after_cue(text[start:end], cues)
            yield from _if_known(_known(text, start, end, index, "signoff"))
    for line in (*last, *below):
        if _may_credit(line, index):
            yield from _if_known(_alone(text, line, index, cues))


def _alone(text: str, line: Line, index: OutletIndex, cues: tuple[str, ...]) -> Finding | None:
    """The agency that a line of nothing but a credit or a claim of rights names first."""
    signed = RIGHTS.match(line.text)
    if signed:
        first, end = signed.span("name")
    elif len(line.text) <= MAX_ALONE:
        marked = MARKED.match(line.text)
        first = marked.end() if marked else 0
        end = len(line.text.rstrip(" )."))
    else:
        return None
    start = line.start + first + _after_cue(line.text[first:end], cues)
    found = _known(text, start, line.start + end, index, "signoff")
    return found if found and found.start == start else None


def _if_known(found: Finding | None) -> Iterator[Finding]:
    if found:
        yield found


def _known(text: str, start: int, end: int, index: OutletIndex, method: str) -> Finding | None:
    """The known agency among the names between two places, each of which must be whole."""
    for part in PART.finditer(text, start, end):
        name = part.group().strip(" \t\xa0.()")
        outlet = _agency(name, index)
        if outlet:
            at = text.index(name, part.start())
            return Finding(outlet.name, method, at, at + len(name), outlet.outlet_id)
    return None
