"""Decides which stages a document of the lake goes through again, and from what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipelines.clean.stage import CLEAN
from pipelines.stage_keys import CORRECTIONS, find_affected, find_outdated
from pipelines.stages import LATER_STAGES, STAGES

PLAIN_TEXT = "text/plain"
# Tables that neither sites nor links are made from: to make them again leaves the others as they are.
NOT_COMPARED = frozenset({"citations"})


class Redo(NamedTuple):
    """What is to be done again: these stages, all rows of the document or only those they write.

    `is_stuck`: the page has to be cleaned again and cannot be, its HTML is not in the lake.
    """

    stages: tuple[str, ...]
    is_needed: bool
    is_whole: bool
    is_stuck: bool


def plan_redo(
    known: Mapping[str, str],
    keys: Mapping[str, str],
    corrections: str | None,
    media_type: str,
    *,
    is_linked_otherwise: bool,
) -> Redo:
    """What is to be done about a document made with the keys in `known`, now that they are `keys`.

    `corrections` is the digest of its corrections. A document that has been corrected goes through
    all stages that make what can be corrected, since its rows do not tell what they made. Where all
    is to be linked anew each is done again as a whole.
    """
    was_corrected = known.get(CORRECTIONS)
    outdated = find_outdated(known, keys)
    is_stuck = CLEAN.name in outdated and media_type != PLAIN_TEXT
    if is_stuck:
        outdated.remove(CLEAN.name)
    is_other = was_corrected != corrections or is_linked_otherwise
    is_needed = bool(outdated) or is_other
    if is_needed and was_corrected is not None:
        outdated.update(stage.name for stage in LATER_STAGES)
    stages = find_affected(STAGES, outdated)
    written = {table for stage in stages for table in stage.writes}
    is_whole = is_other or not written <= NOT_COMPARED
    return Redo(tuple(stage.name for stage in stages), is_needed, is_whole, is_stuck)
