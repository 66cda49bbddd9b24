"""Decides how the speed of cleaning is measured: `python -m benchmarks.cleaning GOLD_FOLDER`.

Prints pages a second on one core for flattened text and for HTML (from the characters of a page to
its blocks), and those of trafilatura on the same HTML in the same run.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura

from flows.reference_files import load_references
from flows.settings import BATCH_PAGES
from pipelines.admit import admit_input
from pipelines.clean.stage import clean_pages
from pipelines.document import Document, Input, Page
from pipelines.references import References

PAGES, ROUNDS = 200, 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    references = load_references()
    gc.freeze()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for kind, media_type in (("text", "text/plain"), ("html", "text/html")):
        pages = _read(gold / kind / "dev.jsonl.gz", kind)
        inputs = [
            Input(str(n), "-", media_type, page.encode(), encoding="utf-8")
            for n, page in enumerate(pages)
        ]
        size = sum(map(len, pages)) / len(pages) / 1000
        _print(f"{kind}, {size:.0f} KB a page", len(pages), partial(_clean, inputs, references))
        if kind == "html":
            _print("trafilatura", len(pages), partial(_extract, pages))


def _read(path: Path, kind: str) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    return [record[kind] for record in records[:: max(1, len(records) // PAGES)]]


def _clean(inputs: Sequence[Input], references: References) -> None:
    for first in range(0, len(inputs), BATCH_PAGES):
        answers = [admit_input(one) for one in inputs[first : first + BATCH_PAGES]]
        clean_pages([Page(one) for one in answers if isinstance(one, Document)], references)


def _extract(pages: Sequence[str]) -> None:
    for page in pages:
        trafilatura.extract(page)


def _print(name: str, pages: int, run: Callable[[], Any]) -> None:
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    print(f"{name}: {pages / min(seconds):,.0f} pages/s")


if __name__ == "__main__":
    main()
