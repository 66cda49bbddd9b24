"""Decides what the body of a document is, given its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.document import Block, Document
from pipelines.view.normal import is_normal, view_of
from pipelines.view.spacing import LINE_BREAKS


def kept_text(document: Document, blocks: Iterable[Block]) -> str:
    """The kept blocks, normalised: a blank line between them, a space between parts of one line."""
    raw_text = document.raw_text
    kept = [block for block in blocks if block.is_kept]
    texts = [raw_text[block.char_start : block.char_end] for block in kept]
    if not (is_normal("".join(texts)) and _are_trimmed(texts)):
        texts = [
            text
            if is_normal(text)
            else view_of(raw_text, block.char_start, block.char_end, is_paragraph=True).text
            for block, text in zip(kept, texts, strict=True)
        ]
    pieces: list[str] = []
    last_end = 0
    for block, text in zip(kept, texts, strict=True):
        if not text:
            continue
        if pieces:
            between = raw_text[last_end : block.char_start]
            pieces.append("\n\n" if "\n" in between or _breaks_line(between) else " ")
        pieces.append(text)
        last_end = block.char_end
    return "".join(pieces)


def _are_trimmed(texts: Sequence[str]) -> bool:
    """Whether none of the texts begins or ends with a space."""
    lines = "\n".join(["", *texts, ""])
    return "\n " not in lines and " \n" not in lines


def _breaks_line(between: str) -> bool:
    return any(map(between.__contains__, LINE_BREAKS))
