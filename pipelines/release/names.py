"""Decides which names a release may have, and which of two is the later one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.errors import UsageError

# A name becomes a folder: digits and dots only, none of which can lead out of `releases/`.
NAME = re.compile(r"v?(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,5})", re.ASCII)
FIRST_CALENDAR_YEAR = 1900


@dataclass(frozen=True, slots=True)
class ReleaseName:
    """A name such as `v1.2.0` or `2026.11.0`, with its three numbers."""

    text: str
    numbers: tuple[int, int, int]

    @property
    def is_calendar(self) -> bool:
        """Whether it begins with a year: such a name tells when, not how much has changed."""
        return self.numbers[0] >= FIRST_CALENDAR_YEAR


def parse_name(text: str) -> ReleaseName:
    """The name of a release; UsageError when it is none."""
    found = NAME.fullmatch(text)
    if found is None:
        raise UsageError(
            f"{text[:40]!r} is no name of a release: give three numbers, "
            "such as v1.2.0 or 2026.11.0 (year, month, count), without leading zeros"
        )
    first, second, third = (int(number) for number in found.groups())
    name = ReleaseName(text, (first, second, third))
    if name.is_calendar and not 1 <= second <= 12:
        raise UsageError(f"{text}: a name that begins with a year goes on with a month, 1 to 12")
    return name
