"""Decides which documents repeat an earlier one, whole or in great part."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.compare.bodies import Digests, hash_runs, number_words
from pipelines.link.blocks import Keys, pair_blocks
from pipelines.link.folding import fold_words
from pipelines.link.forest import NONE, find_roots
from pipelines.link.fresh import key_items
from pipelines.link.parents import (
    decide_parents,
    find_places,
    is_fresh,
    place_parents,
    places_or_null,
    take_ids,
)
from pipelines.link.shapes import columns

# What two bodies have in common: of the runs of the shorter, and of those of both together.
LEAST_SHARE, LEAST_LIKENESS = 0.72, 0.4
COPIES = pa.schema(
    [("doc_id", pa.string()), ("copy_of", pa.string()), ("copied_share", pa.float32())]
)
FIRST = [
    ("published_on", "ascending"),
    ("is_carried", "ascending"),
    ("retrieved_at", "ascending"),
    ("uri", "ascending"),
    ("doc_id", "ascending"),
]


class Page(NamedTuple):
    """A page by its id and the digest of its body."""

    doc_id: str
    digest: str


def digest_body(body: str) -> str:
    """SHA-256 over the words of a body, the same for bodies that differ in layout or case."""
    return hashlib.sha256(fold_words(body).encode("utf-8", "surrogatepass")).hexdigest()


def rank_originals(documents: pa.Table) -> pa.Table:
    """The documents from the first to the last that may be the original of others.

    Earlier published first; of one day a page of the news agency itself before those that carry
    its text; then by time of retrieval, uri and doc_id, unknown times last.
    """
    own = pc.equal(documents["outlet_id"], documents["agency_id"]).fill_null(False)
    carried = pc.and_(pc.is_valid(documents["agency_id"]), pc.invert(own))
    ranked = documents.select([name for name, _ in FIRST if name != "is_carried"])
    return documents.take(pc.sort_indices(ranked.append_column("is_carried", carried), FIRST))


def pair_copies(ranked: pa.Table, keys: Keys) -> pa.Table:
    """Table(doc_id, other_id): pages whose bodies may be copies, the later of the two first.

    `ranked` has doc_id and is_fresh as `rank_originals` ranks them, `keys` are those of
    `copy_keys` that fresh ones have; one of each pair is fresh.
    """
    later, earlier, _ = pair_blocks(*keys, is_fresh(ranked))
    ids = ranked["doc_id"]
    return pa.table({"doc_id": ids.take(pa.array(later)), "other_id": ids.take(pa.array(earlier))})


def find_copies(ranked: pa.Table, pairs: pa.Table, bodies: pa.Table) -> pa.Table:
    """Table(doc_id, copy_of, copied_share), a row for each document that is decided.

    `ranked` as for `pair_copies`, with copy_of and copied_share, what was known of those not fresh;
    `bodies` has doc_id, body_digest and body of every document in the pairs. Decided are the fresh
    documents, with nulls for those that repeat none, and those others that a fresh one is a better
    original of.
    """
    runs = _hash_bodies(bodies)
    later, earlier = (find_places(ranked["doc_id"], pairs[name]) for name in pairs.column_names)
    pages = {page.doc_id: page for page in map(Page, *columns(bodies, "doc_id", "body_digest"))}
    sides = zip(*columns(pairs, *pairs.column_names), strict=True)
    scores = np.array([_share(runs, pages[one], pages[other]) for one, other in sides], np.float32)
    are_copies = scores > 0
    later, earlier, scores = later[are_copies], earlier[are_copies], scores[are_copies]
    ids = ranked["doc_id"]
    decided = decide_parents(ranked, ("doc_id", "copy_of", "copied_share"), later, earlier, scores)
    return pa.Table.from_arrays(
        [
            ids.take(pa.array(decided.items)),
            take_ids(ids, decided.parents),
            pa.array(scores, pa.float32()).take(places_or_null(decided.pairs)),
        ],
        schema=COPIES,
    )


def group_copies(documents: pa.Table) -> pa.Table:
    """Table(doc_id, duplicate_of): of each copy the first document that it leads to.

    `documents` has doc_id, copy_of and what `rank_originals` reads, all of the lake.
    """
    ranked = rank_originals(documents)
    parents = place_parents(ranked["doc_id"], ranked["copy_of"])
    roots = find_roots(parents)
    copies = np.flatnonzero(parents != NONE)
    return pa.table(
        {
            "doc_id": ranked["doc_id"].take(pa.array(copies)),
            "duplicate_of": ranked["doc_id"].take(pa.array(roots[copies])),
        }
    )


def copy_keys(ranked: pa.Table) -> Keys:
    """The bands, and the first 32 bits of the digest for bodies of few words; the rank of each."""
    bands, items = key_items(ranked["body_bands"])
    digests = [int(one[:8], 16) - (1 << 31) for one in ranked["body_digest"].to_pylist()]
    return (
        np.concatenate([bands, np.array(digests, np.int64).astype(np.int32)]),
        np.concatenate([items, np.arange(ranked.num_rows)]),
    )


def _hash_bodies(bodies: pa.Table) -> dict[str, Digests]:
    met: dict[str, int] = {}
    return {
        doc_id: hash_runs(number_words(body, met))
        for doc_id, body in zip(*columns(bodies, "doc_id", "body"), strict=True)
    }


def _share(runs: Mapping[str, Digests], one: Page, other: Page) -> float:
    """What the shorter of two bodies has in common with the other; 0 when they are no copies."""
    if one.digest == other.digest:
        return 1.0
    here, there = runs[one.doc_id], runs[other.doc_id]
    common = len(np.intersect1d(here, there, assume_unique=True))
    share = common / max(1, min(len(here), len(there)))
    likeness = common / max(1, len(here) + len(there) - common)
    return share if share >= LEAST_SHARE and likeness >= LEAST_LIKENESS else 0.0
