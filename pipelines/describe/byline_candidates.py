"""Decides where names stand on a page that may be those of its authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pipelines.describe.byline_cues import Cues, lines_with_cues
from pipelines.describe.layout import Layout, Line
from pipelines.describe.person_names import NameWords, read_names

ABOVE_TITLE, BELOW_TITLE, ABOVE_LEAD, BELOW_LEAD = 14, 20, 14, 6
ABOVE_FOOT, BELOW_FOOT = 3, 20
NEVER_BARE = frozenset({"caption", "credit", "dateline"})
SIGNED_LABELS = frozenset({"byline", "author_box"})
MOST_WORDS, MOST_BARE_WORDS, LONGEST = 40, 16, 300
CUE_LINE_WORDS, MOST_LINES = 4, 12
# Where a name without a cue may begin: at the line's start, or behind one of these or a time.
DIVIDER = re.compile(
    r"[|•·–—/]\s{0,2}|\d\s{1,2}(?=[^\W\d_])|(?<=\d)(?=[A-ZÀ-Þ])|(?<=[a-z\d])(?=[A-ZÀ-Þ][a-zß-ÿ])"
)
# What may stand between names of two lines: a note's number, a comma, "and".
JOINED = re.compile(r"[\s\d\xa0…,&]{0,6}(?:and|und|et|y|e|en|og|och)?[\s…]{0,2}\Z")
MOST_STARTS = 6


class Named(NamedTuple):
    """Names that stand together: in one line, or in lines that follow each other.

    `number` is the first of their lines; `cue` the words that announce them, '' without any;
    `cue_start` is where those begin, else where the first name does. Names that only the markup
    tells have no place and no line.
    """

    names: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    number: int | None = None
    cue: str = ""
    cue_start: int | None = None


def lines_to_search(layout: Layout, title_line: int | None) -> list[Line]:
    """The lines in which authors are looked for, in order; `title_line` is the headline's number.

    They stand around headline and lead and under the article, or cleaning took them for bylines.
    """
    lead, end = layout.body_first, layout.body_end
    near = [(lead - ABOVE_LEAD, lead + BELOW_LEAD), (end - ABOVE_FOOT, end + BELOW_FOOT)]
    if title_line is not None:
        near.append((title_line - ABOVE_TITLE, title_line + BELOW_TITLE))
    numbers = {number for first, last in near for number in range(max(0, first), last)}
    return [line for line in layout.lines if line.number in numbers or line.label in SIGNED_LABELS]


def find_cued(layout: Layout, lines: Sequence[Line], cues: Cues, words: NameWords) -> list[Named]:
    """The names behind a cue in these lines, in order."""
    cued = lines_with_cues(layout, lines, cues)
    pattern = cues.pattern
    return [
        named
        for place, line in enumerate(lines)
        if line.number in cued and _may_sign(line)
        for named in _behind_cues(lines, place, pattern, words)
        if not _is_agency(named, layout)
    ]


def _is_agency(named: Named, layout: Layout) -> bool:
    """Whether one word alone also stands in brackets, as agencies sign: "By Yonhap", "(Yonhap)"."""
    name = named.names[0]
    return len(named.names) == 1 and " " not in name and f"({name})" in layout.text


def find_bare(
    lines: Sequence[Line], near: AbstractSet[int], firsts: AbstractSet[str], words: NameWords
) -> Iterator[Named]:
    """The names without a cue in these lines, where a line or a part of it begins with one.

    A line that is not among the `near` numbers must begin with a known given name, or with one
    of `firsts`, in lower case.
    """
    for place, line in enumerate(lines):
        if not 2 <= line.word_count <= MOST_BARE_WORDS or line.label in NEVER_BARE:
            continue
        if line.number not in near:
            first = line.text.partition(" ")[0].rstrip(".")
            folded = first.lower()
            if not (folded in words.given or folded in firsts or first in words.titles):
                continue
        if _may_sign(line):
            yield from _without_cue(lines, place, words)


def in_order(cued: Sequence[Named], bare: Iterable[Named]) -> list[Named]:
    """All names in the page's order, those that stand behind a cue only as such."""
    taken = {named.start for named in cued}
    both = [*cued, *(named for named in bare if named.start not in taken)]
    return sorted(both, key=lambda named: (named.number or 0, named.start or 0))


def _may_sign(line: Line) -> bool:
    return line.word_count <= MOST_WORDS and len(line.text) <= LONGEST and not line.is_prose


def _behind_cues(
    lines: Sequence[Line], place: int, pattern: re.Pattern[str], words: NameWords
) -> Iterator[Named]:
    line = lines[place]
    for cue in pattern.finditer(line.text):
        begin = line.start + cue.start("cue")
        if cue.end() < len(line.text):
            named = _read_on(lines, place, cue.end(), words, is_cued=True)
        elif _goes_on(lines, place) and line.word_count <= CUE_LINE_WORDS:
            named = _read_on(lines, place + 1, 0, words, is_cued=True)
        else:
            continue
        if named:
            yield named._replace(cue=cue["cue"].lower(), cue_start=begin)


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].number == lines[place].number + 1


def _without_cue(lines: Sequence[Line], place: int, words: NameWords) -> Iterator[Named]:
    line = lines[place]
    starts = [0, *(found.end() for found in DIVIDER.finditer(line.text))][:MOST_STARTS]
    done = line.start
    for start in starts:
        if line.start + start < done:
            continue
        named = _read_on(lines, place, start, words, is_cued=False)
        if named and named.end is not None:
            done = named.end
            yield named


def _read_on(
    lines: Sequence[Line], place: int, start: int, words: NameWords, *, is_cued: bool
) -> Named | None:
    """The names from a place in a line, and in the next lines while these go on with them."""
    line = lines[place]
    read = read_names(line.text, start, words, may_be_single=is_cued)
    if not read.names:
        return None
    names, first, last = list(read.names), line.start + read.start, line.start + read.end
    number = line.number
    rest = line.text[read.end :]
    for following in lines[place + 1 : place + MOST_LINES]:
        if not JOINED.match(rest) or following.word_count > MOST_BARE_WORDS:
            break
        if not rest.strip() and not is_cued:
            break
        more = read_names(following.text, 0, words)
        if following.number != number + 1:
            break
        number = following.number
        if not more.names:
            if JOINED.match(following.text):
                rest = ","
                continue
            break
        if not rest.strip(" \xa0\t0123456789") and more.end < len(following.text.rstrip()):
            break
        names += more.names
        last = following.start + more.end
        rest = following.text[more.end :]
    return Named(tuple(dict.fromkeys(names)), first, last, line.number, cue_start=first)
