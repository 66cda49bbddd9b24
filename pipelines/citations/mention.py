"""Decides what a mention of a resolution is, before anybody knows which resolution is meant."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.citations.before import When
from pipelines.citations.lexicon import Organ
from pipelines.citations.written import Written


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a passage that cites resolutions; offsets are the passage's.

    `form` is `symbol`, `number` (organ or noun with a number) or `phrase` (no number). `organ`
    is None when none is named; `is_attached` tells whether it stands at the noun or elsewhere in
    the sentence, `is_doubtful` that it may belong to somebody else than the United Nations. The
    noun stands at `noun_start` to `noun_end`; `companions` are all numbers of its list.
    `is_definite` tells that the noun stands behind `the` or `that` alone, as if known.
    """

    start: int
    end: int
    form: str
    noun_start: int
    noun_end: int
    organ: Organ | None = None
    is_attached: bool = True
    is_doubtful: bool = False
    written: Written | None = None
    companions: tuple[str, ...] = ()
    when: When | None = None
    is_plural: bool = False
    article: str = ""
    is_definite: bool = False
    is_draft: bool = False
    is_fresh: bool = False

    @property
    def body(self) -> str | None:
        """The organ's body, None when the organ is not told."""
        return self.organ.body if self.organ else None

    @property
    def number(self) -> str:
        """The number as written, empty when none is."""
        return self.written.number if self.written else ""

    @property
    def cited_year(self) -> int | None:
        """The year that the mention gives, in parentheses or in words."""
        if self.written and self.written.year:
            return self.written.year
        return self.when.year if self.when else None
