"""Decides how the speed of describing is measured: `python -m benchmarks.describing GOLD_FOLDER`.

Prints pages a second on one core for the stage that finds title, outlet, agency, authors, dates
and language, on flattened pages that are cleaned already, and what each part of it takes.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.timing import fastest
from flows.reference_files import load_references
from flows.settings import BATCH_PAGES
from pipelines.admit import admit_input
from pipelines.clean.body import kept_text
from pipelines.clean.stage import clean_pages
from pipelines.describe.language import detect_language
from pipelines.describe.layout import lay_out
from pipelines.describe.reading import Reading, read_page
from pipelines.describe.stage import DESCRIBE, find_bylines, find_titles
from pipelines.document import Document, Input, Page
from pipelines.references import References

PAGES, ROUNDS = 400, 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    references = load_references()
    pages = _read_pages(gold / "text" / "dev.jsonl.gz", references)
    _describe(pages, references)  # patterns and models are made once in each process
    gc.freeze()
    size = sum(len(page.document.raw_text) for page in pages) / len(pages) / 1000
    seconds = fastest(lambda: _describe(pages, references), ROUNDS)
    print(f"describe, {size:.0f} KB a page: {len(pages) / seconds:,.0f} pages/s on one core")
    _print_parts(pages, references)


def _read_pages(path: Path, references: References) -> list[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    some = records[:: max(1, len(records) // PAGES)]
    inputs = [
        Input(str(n), "-", "text/plain", record["text"].encode(), encoding="utf-8")
        for n, record in enumerate(some)
    ]
    admitted = [answer for one in inputs if isinstance(answer := admit_input(one), Document)]
    cleaned = clean_pages([Page(document) for document in admitted], references)
    return [page for page in cleaned if isinstance(page, Page)]


def _describe(pages: Sequence[Page], references: References) -> None:
    for first in range(0, len(pages), BATCH_PAGES):
        DESCRIBE.run(pages[first : first + BATCH_PAGES], references)


def _print_parts(pages: Sequence[Page], references: References) -> None:
    bodies = [kept_text(page.document, page.blocks) for page in pages]
    readings = [one for page in pages if isinstance(one := read_page(page, references), Reading)]
    titles = find_titles(readings, references)
    parts: dict[str, Callable[[], Any]] = {
        "body": lambda: [kept_text(page.document, page.blocks) for page in pages],
        "language": lambda: [detect_language(body, None) for body in bodies],
        "lines": lambda: [lay_out(page.document.raw_text, page.blocks) for page in pages],
        "body, language, lines and dates": lambda: [read_page(page, references) for page in pages],
        "headlines": lambda: find_titles(readings, references),
        "authors": lambda: find_bylines(readings, titles, references),
    }
    for name, run in parts.items():
        print(f"  {name}: {fastest(run, ROUNDS) / len(pages) * 1000:.2f} ms a page")


if __name__ == "__main__":
    main()
