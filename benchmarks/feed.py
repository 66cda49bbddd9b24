"""Decides what a feed of linked news looks like: the invented corpus as pages of real length."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from wordfreq import top_n_list

from benchmarks.corpus import FURNITURE
from benchmarks.linking.corpus import make_corpus

WORDS = 5_000
SENTENCE = (8, 24)
SEED = 1


def write_feed(folder: Path, old: int, new: int, characters: int) -> tuple[Path, Path]:
    """Write so many pages, and the `new` ones published after them, as two files of records.

    Of a page that does not tell its day its address does. A page is filled up to about so many
    characters.
    """
    documents = make_corpus(old + new, SEED).documents.to_pylist()
    documents.sort(key=lambda one: (PurePosixPath(urlsplit(one["uri"]).path).parent, one["doc_id"]))
    paths = folder / "old.jsonl", folder / "new.jsonl"
    for path, some in zip(paths, (documents[:old], documents[old:]), strict=True):
        with path.open("w", encoding="utf-8") as stream:
            for record in _records(some, characters):
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return paths


def _records(documents: Iterable[Mapping[str, Any]], characters: int) -> Iterator[dict[str, str]]:
    for one in documents:
        site = (one["outlet_id"] or "unknown").lower()
        url = f"https://{site}.example/{one['doc_id']}"
        yield {"id": one["doc_id"], "url": url, "text": _page(one, characters)}


def _page(document: Mapping[str, Any], characters: int) -> str:
    """Menu, title, date, paragraphs with others between them, footer.

    What is put between depends on the paragraph before it: a copy of a page stays one.
    """
    day = document["published_on"]
    dated = [f"{day:%B} {day.day}, {day.year}"] if day else []
    head = [*FURNITURE[:2], document["title"] or "", *dated]
    paragraphs = document["body"].split("\n\n")
    missing = characters - len(document["body"]) - sum(map(len, (*head, *FURNITURE[2:])))
    each = max(missing // len(paragraphs), 0)
    filled = (text for one in paragraphs for text in (one, _filler(one, each)))
    return "\n\n".join(text for text in (*head, *filled, *FURNITURE[2:]) if text)


def _filler(seed: str, characters: int) -> str:
    """A paragraph of no quotes of about so many characters, its words as frequent as in English."""
    dice = random.Random(seed)  # noqa: S311 - the same pages for the same seed
    sentences: list[str] = []
    size = 0
    while size < characters:
        ranks = (int(WORDS ** dice.random()) - 1 for _ in range(dice.randint(*SENTENCE)))
        sentences.append(f"{' '.join(_words()[rank] for rank in ranks).capitalize()}.")
        size += len(sentences[-1]) + 1
    return " ".join(sentences)


@lru_cache(maxsize=1)
def _words() -> list[str]:
    return [word for word in top_n_list("en", 2 * WORDS) if word.isalpha()][:WORDS]
