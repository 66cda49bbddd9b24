"""Decides what the body of a document is, given its blocks."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.document import Block, Document
from pipelines.view.normal import view_of
from pipelines.view.spacing import LINE_BREAKS


def kept_text(document: Document, blocks: Iterable[Block]) -> str:
    """The kept blocks, normalised: a blank line between them, a space between parts of one line."""
    raw_text = document.raw_text
    pieces: list[str] = []
    last_end = 0
    for block in blocks:
        if not block.is_kept:
            continue
        piece = view_of(raw_text, block.char_start, block.char_end, is_paragraph=True).text
        if not piece:
            continue
        if pieces:
            between = raw_text[last_end : block.char_start]
            pieces.append("\n\n" if _breaks_line(between) else " ")
        pieces.append(piece)
        last_end = block.char_end
    return "".join(pieces)


def _breaks_line(between: str) -> bool:
    return any(map(between.__contains__, LINE_BREAKS))
