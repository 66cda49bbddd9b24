"""Decides which blocks of a page are left out as its site's own furniture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.document import Block
from pipelines.sites.learn import LEADS, LONG, TEASER

Known = Mapping[int, str]
NOTHING, LEFT_OUT, SPARED = "nothing", "left_out", "spared"


def restore_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as they were before any site step."""
    return tuple(
        block._replace(is_kept=True, is_site_line=False) if block.is_site_line else block
        for block in blocks
    )


def leave_out(blocks: Sequence[Block], known: Known) -> tuple[tuple[Block, ...], str]:
    """The blocks without the site's known lines, given kind by key, and what was done.

    The blocks are as before any site step. A teaser stays where it is the page's own lead. A page
    of which no long line would stay is left as it was.
    """
    dropped = _known_places(blocks, known)
    if not dropped:
        return tuple(blocks), NOTHING
    kept = [block for block in blocks if block.is_kept]
    left = [block for block in kept if block.block_no not in dropped]
    needed = _is_long if any(map(_is_long, kept)) else bool
    if not any(map(needed, left)):
        return tuple(blocks), SPARED
    return tuple(
        block._replace(is_kept=False, is_site_line=True) if block.block_no in dropped else block
        for block in blocks
    ), LEFT_OUT


def _known_places(blocks: Sequence[Block], known: Known) -> set[int]:
    dropped, leads = set(), 0
    for block in blocks:
        if not block.is_kept:
            continue
        leads += _is_long(block)
        kind = known.get(block.line_key) if block.line_key is not None else None
        is_lead = kind == TEASER and _is_long(block) and leads <= LEADS
        if kind is not None and not is_lead:
            dropped.add(block.block_no)
    return dropped


def _is_long(block: Block) -> bool:
    return block.line_key is not None and block.char_end - block.char_start >= LONG
