"""Decides how a found fact is handed on: its value, by what evidence, and where that stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A name or title with its evidence; the place is None when it came from outside the text."""

    value: str
    method: str
    start: int | None = None
    end: int | None = None
    outlet_id: str | None = None
