"""Decides which persons wrote and translated an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.describe.layout import Line
from pipelines.describe.person_names import NameWords, is_given_name, name_words, read_names
from pipelines.references import References

MAX_LINE_WORDS = 40
MAX_HINT = 300
MAX_BARE_WORDS = 12
CUE_LINE_WORDS = 4
PLAIN_WORDS = 3
SEPARATORS = ",|•·–—-/("
PICTURE_LABELS = frozenset({"caption", "credit"})
BRACKETS = "()[]\"'“”"


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors and the translator, with the evidence for the authors."""

    names: tuple[str, ...] = ()
    method: str | None = None
    start: int | None = None
    end: int | None = None
    translator: str | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines around headline and lead; `title_line` and `lead` are line numbers.

    `stamped` are the numbers of lines with a date; `is_told_of` says whether the article has a
    name in its text.
    """

    lines: Sequence[Line]
    title_line: int | None
    lead: int
    stamped: frozenset[int]
    is_told_of: Callable[[str], bool]


@lru_cache(maxsize=8)
def cue_pattern(references: References, role: str) -> re.Pattern[str]:
    """The pattern of words that announce authors or translators, at a place where they may."""
    phrases = {row["phrase"] for row in references.rows("byline_words") if row["role"] == role}
    listed = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    lead = r"(?:\A|(?<=[|•·–—,;])[ ]?|(?<=[ ]-)[ ]|(?-i:(?<=[0-9a-z)])(?=[A-Z]))|(?<=\d)[ ])"
    end = r"[ ]?[:|][ ]{0,3}|[ \xa0]{1,3}|\Z|(?-i:(?<=[a-z])(?=[A-ZÀ-Þ][a-zß-ÿ]))"
    return re.compile(rf"{lead}(?:{listed})(?:{end})", re.IGNORECASE)


def find_byline(authors: Sequence[str], zone: Zone, references: References) -> Byline:
    """The byline of the page's own head, else of the lines around headline and lead."""
    words = name_words(references)
    found = _from_hints(authors, words) or _from_zone(zone, words) or Byline()
    translators = next(_cued_names(zone.lines, "translator", words), None)
    return replace(found, translator=translators.names[0]) if translators else found


def _from_hints(authors: Sequence[str], words: NameWords) -> Byline | None:
    names: list[str] = []
    for author in authors:
        text = " ".join(author[:MAX_HINT].split()).strip(BRACKETS)
        cue = cue_pattern(words.references, "author").match(text)
        names.extend(read_names(text, cue.end() if cue else 0, words).names)
    return Byline(tuple(dict.fromkeys(names)), "meta") if names else None


def _from_zone(zone: Zone, words: NameWords) -> Byline | None:
    return next(_cued_names(zone.lines, "author", words), None) or next(
        _bare_names(zone, words), None
    )


def _cued_names(lines: Sequence[Line], role: str, words: NameWords) -> Iterator[Byline]:
    pattern = cue_pattern(words.references, role)
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if line.word_count > MAX_LINE_WORDS or line.is_prose:
            continue
        for cue in pattern.finditer(line.text):
            if cue.end() < len(line.text):
                yield from _names_in(line, cue.end(), words)
            elif after is not None and line.word_count <= CUE_LINE_WORDS:
                yield from (found for found in _names_in(after, 0, words) if _fills(after, found))


def _names_in(line: Line, start: int, words: NameWords) -> Iterator[Byline]:
    read = read_names(line.text, start, words)
    if read.names:
        yield Byline(read.names, "byline", line.start + start, line.start + read.end)


def _fills(line: Line, found: Byline) -> bool:
    """Whether nothing follows the names but what a separator divides from them."""
    rest = line.text[(found.end or 0) - line.start :].lstrip()
    return not rest or rest[0] in SEPARATORS or not rest[0].isalpha()


def _bare_names(zone: Zone, words: NameWords) -> Iterator[Byline]:
    """Names without a cue: under the headline, alone on a line or before a date or role.

    Beside a stamp, or with known given names; never somebody of whom the article tells.
    """
    for line in zone.lines:
        if line.word_count > MAX_BARE_WORDS or line.is_prose or line.label in PICTURE_LABELS:
            continue
        if zone.title_line is None or not zone.title_line < line.number < zone.lead:
            continue
        found = next(_names_in(line, 0, words), None)
        if found is None or not _fills(line, found):
            continue
        alone = line.start + len(line.text) == found.end
        before_stamp = not zone.stamped.isdisjoint({line.number, line.number + 1})
        known = all(is_given_name(name, words) for name in found.names)
        signed = known and (alone or before_stamp or _has_role(line, words))
        if not signed and not (before_stamp and all(map(_is_plain, found.names))):
            continue
        if not any(zone.is_told_of(name) for name in found.names):
            yield found


def _is_plain(name: str) -> bool:
    """Whether a name has two or three words, none of them an abbreviation."""
    parts = name.split()
    return len(parts) <= PLAIN_WORDS and not any(part.isupper() and part[1:2] for part in parts)


def _has_role(line: Line, words: NameWords) -> bool:
    parts = line.text.lower().replace(",", " ").split()
    return any(words.stops.get(part) == "role" for part in parts)
