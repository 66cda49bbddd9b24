"""Decides what the release notes say, under headings that are the same in every release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipelines.release.bump import explain_bump
from pipelines.release.changes import Change
from pipelines.release.facts import Release
from pipelines.release.names import parse_name

ROWS_OF = {
    "New data": ("rows_added",),
    "Revised": (
        "rows_revised_by_input",
        "rows_revised_by_reference",
        "rows_revised_by_code",
        "rows_relinked",
        "rows_rekeyed",
        "rows_removed",
    ),
    "Withdrawn": ("rows_withdrawn",),
    "Corrections": ("rows_corrected",),
}
SCHEMA = ("table", "column", "key", "null", "value", "meaning")


def render_notes(release: Release, deprecations: Iterable[Mapping[str, Any]]) -> str:
    """The content of `RELEASE_NOTES.md`."""
    parts = [f"# Release {release.name}", "\n".join(_opening(release))]
    for heading, kinds in ROWS_OF.items():
        chosen = [change for change in release.changes if change.kind in kinds]
        parts.append(_section(heading, _tell(release, chosen)))
    schema = [change for change in release.changes if change.kind.startswith(SCHEMA)]
    parts.append(_section("Schema", _tell(release, schema)))
    parts.append(_section("Deprecations", [_tell_deprecation(one) for one in deprecations]))
    parts.append(_section("Quality", list(_tell_quality(release))))
    limits = [line for lines in release.limits.values() for line in lines]
    parts.append(_section("Known limits", limits))
    return "\n\n".join(parts) + "\n"


def _opening(release: Release) -> Iterator[str]:
    yield f"Version {release.version} of the lake, published {release.committed_at:%Y-%m-%d %H:%M} UTC."
    if release.previous is None:
        yield "The first release: there is nothing to compare it with, and it has no `delta.parquet`."
        for table in ("documents", "quotes", "citations", "speakers"):
            yield f"- {release.files[table].rows:,} {table}"
        return
    name, before = parse_name(release.name), parse_name(release.previous.name)
    first, *lines = explain_bump(release.bump, before, name)
    yield f"{first[0].upper()}{first[1:]} (`docs/versioning.md` of the project tells the policy)."
    yield "`delta.parquet` has every changed row with its cause, `diff.html` shows them."
    yield ""
    yield from (f"- {line.strip()}" for line in lines)


def _tell(release: Release, changes: Iterable[Change]) -> list[str]:
    if release.previous is None:
        return []
    return [change.tell() for change in changes]


def _tell_deprecation(one: Mapping[str, Any]) -> str:
    instead = f" Read `{one['replaced_by']}` instead." if one["replaced_by"] else ""
    return f"`{one['column']}` goes with schema version {one['removed_in']}.{instead} {one['note']}"


def _tell_quality(release: Release) -> Iterator[str]:
    checks = release.checks
    yield (
        f"Audit: {checks['passed']} of {checks['evaluated']} checks passed, "
        f"{checks['warnings']} warnings (`expectations.json`)"
    )
    if not release.quality["available"]:
        yield f"No figures were measured: {release.quality['reason']}"
        return
    for name, one in release.quality["measured"].items():
        shown = ", ".join(f"{figure} {value:.3f}" for figure, value in one["main"].items())
        yield f"{name}, {one['documents']} documents: {shown} (`quality.json`)"


def _section(heading: str, lines: Iterable[str]) -> str:
    points = [f"- {line}" for line in lines] or ["None."]
    return "\n".join([f"## {heading}", "", *points])
