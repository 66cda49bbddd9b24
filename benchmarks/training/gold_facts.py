"""Decides which candidates of the gold pages are right: headlines and authors."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.training.gold_lines import FOLDS, fold_of_site
from pipelines.admit import admit_input
from pipelines.clean.furniture import phrase_index
from pipelines.clean.stage import make_blocks, read_page_lines
from pipelines.describe.reading import Reading, read_page
from pipelines.document import Document, Input, Page
from pipelines.references import References

MEDIA = {"text": "text/plain", "html": "text/html"}


@dataclass(frozen=True)
class GoldReading:
    """A gold page as read after cleaning by a model that had not seen its site."""

    record: dict[str, Any]
    kind: str
    reading: Reading
    fold: int


def read_facts(gold: Path, held_out: Path, references: References) -> list[GoldReading]:
    """All flattened and HTML pages of the gold folder that have an article."""
    pages = []
    for kind in MEDIA:
        with np.load(held_out / f"{kind}.npz") as scores:
            for record in read_records(gold / kind / "dev.jsonl.gz"):
                reading = _read(record, kind, scores[record["id"]], references)
                if reading is not None:
                    fold = fold_of_site(record["site"], FOLDS)
                    pages.append(GoldReading(record, kind, reading, fold))
    return pages


def _read(record: dict[str, Any], kind: str, scores: Any, references: References) -> Reading | None:
    url = record["url"] if kind == "html" and record["url"].startswith("http") else None
    content = record[kind].encode("utf-8", "replace")
    document = admit_input(Input("gold", "-", MEDIA[kind], content, url, encoding="utf-8"))
    if not isinstance(document, Document):
        return None
    lines = read_page_lines(document.raw_text, phrase_index(references), document.hints)
    if len(lines.lines) != len(scores):
        raise ValueError(f"{record['id']}: scores of other lines; train the line classifiers again")
    blocks = make_blocks(document, lines, scores)
    plain = replace(document, hints=replace(document.hints, marks=None))
    reading = read_page(Page(plain, blocks), references) if blocks else None
    return reading if isinstance(reading, Reading) else None


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a gold file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def load_module(path: Path) -> Any:
    """A script of the gold folder as a module: its way of comparing is the truth."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def right_titles(page: GoldReading, found: Sequence[Any], harness: Any) -> list[bool] | None:
    """For each candidate whether it is the gold headline; None where gold has none."""
    title = page.record.get("gold_title")
    return [harness.fold(one.text) == harness.fold(title) for one in found] if title else None


def right_bylines(page: GoldReading, found: Sequence[Any], harness: Any) -> list[bool] | None:
    """For each candidate whether its names are the gold authors; None where gold has none."""
    authors = (page.record.get("gold_meta") or {}).get("author")
    if not authors:
        return None
    wanted = harness.people(authors)
    return [harness.people(list(one.names)) == wanted for one in found]
