"""Decides which pages of a site carry the same article: copies, reprints, updated versions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# What more pages than this hold is the site's, or told by other means.
MOST_VERSIONS = 8
# Of the text of the shorter page that few pages hold.
LEAST_SHARED = 0.5


def group_articles(
    pages: int, addresses: Numbers, page: Numbers, key: Numbers, size: Numbers
) -> Numbers:
    """For each page the number of its article: that of the first page which carries it.

    `addresses` has a number for the address of each page. The other three have a row for each
    long kept line of a page, once a page, sorted by key and then by page. Pages are one article
    when their address is the same, or when they share most of the text that few pages hold.
    """
    held = _run_lengths(key)
    few = held <= MOST_VERSIONS
    own = np.bincount(page[few], weights=size[few], minlength=pages)
    firsts, seconds, shared = _shared_text(page[few], key[few], size[few], pages)
    alike = shared >= LEAST_SHARED * np.minimum(own[firsts], own[seconds])
    order = np.argsort(addresses, kind="stable")
    same = addresses[order][1:] == addresses[order][:-1]
    edges = [
        *zip(firsts[alike].tolist(), seconds[alike].tolist(), strict=True),
        *zip(order[:-1][same].tolist(), order[1:][same].tolist(), strict=True),
    ]
    return _first_of_group(pages, edges)


def _run_lengths(key: Numbers) -> Numbers:
    """For each row of a sorted column, how many rows have its value."""
    _, place, counts = np.unique(key, return_inverse=True, return_counts=True)
    lengths: Numbers = counts[place]
    return lengths


def _shared_text(
    page: Numbers, key: Numbers, size: Numbers, pages: int
) -> tuple[Numbers, Numbers, Numbers]:
    """All pairs of pages that share a line, and the text they share in all."""
    pairs, sizes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for shift in range(1, MOST_VERSIONS):
        same = key[shift:] == key[:-shift]
        pairs.append(page[:-shift][same] * pages + page[shift:][same])
        sizes.append(size[shift:][same])
    found, place = np.unique(np.concatenate(pairs), return_inverse=True)
    shared = np.bincount(place, weights=np.concatenate(sizes), minlength=len(found))
    return found // pages, found % pages, shared


def _first_of_group(pages: int, edges: list[tuple[int, int]]) -> Numbers:
    leader = list(range(pages))

    def find(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for one, other in edges:
        first, second = sorted((find(one), find(other)))
        leader[second] = first
    return np.array([find(one) for one in range(pages)], np.int64)
