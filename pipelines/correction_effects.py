"""Decides what else of a fact or quote changes with a corrected value: method, evidence, precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from pipelines.document import Facts, Quote

CORRECTED = "corrected"
# The columns of each fact that has evidence; a corrected value has none on the page.
FACTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "outlet": ("outlet_id", "outlet_name"),
    "agency": ("agency_id", "agency_name"),
    "byline": ("bylines",),
    "translator": ("translator",),
    "original_outlet": ("original_outlet_id", "original_outlet_name"),
    "published": ("published_on", "published_at", "published_precision"),
    "updated": ("updated_on",),
}
COLUMNS = frozenset(field.name for field in fields(Facts))


def correct_facts(facts: Facts, told: Mapping[str, Any]) -> Facts:
    """The facts with the values told, each proved by the correction alone."""
    changes: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }
    if "published_on" in changes:
        day = changes["published_on"]
        changes.setdefault("published_at", None)
        changes.setdefault("published_precision", None if day is None else "day")
    corrected = replace(facts, **changes)
    for fact, columns in FACTS.items():
        if not changes.keys().isdisjoint(columns):
            is_told = any(getattr(corrected, column) for column in columns)
            evidence: dict[str, Any] = {f"{fact}_start": None, f"{fact}_end": None}
            evidence |= {f"{fact}_method": CORRECTED if is_told else None}
            known = {name: value for name, value in evidence.items() if name in COLUMNS}
            corrected = replace(corrected, **known)
    return corrected


def correct_quote(quote: Quote, told: Mapping[str, Any]) -> Quote:
    """The quote with the values told; where the speaker is another, without the words that named one."""
    corrected = replace(quote, **told)
    if told.get("speaker_name") is None:
        return corrected
    return replace(
        corrected,
        attribution=CORRECTED,
        speaker_text=None,
        speaker_start=None,
        speaker_end=None,
    )
