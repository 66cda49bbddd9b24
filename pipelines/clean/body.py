"""Decides what the body of a document is, given its blocks."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.document import Block, Document


def kept_text(document: Document, blocks: Iterable[Block]) -> str:
    """The kept blocks joined by one blank line; blocks cut from the same line by a space."""
    text = document.raw_text
    pieces: list[str] = []
    last_end: int | None = None
    for block in blocks:
        if not block.is_kept:
            continue
        if last_end is not None:
            between = text[last_end : block.char_start]
            pieces.append("\n\n" if _breaks_line(between) else " ")
        pieces.append(text[block.char_start : block.char_end])
        last_end = block.char_end
    return "".join(pieces)


def _breaks_line(between: str) -> bool:
    return any(character in between for character in "\r\n\u2028\u2029")
