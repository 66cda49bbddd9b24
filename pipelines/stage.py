"""Decides what a stage is, and how a batch of documents runs through stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipelines.document import Document, Page, Reject
from pipelines.errors import ReferenceFault, StageError
from pipelines.references import References

Run = Callable[[Sequence[Page], References], Sequence[Page | Reject]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function over a batch of pages.

    `run` answers for every page, in order: the page with the attributes in `writes` filled, or a
    Reject. `version` is raised when its output may change; `reads` names the attributes of `Page` that it
    looks at beside `document`, `references` its files of `schemas/reference/`. It is shown nothing
    else, and of its answers nothing but `writes` is taken: by these names a build tells what a change
    affects.
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
        done = stage.run([_show(stage, page) for page in pages], references.only(stage.references))
    except (StageError, ReferenceFault):
        raise
    except Exception as error:  # noqa: BLE001 - a defect in a stage must not stop a build
        if len(pages) > 1:
            return [_run_stage(stage, [page], references)[0] for page in pages]
        failure = f"stage {stage.name}: {type(error).__name__}: {error}; please report this page"
        return [reject(page.document, "extract", "stage_failed", failure) for page in pages]
    if len(done) != len(pages):
        raise StageError(f"stage {stage.name} returned {len(done)} pages for {len(pages)}")
    return [_take(stage, *pair) for pair in zip(pages, done, strict=True)]


def _show(stage: Stage, page: Page) -> Page:
    """The page as far as the stage reads it."""
    return Page(page.document, **{name: getattr(page, name) for name in stage.reads})


def _take(stage: Stage, page: Page, answer: Page | Reject) -> Page | Reject:
    """The page with what the stage writes."""
    if isinstance(answer, Reject):
        return answer
    return replace(page, **{name: getattr(answer, name) for name in stage.writes})


def reject(document: Document, stage: str, reason: str, detail: str) -> Reject:
    """The row of `rejects` that says why this document was refused."""
    return Reject(document.uri, document.source, document.raw_sha256, stage, reason, detail)
