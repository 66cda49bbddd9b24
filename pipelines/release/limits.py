"""Decides how the page of known limits is read, so that descriptors can repeat it."""

from __future__ import annotations


def read_limits(page: str) -> dict[str, tuple[str, ...]]:
    """The points of each section of docs/limits.md, each on one line, heading by heading."""
    sections: dict[str, list[str]] = {}
    points: list[str] = []
    for line in page.splitlines():
        if line.startswith("## "):
            points = sections.setdefault(line.removeprefix("## ").strip(), [])
        elif line.startswith("- "):
            points.append(line.removeprefix("- ").strip())
        elif line.startswith("  ") and points:
            points[-1] = f"{points[-1]} {line.strip()}"
    return {heading: tuple(found) for heading, found in sections.items() if found}
