"""Decides how tests run a whole build: `onrecord build`, with all that it starts."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.commands import PAGE, run

RAW = Path(__file__).parents[2] / "raw"


def build(source: Path, warehouse: Path, code: int = 0, **more: object) -> str:
    """Build and return what was said."""
    done = run("build", source, "--warehouse", warehouse, "--jobs", 2, code=code, **more)
    return done.stdout + done.stderr


def feed(folder: Path, count: int, words: int = 0) -> Path:
    """JSON lines of `count` pages, each with some thousand further words where asked."""
    path = folder / "feed.jsonl"
    more = "\n\n" + " ".join(["harbour"] * words) + "." if words else ""
    rows = (
        {"id": f"n{n}", "text": PAGE.replace("a week", f"{n} days") + more} for n in range(count)
    )
    path.write_text("\n".join(map(json.dumps, rows)))
    return path
