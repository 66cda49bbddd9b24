"""Decides which known outlet the furniture of a page says that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.describe.layout import Layout, Line
from pipelines.describe.outlet_index import Outlet, outlet_index
from pipelines.references import References

MAX_WORDS = 12
LAST_LINES = 120
PHOTO_LABELS = frozenset({"caption", "credit"})


class Mention(NamedTuple):
    """A known outlet and where it is named."""

    outlet: Outlet
    start: int
    end: int


class Frames(NamedTuple):
    """The words before and after a name in lines in which a site names itself.

    `opening` has each first word and `closing` each last one of a frame with nothing before the
    name, as lines may write them: in lower case, capitals, or with a capital first.
    """

    opening: dict[str, list[tuple[str, str]]]
    closing: dict[str, list[tuple[str, str]]]


def find_self_mention(layout: Layout, references: References) -> Mention | None:
    """The one outlet that lines around the article name as their own; null when they name two."""
    return _only(_framed(layout, references)) or _only(_addresses(layout, references))


def _only(mentions: Iterator[Mention]) -> Mention | None:
    first = next(mentions, None)
    if first is None or any(other.outlet != first.outlet for other in mentions):
        return None
    return first


def _framed(layout: Layout, references: References) -> Iterator[Mention]:
    opening, closing = _frames(references)
    likely = [
        line
        for line in (*layout.foot[-LAST_LINES:], *layout.head)
        if 1 < line.word_count <= MAX_WORDS
        and (line.text.partition(" ")[0] in opening or line.text.rpartition(" ")[2] in closing)
    ]
    for line in likely:
        first, last = line.text.partition(" ")[0], line.text.rpartition(" ")[2]
        frames = (*opening.get(first, ()), *closing.get(last, ()))
        if line.label not in PHOTO_LABELS:
            yield from _in_frames(line, frames, references)


@lru_cache(maxsize=8)
def _frames(references: References) -> Frames:
    opening: dict[str, list[tuple[str, str]]] = {}
    closing: dict[str, list[tuple[str, str]]] = {}
    for row in references.rows("self_mentions"):
        frame = row["before"], row["after"]
        word, index = frame[0].partition(" ")[0], opening
        if not word:
            word, index = frame[1].rpartition(" ")[2], closing
        for written in {word, word.upper(), word.capitalize()}:
            index.setdefault(written, []).append(frame)
    return Frames(opening, closing)


def _in_frames(
    line: Line, frames: Iterable[tuple[str, str]], references: References
) -> Iterator[Mention]:
    """The outlet that the first fitting frame has between its two parts."""
    folded = line.text.lower()
    mentions = (_between(line, folded, before, after, references) for before, after in frames)
    found = next((mention for mention in mentions if mention), None)
    if found:
        yield found


def _between(
    line: Line, folded: str, before: str, after: str, references: References
) -> Mention | None:
    """The known outlet whose whole name stands between the two parts of a frame."""
    if len(folded) != len(line.text) or not (folded.startswith(before) and folded.endswith(after)):
        return None
    name = line.text[len(before) : len(line.text) - len(after)].strip(" :")
    outlet = outlet_index(references).named_in_passing(name) if name else None
    if outlet is None:
        return None
    at = line.start + line.text.index(name, len(before))
    return Mention(outlet, at, at + len(name))


def _addresses(layout: Layout, references: References) -> Iterator[Mention]:
    """The outlets whose web or mail addresses are written around the article."""
    index = outlet_index(references)
    text, lines = layout.text, layout.lines
    if not lines:
        return
    body_start = lines[layout.body_first].start if layout.body_first < len(lines) else 0
    body_end = lines[layout.body_end].start if layout.body_end < len(lines) else len(text)
    for first, end in ((0, body_start), (body_end, len(text))):
        for outlet, start, stop in index.addresses_in(text, first, end):
            if outlet.kind != "official":
                yield Mention(outlet, start, stop)
