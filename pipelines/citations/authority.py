"""Decides which resolutions exist: the reference tables, indexed for look-up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from pipelines.citations.phrases import pieces
from pipelines.references import References, split_list

Key = TypeVar("Key", bound=Hashable)
FIRST_SESSION_YEAR = 1945
FIRST_SESSION_NUMBERED = 31


@dataclass(frozen=True, slots=True)
class Resolution:
    """One row of the table of resolutions."""

    symbol: str
    body: str
    number: str
    year: int
    adopted_on: date | None
    subject: str
    targets: frozenset[str]
    measures: tuple[str, ...]
    measures_first: frozenset[str]
    aliases: tuple[str, ...]
    is_verified: bool


@dataclass(frozen=True, eq=False)
class Authority:
    """The resolutions by symbol, number, year, alias and first imposed measure."""

    by_symbol: dict[str, Resolution]
    by_old_number: dict[str, tuple[Resolution, ...]]
    by_year: dict[int, tuple[Resolution, ...]]
    by_alias: dict[tuple[str, ...], tuple[Resolution, ...]]
    first_imposers: dict[tuple[str, str], tuple[Resolution, ...]]
    first_numbers: tuple[int, ...]
    years: tuple[int, ...]
    last_number: int

    @property
    def last_year(self) -> int:
        """The last year that the table of years covers, 0 when it is empty."""
        return self.years[-1] if self.years else 0

    def year_of(self, number: int) -> int | None:
        """The year in which the Security Council adopted this number, None when unknown."""
        place = bisect_right(self.first_numbers, number) - 1
        return self.years[place] if place >= 0 and number <= self.last_number else None

    def council_row(self, number: str) -> Resolution | None:
        """The Security Council resolution with this number, if the table has it."""
        year = self.year_of(int(number))
        return self.by_symbol.get(f"S/RES/{number} ({year})")


@lru_cache(maxsize=4)
def read_authority(references: References) -> Authority:
    """The authority made from these reference files, built once."""
    rows = [_read_row(row) for row in references.rows("resolutions")]
    years = sorted(
        (int(row["first_number"]), int(row["year"]), int(row["last_number"]))
        for row in references.rows("unsc_years")
    )
    return Authority(
        by_symbol={row.symbol: row for row in rows},
        by_old_number=_group(
            (row.number.partition("(")[0], row) for row in rows if "(" in row.number
        ),
        by_year=_group((row.year, row) for row in rows),
        by_alias=_group((pieces(alias), row) for row in rows for alias in row.aliases),
        first_imposers=_group(
            ((target, measure), row)
            for row in rows
            for target in row.targets
            for measure in row.measures_first
        ),
        first_numbers=tuple(first for first, _, _ in years),
        years=tuple(year for _, year, _ in years),
        last_number=years[-1][2] if years else 0,
    )


def _read_row(row: Mapping[str, str]) -> Resolution:
    return Resolution(
        symbol=row["symbol"],
        body=row["body"],
        number=row["number"],
        year=int(row["year"]),
        adopted_on=date.fromisoformat(row["adoption_date"]) if row["adoption_date"] else None,
        subject=row["subject"],
        targets=frozenset(split_list(row["targets"])),
        measures=split_list(row["measures"]),
        measures_first=frozenset(split_list(row["measures_first"])),
        aliases=split_list(row["aliases"]),
        is_verified=row["verified"] == "yes",
    )


def _group(pairs: Iterable[tuple[Key, Resolution]]) -> dict[Key, tuple[Resolution, ...]]:
    groups: dict[Key, tuple[Resolution, ...]] = {}
    for key, row in pairs:
        groups[key] = (*groups.get(key, ()), row)
    return groups
