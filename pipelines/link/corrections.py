"""Decides what the reviewed corrections say about speakers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.corrections import NAME, SPEAKERS, check_row, malformed
from pipelines.link.folding import fold_name
from pipelines.references import References, Row

ACTIONS = ("merge", "apart", "split")
CONTAINING = frozenset({"speaker_role", "speaker_affiliation", "uri"})
EQUAL = frozenset({"outlet_id", "doc_id"})


@dataclass(frozen=True, slots=True)
class Split:
    """Quotes of a name whose field fits the value are of another speaker."""

    field: str
    value: str
    other: str

    def fits(self, cell: str | None) -> bool:
        """Whether a quote's field has, or for ids equals, the value; case does not count."""
        if cell is None:
            return False
        if self.field in EQUAL:
            return cell == self.value
        return self.value.casefold() in cell.casefold()


@dataclass(frozen=True, slots=True)
class Corrections:
    """Pairs of folded names that are or never are one speaker, and splits by folded name."""

    merged: tuple[tuple[str, str], ...]
    apart: frozenset[tuple[str, str]]
    splits: Mapping[str, tuple[Split, ...]]


def read_corrections(references: References) -> Corrections:
    """The rows for speakers; CorrectionFault names the line that is malformed."""
    merged: dict[tuple[str, str], int] = {}
    apart: dict[tuple[str, str], int] = {}
    splits: dict[str, tuple[Split, ...]] = {}
    for line, row in enumerate(references.rows(NAME), start=2):
        check_row(line, row)
        if row["table"] != SPEAKERS:
            continue
        name, other = _names(line, row)
        pair = (min(name, other), max(name, other))
        if row["action"] == "split":
            splits[name] = (*splits.get(name, ()), _read_split(line, row))
        (merged if row["action"] == "merge" else apart).setdefault(pair, line)
    for pair in merged.keys() & apart.keys():
        line = max(merged[pair], apart[pair])
        what = f"{pair[0]!r} and {pair[1]!r} are merged and kept apart: remove one row"
        raise malformed(line, what)
    return Corrections(tuple(sorted(merged)), frozenset(apart), splits)


def _names(line: int, row: Row) -> tuple[str, str]:
    if row["action"] not in ACTIONS:
        raise malformed(line, f"action is {row['action']!r}: write one of {', '.join(ACTIONS)}")
    name, other = fold_name(row["row"]), fold_name(row["new"])
    if not name or not other:
        raise malformed(line, "row or new has no letters: write both names")
    if name == other:
        raise malformed(line, "row and new are one name: write two names")
    return name, other


def _read_split(line: int, row: Row) -> Split:
    if row["field"] not in CONTAINING | EQUAL:
        known = ", ".join(sorted(CONTAINING | EQUAL))
        raise malformed(line, f"field is {row['field']!r}: write one of {known}")
    if not row["old"]:
        raise malformed(line, "old is empty: write what the field has")
    return Split(row["field"], row["old"], row["new"])
