"""Decides what a stage is, and how a batch of documents runs through stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.document import Document, Page, Reject
from pipelines.errors import StageError
from pipelines.references import References

Run = Callable[[Sequence[Page], References], Sequence[Page | Reject]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function over a batch of pages.

    `run` answers for every page, in order: the page with the attributes in `writes` filled, or a
    Reject. `version` is raised when its output may change; `reads` names attributes of `Page`,
    `references` files of `schemas/reference/` that it looks at.
    """

    name: str
    version: int
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Run
    references: tuple[str, ...] = ()


def run_stages(
    stages: Sequence[Stage], documents: Sequence[Document], references: References
) -> list[Page | Reject]:
    """Run a batch through the stages; one answer for each document, in input order."""
    return run_pages(stages, [Page(document) for document in documents], references)


def run_pages(
    stages: Sequence[Stage], pages: Sequence[Page], references: References
) -> list[Page | Reject]:
    """Run pages that earlier stages have seen through the rest; one answer for each, in order.

    A stage that fails on the batch is run again document by document, so that the failure costs
    just the document that causes it: that one becomes a Reject with reason `stage_failed`.
    """
    answers: list[Page | Reject] = list(pages)
    for stage in stages:
        places = [i for i, answer in enumerate(answers) if isinstance(answer, Page)]
        going = [answer for answer in answers if isinstance(answer, Page)]
        for place, answer in zip(places, _run_stage(stage, going, references), strict=True):
            answers[place] = answer
    return answers


def _run_stage(
    stage: Stage, pages: Sequence[Page], references: References
) -> Sequence[Page | Reject]:
    try:
        done = stage.run(pages, references)
    except Exception as error:  # noqa: BLE001 - a defect in a stage must not stop a build
        if len(pages) > 1:
            return [_run_stage(stage, [page], references)[0] for page in pages]
        failure = f"stage {stage.name}: {type(error).__name__}: {error}; please report this page"
        return [reject(page.document, "extract", "stage_failed", failure) for page in pages]
    if len(done) != len(pages):
        raise StageError(f"stage {stage.name} returned {len(done)} pages for {len(pages)}")
    return done


def reject(document: Document, stage: str, reason: str, detail: str) -> Reject:
    """The row of `rejects` that says why this document was refused."""
    return Reject(document.uri, document.source, document.raw_sha256, stage, reason, detail)
