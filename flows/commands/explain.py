"""Decides how `onrecord extract --explain` shows a page: every block in order, kept, fact or left out.

The gutter tells it without colours: `-` left out, `*` read as a fact but no part of the body.
Whatever the page holds is shown, never obeyed: control characters have visible stand-ins.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.extracting.answering import answer_files
from schemas.vocabularies import BLOCK_LABELS, REJECT_REASONS, REJECT_STAGES

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Row = dict[str, Any]

KEPT, LEFT_OUT, FACT = " ", "-", "*"
TEXT_STYLES = {KEPT: "", LEFT_OUT: "dim strike", FACT: "bold"}
# Labels by what they are to the article; the others are furniture.
GROUPS = {
    "green": ("body", "heading", "standfirst"),
    "cyan": ("title", "byline", "dateline", "stamp"),
    "magenta": ("caption", "credit", "author_box", "tags"),
    "blue": ("related", "comment", "duplicate"),
}
LABEL_STYLES = {label: style for style, labels in GROUPS.items() for label in labels}
FURNITURE_STYLE = "yellow"
LABEL_WIDTH = max(map(len, BLOCK_LABELS))
# Facts that have a place on the page, and the label of their line where the place is not known.
PLACED = {"title": "title", "byline": "byline", "published": "stamp", "outlet": "", "agency": ""}

AT_ONCE = 16  # few, so that the first page is soon there
NARROWEST, WIDEST, PIPED = 40, 120, 100
VISIBLE: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},
    ord("\t"): " ",
    0x7F: 0x2421,
    # C1 controls, line separators and what turns the direction of text around.
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x2070)), 0xFFFD),
}


class Part(NamedTuple):
    """A stretch of a printed line, with its style."""

    text: str
    style: str = ""


class Span(NamedTuple):
    """Where a fact stands on the page."""

    name: str
    start: int
    end: int


def run_explain(files: list[str], jobs: int, *, learn_sites: bool = False) -> None:
    """Extract the files (- is standard input) and show each page, or why it was refused."""
    batches = answer_files(files, jobs, learn_sites=learn_sites, pages=AT_ONCE)
    show_rows(row for batch in batches for row in batch.to_pylist())


def show_rows(rows: Iterable[Row]) -> None:
    """Print each page, or why it was refused, on standard output."""
    console = _open_console()
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size((PIPED, 24)).columns))
    for row in rows:
        lines = _refused(row, width) if row["reject"] is not None else _explained(row, width)
        for line in lines:
            console.print(_text(line), soft_wrap=True)


def _open_console() -> Console:
    from rich.console import Console

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # where not all can be written
    return Console(markup=False, highlight=False, emoji=False)


def _text(line: Iterable[Part]) -> Text:
    from rich.text import Text

    return Text.assemble(*line, end="\n", no_wrap=True)


def _explained(row: Row, width: int) -> Iterator[list[Part]]:
    document, blocks = row["document"], row["blocks"]
    spans = _fact_spans(document)
    unplaced = _unplaced_labels(document)
    marks = [_mark(block, spans, unplaced) for block in blocks]
    yield from _header(row, marks, width)
    for block, mark in zip(blocks, marks, strict=True):
        yield from _block_lines(block, mark, document["raw_text"], spans, width)
    yield from _footer(blocks, marks, width)


def _refused(row: Row, width: int) -> Iterator[list[Part]]:
    refused = row["reject"]
    yield [Part(_harmless(row["uri"]), "bold reverse")]
    stage, reason = refused["stage"], refused["reason"]
    yield from _field("rejected", f"{REJECT_STAGES.get(stage, stage)}", width, "bold red")
    yield from _field("reason", f"{reason}: {REJECT_REASONS.get(reason, '')}", width)
    yield from _field("detail", refused["detail"], width)
    yield []


def _header(row: Row, marks: list[str], width: int) -> Iterator[list[Part]]:
    document = row["document"]
    yield [Part(_harmless(row["uri"]), "bold reverse")]
    yield from _field("title", _told(document["title"], document["title_method"]), width)
    yield from _field("outlet", _told(document["outlet_name"], document["outlet_method"]), width)
    if document["agency_name"]:
        yield from _field(
            "agency", _told(document["agency_name"], document["agency_method"]), width
        )
    names = ", ".join(document["bylines"] or ())
    yield from _field("byline", _told(names, document["byline_method"]), width)
    published = document["published_at"] or document["published_on"]
    yield from _field("published", _told(published, document["published_method"]), width)
    text = document["raw_text"]
    words = [_words(text, block) for block in row["blocks"]]
    kept = sum(count for count, mark in zip(words, marks, strict=True) if mark == KEPT)
    share = f"{kept:,} of {sum(words):,} words, {marks.count(KEPT):,} of {len(marks):,} blocks"
    yield from _field("kept", share, width)
    yield []


def _footer(blocks: list[Row], marks: list[str], width: int) -> Iterator[list[Part]]:
    yield []
    for mark, name in ((KEPT, "kept"), (FACT, "facts"), (LEFT_OUT, "left out")):
        labels = (b["label"] for b, one in zip(blocks, marks, strict=True) if one == mark)
        counts = ", ".join(f"{label} {count:,}" for label, count in Counter(labels).most_common())
        yield from _field(name, counts or "nothing", width)
    yield []


def _told(value: object, method: str | None) -> str:
    if not value:
        return "not told"
    return f"{value} ({method})" if method else f"{value}"


def _field(name: str, value: str, width: int, style: str = "") -> Iterator[list[Part]]:
    room = width - 12
    for number, (start, end) in enumerate(_wrap(text := _harmless(value), room)):
        yield [Part(f"  {'' if number else name:<10}", "bold"), Part(text[start:end], style)]


def _fact_spans(document: Row) -> list[Span]:
    """Where the facts of the document were read, in the order of the page."""
    places = ((name, document[f"{name}_start"], document[f"{name}_end"]) for name in PLACED)
    return sorted(
        (Span(name, start, end) for name, start, end in places if start is not None),
        key=lambda span: span.start,
    )


def _unplaced_labels(document: Row) -> set[str]:
    """Labels of lines that say what the address or a meta tag told: such a fact has no place."""
    return {
        label
        for name, label in PLACED.items()
        if document[f"{name}_method"] is not None and document[f"{name}_start"] is None
    }


def _mark(block: Row, spans: Sequence[Span], unplaced: set[str]) -> str:
    if block["is_kept"]:
        return KEPT
    is_fact = block["label"] in unplaced or any(_meets(block, span) for span in spans)
    return FACT if is_fact else LEFT_OUT


def _meets(block: Row, span: Span) -> bool:
    return bool(span.start < block["char_end"] and block["char_start"] < span.end)


def _block_lines(
    block: Row, mark: str, raw: str, spans: list[Span], width: int
) -> Iterator[list[Part]]:
    text = _harmless(raw[block["char_start"] : block["char_end"]])
    own = [span for span in spans if _meets(block, span)]
    style = LABEL_STYLES.get(block["label"], FURNITURE_STYLE)
    notes = [one.name for one in own] + ["site's own"] * bool(block.get("is_site_line"))
    beside = [(block["label"], f"{block['score']:.2f}"), *((f"= {note}", "") for note in notes)]
    room = width - LABEL_WIDTH - len("-  0.00 | ")
    lines = _wrap(text, room)
    for shown, line in zip_longest(beside, lines):
        label, score = shown or ("", "")
        start, end = line or (0, 0)
        yield [
            Part(f"{mark} ", "bold"),
            Part(f"{label:<{LABEL_WIDTH}} ", style),
            Part(f"{score:<4} | ", "dim"),
            *_underlined(text, start, end, TEXT_STYLES[mark], own, block["char_start"]),
        ]


def _underlined(
    text: str, start: int, end: int, style: str, spans: list[Span], offset: int
) -> Iterator[Part]:
    """text[start:end] in parts, those underlined where a fact was read."""
    for span in spans:
        first = min(end, max(start, span.start - offset))
        last = min(end, max(first, span.end - offset))
        if first < last:
            yield Part(text[start:first], style)
            yield Part(text[first:last], f"{style} underline")
            start = last
    yield Part(text[start:end], style)


def _wrap(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, each at most `room` cells wide."""
    from rich.cells import cell_len

    start = 0
    while start < len(text) or start == 0:
        end = min(len(text), start + room)
        while (over := cell_len(text[start:end]) - room) > 0:
            end -= max(1, over // 2)
        blank = text.rfind(" ", start, end + 1)
        if end < len(text) and blank > start:
            end = blank
        yield start, end
        start = max(end, 1)
        while start < len(text) and text[start] == " ":
            start += 1


def _words(text: str, block: Row) -> int:
    return len(text[block["char_start"] : block["char_end"]].split())


def _harmless(text: str) -> str:
    """The text with a visible stand-in for every control character, as long as before."""
    return text.translate(VISIBLE)
