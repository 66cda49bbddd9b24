"""Decides how a release asks to be cited: the Citation File Format, version 1.2.0."""

from __future__ import annotations

import json

from pipelines.release.facts import ABOUT, AUTHORS, TITLE, Release


def render_citation(release: Release) -> str:
    """The content of `CITATION.cff`; strings are quoted as JSON, which YAML reads."""
    lines = [
        ("cff-version", "1.2.0"),
        ("message", "If you use this dataset, please cite the release that you used."),
        ("title", TITLE),
        ("type", "dataset"),
        ("version", release.name),
        ("date-released", f"{release.released_at:%Y-%m-%d}"),
        ("abstract", ABOUT),
    ]
    told = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in lines]
    return "\n".join([*told, "authors:", f"  - name: {json.dumps(AUTHORS)}"]) + "\n"
