"""Decides what becomes of pages once their sites' own lines are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.document import Page
from pipelines.references import References
from pipelines.sites.apply import NOTHING, SPARED, Known, leave_out, restore_blocks
from pipelines.stage import Stage, run_pages


def reclean_pages(
    pages: Sequence[Page],
    known: Mapping[str, Known],
    stages: Sequence[Stage],
    references: References,
) -> list[Page | None]:
    """Each page done again; None for one whose blocks are as they should be.

    `known` has the lines of each site; `stages` are those that follow the site step. A page that
    they refuse without its site's lines is spared.
    """
    answers = [_decide(page, known.get(page.document.site or "", {})) for page in pages]
    _run(answers, stages, references)
    for place, answer in enumerate(answers):
        if answer is not None and answer.facts is None:
            blocks = restore_blocks(answer.blocks)
            answers[place] = replace(answer, blocks=blocks, site_step=SPARED)
    _run(answers, stages, references)
    return [answer if answer is not None and answer.facts else None for answer in answers]


def _decide(page: Page, known: Known) -> Page | None:
    """The page with its blocks as they should be; None when they are so already."""
    blocks, step = leave_out(restore_blocks(page.blocks), known)
    if blocks == page.blocks and step == (page.site_step or NOTHING):
        return None
    return replace(page, blocks=blocks, site_step=step)


def _run(answers: list[Page | None], stages: Sequence[Stage], references: References) -> None:
    """Take the pages without facts through the stages; those that are refused stay without."""
    places = [i for i, one in enumerate(answers) if one is not None and one.facts is None]
    waiting = [one for one in answers if one is not None and one.facts is None]
    for place, answer in zip(places, run_pages(stages, waiting, references), strict=True):
        if isinstance(answer, Page):
            answers[place] = answer
