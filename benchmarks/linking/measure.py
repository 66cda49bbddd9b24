"""Decides what is printed of one size: figures of quality, seconds, memory, errors."""

from __future__ import annotations

import resource
import time

from benchmarks.linking.corpus import make_corpus
from benchmarks.linking.errors import describe_errors
from benchmarks.linking.kinds import KINDS
from benchmarks.linking.run import run
from benchmarks.linking.score import Figures, score_links


def measure(size: int, seed: int, kinds: str, errors: int) -> float:
    """Make a corpus, link it and print the figures; returns the seconds of linking."""
    start = time.perf_counter()
    corpus = make_corpus(size, seed, KINDS[kinds])
    made, held = time.perf_counter() - start, _peak()
    print(f"{size:,} documents, {corpus.quotes.num_rows:,} quotes, made in {made:.1f} s")
    start = time.perf_counter()
    linked = run(corpus)
    seconds = time.perf_counter() - start
    print(f"  keys in {linked.prepared:.1f} s, links in {linked.linked:.1f} s")
    print(f"  together {seconds:.1f} s, peak {_peak():.2f} GB, {held:.2f} GB of it before")
    _print_figures(score_links(corpus, linked))
    if errors:
        for line in describe_errors(corpus, linked, errors):
            print(f"  {line}")
    return seconds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _print_figures(figures: Figures) -> None:
    print(f"  {'':40} {'precision':>9} {'recall':>9} {'F1':>9} {'items':>9}")
    for name, one in figures.scores.items():
        print(f"  {name:40} {one.precision:9.4f} {one.recall:9.4f} {one.f1:9.4f} {one.items:9,}")
    for name, count in figures.counts.items():
        print(f"  {name:40} {count:9,}")
