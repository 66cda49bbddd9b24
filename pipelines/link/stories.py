"""Decides which documents are on one event: rare terms and utterances in common, days apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.compare.columns import sort_unique
from pipelines.compare.keys import digest_text
from pipelines.compare.words import cut_ending
from pipelines.link.blocks import Keys, Numbers, pair_blocks
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
from pipelines.link.shapes import columns, make_table
from pipelines.link.texts import longest_common, write_terms

# Terms that two pages on one event have in common at least: alone, and with an utterance.
TERMS_ALONE, TERMS_BESIDE = 7, 2
# The same for a page that does not tell its day.
TERMS_UNDATED = 8
MOST_DAYS_APART = 3
# A story is told in so many days; what goes on longer is another.
DAYS_OF_STORY = 5
# Pages on one event share that many keys at least.
LEAST_KEYS = 3
UTTERANCE_COUNTS_AS = 3
MOST_TERMS = 16
UNDATED = -(1 << 31)
MOST_PERIODS = 1 << 24
FIRST = [("published_on", "ascending"), ("doc_id", "ascending")]
FOLLOWS = pa.schema(
    [
        ("doc_id", pa.string()),
        ("follows", pa.string()),
        ("shared_terms", pa.list_(pa.string())),
        ("follows_score", pa.float32()),
    ]
)


def rank_reports(documents: pa.Table) -> pa.Table:
    """The documents from the first to the last published, by doc_id within a day, unknown days last."""
    return documents.take(pc.sort_indices(documents, FIRST))


def pair_reports(ranked: pa.Table, keys: Keys) -> tuple[Numbers, Numbers]:
    """The pairs of pages to compare, as places: the later ones and the earlier ones.

    `ranked` has is_fresh as `rank_reports` ranks the pages, `keys` are those of `story_keys` that
    fresh ones have; one of each pair is fresh.
    """
    later, earlier, common = pair_blocks(*keys, is_fresh(ranked))
    enough = common >= LEAST_KEYS
    return later[enough], earlier[enough]


def find_followed(
    ranked: pa.Table, later: Numbers, earlier: Numbers, terms: pa.Table, carried: pa.Table
) -> pa.Table:
    """Table(doc_id, follows, shared_terms, follows_score), a row for each that is decided.

    `ranked` as for `pair_reports`, with doc_id, published_on, follows and follows_score (what was
    known of those not fresh); `terms` has doc_id and event_terms, `carried` doc_id and
    utterance_id, a row for each telling utterance, of all pages in the pairs. Decided are the fresh
    documents, with nulls for those that follow none, and those others that follow a fresh one.
    """
    involved = sort_unique(np.concatenate([later, earlier]))
    pages = _read_pages(ranked.take(pa.array(involved)), terms, carried)
    places = np.searchsorted(involved, later), np.searchsorted(involved, earlier)
    on_one, scores = _compare(pages, *places)
    later, earlier = later[on_one], earlier[on_one]
    known = ("doc_id", "follows", "follows_score")
    decided = decide_parents(ranked, known, later, earlier, scores)
    stems = dict(zip(involved.tolist(), pages.terms, strict=True))
    shared = [
        None
        if parent == NONE
        else [word for stem, word in stems[item].items() if stem in stems[parent]]
        for item, parent in zip(decided.items.tolist(), decided.parents.tolist(), strict=True)
    ]
    return pa.Table.from_arrays(
        [
            ranked["doc_id"].take(pa.array(decided.items)),
            take_ids(ranked["doc_id"], decided.parents),
            pa.array(shared, pa.list_(pa.string())),
            pa.array(scores, pa.float32()).take(places_or_null(decided.pairs)),
        ],
        schema=FOLLOWS,
    )


class _Pages(NamedTuple):
    """What pages are compared by: day as a number, event terms by stem, utterances."""

    days: npt.NDArray[np.float32]
    terms: Sequence[Mapping[str, str]]
    spoken: Sequence[Sequence[str]]


def _read_pages(ranked: pa.Table, terms: pa.Table, carried: pa.Table) -> _Pages:
    places = pc.index_in(ranked["doc_id"], terms["doc_id"].combine_chunks())
    words = terms["event_terms"].take(places).to_pylist()
    [days] = columns(ranked, "published_on")
    stems = {word: cut_ending(word) for word in set(chain.from_iterable(words))}
    return _Pages(
        np.array([day.toordinal() if day else np.nan for day in days], np.float32),
        [{stems[word]: word for word in row} for row in words],
        _spoken(ranked["doc_id"], carried),
    )


def story_keys(ranked: pa.Table, carried: pa.Table, before: pa.Table | None = None) -> Keys:
    """The pages' event keys, and one for each utterance that they carry; the rank of each.

    With `before` the pages flagged `now` carry what `carried` says, the others what `before` says.
    """
    all_keys = [key_items(ranked["event_keys"])]
    if before is None:
        all_keys.append(_spoken_keys(ranked["doc_id"], carried))
    else:
        now = ranked["now"].to_numpy(zero_copy_only=False)
        for flags, said in ((now, carried), (~now, before)):
            keys, items = _spoken_keys(ranked["doc_id"].filter(pa.array(flags)), said)
            all_keys.append((keys, np.flatnonzero(flags)[items]))
    keys_of, items_of = zip(*all_keys, strict=True)
    return np.concatenate(keys_of), np.concatenate(items_of)


def _spoken_keys(doc_ids: pa.ChunkedArray, carried: pa.Table) -> Keys:
    """A key for each utterance that a page carries, and the place of the page."""
    items = find_places(doc_ids, carried["doc_id"])
    said = carried["utterance_id"].filter(pa.array(items != NONE)).combine_chunks()
    told = said.dictionary_encode()
    return utterance_keys(told.dictionary)[told.indices.to_numpy()], items[items != NONE]


def utterance_keys(utterance_ids: pa.Array) -> npt.NDArray[np.int32]:
    """The key under which the pages that carry each of these utterances meet."""
    return np.array([digest_text(one) for one in utterance_ids.to_pylist()], np.int32)


def _spoken(doc_ids: pa.ChunkedArray, carried: pa.Table) -> list[list[str]]:
    """The utterances of each document, sorted."""
    said: dict[str, list[str]] = {}
    wanted = carried.filter(pc.is_in(carried["doc_id"], doc_ids.combine_chunks()))
    for doc_id, utterance_id in zip(*columns(wanted, "doc_id", "utterance_id"), strict=True):
        said.setdefault(doc_id, []).append(utterance_id)
    return [sorted(said.get(one, ())) for one in doc_ids.to_pylist()]


def _compare(
    pages: _Pages, later: Numbers, earlier: Numbers
) -> tuple[Numbers, npt.NDArray[np.float32]]:
    """The places of the pairs on one event, and how much they have in common, from 0 to 1."""
    apart = np.abs(pages.days[later] - pages.days[earlier])
    common = longest_common(write_terms(pages.terms), later, earlier)
    words = longest_common(write_terms(pages.spoken), later, earlier)
    undated = np.isnan(apart)
    least = np.where(undated, TERMS_UNDATED, TERMS_ALONE)
    on_one = (common >= np.where(words > 0, TERMS_BESIDE, least)) & (
        undated | (apart <= MOST_DAYS_APART)
    )
    score = common + UTTERANCE_COUNTS_AS * np.minimum(words, 4) - np.nan_to_num(apart) / 4
    scores = np.clip(score / (MOST_TERMS + 4 * UTTERANCE_COUNTS_AS), 0, 1).astype(np.float32)
    return np.flatnonzero(on_one), scores[on_one]


def group_stories(documents: pa.Table) -> pa.Table:
    """Table(doc_id, story_id) of the documents that share a story.

    `documents` has doc_id, published_on and follows, all of the lake.
    """
    ranked = rank_reports(documents)
    parents = place_parents(ranked["doc_id"], ranked["follows"])
    roots = find_roots(parents)
    groups = roots * MOST_PERIODS + _periods(ranked["published_on"], parents, roots)
    _, firsts, group, sizes = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    shared = np.flatnonzero(sizes[group] > 1)
    heads = ranked["doc_id"].take(pa.array(firsts[group[shared]]))
    return pa.table(
        {
            "doc_id": ranked["doc_id"].take(pa.array(shared)),
            "story_id": pc.binary_join_element_wise("st", heads, "-"),
        }
    )


def _periods(published_on: pa.ChunkedArray, parents: Numbers, roots: Numbers) -> Numbers:
    """In which of the story's periods each page is: its own day's, else that of what it follows."""
    days = published_on.cast(pa.int32()).fill_null(UNDATED).to_numpy()
    is_dated = (days != UNDATED) & (days[roots] != UNDATED)
    periods = np.where(is_dated, (days - days[roots]) // DAYS_OF_STORY, 0).astype(np.int64)
    for item in np.flatnonzero(~is_dated & (parents != NONE)).tolist():
        periods[item] = periods[parents[item]]  # which ranks before it
    return periods


def describe_stories(documents: pa.Table) -> pa.Table:
    """The table `stories`, of documents with story_id, all of each story.

    `documents` has doc_id, published_on, title, event_terms, outlet_id and story_id.
    """
    ranked = rank_reports(documents.filter(pc.is_valid(documents["story_id"])))
    told: dict[str, list[int]] = {}
    for place, story_id in enumerate(ranked["story_id"].to_pylist()):
        told.setdefault(story_id, []).append(place)
    return make_table("stories", _describe(ranked, told))


def _describe(ranked: pa.Table, told: Mapping[str, Sequence[int]]) -> Iterator[Mapping[str, Any]]:
    """The rows of `stories`; `told` maps each to the places of its documents."""
    titles, days, terms, outlets = columns(
        ranked, "title", "published_on", "event_terms", "outlet_id"
    )
    for story_id in sorted(told):
        group = told[story_id]
        known = [days[item] for item in group if days[item] is not None]
        yield {
            "story_id": story_id,
            "title": next((titles[item] for item in group if titles[item]), None),
            "terms": _common_terms([terms[item] or () for item in group]),
            "first_published_on": min(known, default=None),
            "last_published_on": max(known, default=None),
            "document_count": len(group),
            "outlet_count": len({outlets[item] for item in group if outlets[item]}),
        }


def _common_terms(rows: Sequence[Sequence[str]]) -> list[str]:
    """The terms that half of the documents have, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        for term in row:
            counts[term] = counts.get(term, 0) + 1
    common = [term for term, count in counts.items() if 2 * count >= len(rows)]
    return sorted(common, key=lambda term: (-counts[term], term))[:MOST_TERMS]
