"""Decides which JSON-LD record of a page describes its article, and what that record tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

LONGEST_SCRIPT = 1_000_000
MOST_RECORDS = 1_000
ARTICLE_TYPES = ("article", "posting", "report", "review", "story")


def article_records(scripts: list[str]) -> list[dict[str, Any]]:
    """The records that describe an article, in page order, those with a headline first."""
    records = [record for script in scripts for record in _records(script) if _is_article(record)]
    return sorted(records, key=lambda record: not isinstance(record.get("headline"), str))


def names(value: Any) -> list[str]:
    """The names in the value of a property: a string, a record with a name, or a list of them."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one.strip():
                found.append(" ".join(one.split()))
    return found


def _is_article(record: dict[str, Any]) -> bool:
    kinds = record.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str) and kind.lower().endswith(ARTICLE_TYPES):
            return True
    return False


def _records(script: str) -> Iterator[dict[str, Any]]:
    """All records of one script, outer ones first."""
    if len(script) > LONGEST_SCRIPT:
        return
    try:
        waiting = [json.loads(script.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_RECORDS):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(child for child in value.values() if isinstance(child, dict | list))
        elif isinstance(value, list):
            waiting.extend(child for child in value if isinstance(child, dict | list))
