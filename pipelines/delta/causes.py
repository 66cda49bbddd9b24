"""Decides the cause of a change from what two versions record of how their rows were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.delta.depends import files_read, forerunners, writers
from pipelines.stage_keys import CORRECTIONS
from pipelines.stages import LINK


@dataclass(frozen=True, slots=True)
class Explained:
    """A cause of schemas/delta.py, and the same in words."""

    cause: str
    detail: str


@dataclass(frozen=True, slots=True)
class Making:
    """How a version was made; what its code did not record is empty."""

    code_version: str = ""
    stage_keys: Mapping[str, str] | None = None
    stage_versions: Mapping[str, int] | None = None
    reference_digests: Mapping[str, str] | None = None

    def keys(self) -> dict[str, str]:
        """The key of every stage; without digests where only versions were recorded."""
        return dict(self.stage_keys or {}) or {
            name: f"{version}:" for name, version in (self.stage_versions or {}).items()
        }


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A stage with the keys (`version:digest`) that it had before and after; empty: it was not there."""

    stage: str
    before: str
    after: str

    @property
    def is_code(self) -> bool:
        """Whether the code of the stage is another one; else only what it reads is."""
        return self.before.partition(":")[0] != self.after.partition(":")[0]


def compare_keys(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[KeyChange, ...]:
    """The stages whose keys differ, in the order of their names; an unknown digest is no difference."""
    changes = [
        KeyChange(name, before.get(name, ""), after.get(name, ""))
        for name in sorted({*before, *after})
    ]
    return tuple(one for one in changes if not _is_same(one))


def _is_same(change: KeyChange) -> bool:
    if change.before.endswith(":") or change.after.endswith(":"):
        return not change.is_code
    return change.before == change.after


def changed_files(before: Making, after: Making) -> frozenset[str]:
    """The reference files whose content is known to differ."""
    old, new = before.reference_digests or {}, after.reference_digests or {}
    if not old or not new:
        return frozenset()
    return frozenset(name for name in {*old, *new} if old.get(name) != new.get(name))


def explain_keys(
    changes: Sequence[KeyChange], files: Iterable[str], table: str | None = None
) -> Explained | None:
    """Why a row of a document, whose stages changed so, is another one; None when they cannot be why.

    A correction comes first, then the stages that write `table`, then those before them; of each
    the code before what it reads. Without `table` any stage counts.
    """
    if any(one.stage == CORRECTIONS for one in changes):
        rest = [_tell(one, files) for one in changes if one.stage != CORRECTIONS]
        also = f"; also {'; '.join(rest)}" if rest else ""
        return Explained("correction", f"the corrections of this document changed{also}")
    if table is None:
        return _first([one for one in changes if one.stage != LINK], files, "")
    own = [one for one in changes if one.stage in writers(table)]
    through = [one for one in changes if one.stage in forerunners(table)]
    return _first(own, files, "") or _first(through, files, f", which {table} rest on")


def explain_link(changes: Sequence[KeyChange], files: Iterable[str]) -> Explained | None:
    """Why what is linked across documents is otherwise; None when the linking itself is the same."""
    found = _first([one for one in changes if one.stage == LINK], files, "")
    if found is None and any(one.stage == CORRECTIONS for one in changes):
        return Explained("correction", "corrections of speakers, which linking reads, changed")
    return found


def explain_build(before: Making, after: Making) -> Explained | None:
    """Why a page is read otherwise by the later version, by all that the versions record."""
    files = changed_files(before, after)
    changes = compare_keys(before.keys(), after.keys())
    found = _first([one for one in changes if one.stage != CORRECTIONS], files, "")
    if found is not None:
        return found
    if any(one.stage == CORRECTIONS for one in changes):
        return Explained("correction", "the corrections changed")
    if files:
        return Explained("reference_changed", f"reference files changed: {_list(files)}")
    if before.code_version != after.code_version:
        return Explained(
            "code_changed",
            f"the code changed from {before.code_version or 'an unknown version'} to "
            f"{after.code_version or 'an unknown version'}",
        )
    return None


def explain_table(table: str, before: Making, after: Making) -> Explained:
    """Why a row of a reference table is another one: its file, or the code that reads it."""
    old, new = before.reference_digests or {}, after.reference_digests or {}
    if table in old and old.get(table) == new.get(table):
        return Explained(
            "code_changed", f"the code reads {table}.csv otherwise; the file is the same"
        )
    return Explained("reference_changed", f"the file {table}.csv changed")


def _first(changes: Sequence[KeyChange], files: Iterable[str], remark: str) -> Explained | None:
    code = [one for one in changes if one.is_code]
    chosen = code or changes
    if not chosen:
        return None
    told = "; ".join(_tell(one, files) for one in chosen)
    return Explained("code_changed" if code else "reference_changed", told + remark)


def _tell(change: KeyChange, files: Iterable[str]) -> str:
    """One stage's change in words."""
    old, new = (key.partition(":")[0] for key in (change.before, change.after))
    if change.is_code:
        return f"stage {change.stage} changed from version {old or 'none'} to {new or 'none'}"
    read = sorted(files_read(change.stage).intersection(files))
    if read:
        return f"stage {change.stage} reads other content of {_list(read)}"
    return f"stage {change.stage} reads other reference files"


def _list(files: Iterable[str]) -> str:
    return ", ".join(sorted(files))
