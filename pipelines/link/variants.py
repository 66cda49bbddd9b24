"""Decides which sentence of another page a sentence has its words of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.compare.columns import sort_unique
from pipelines.compare.words import folding
from pipelines.link.blocks import Flags, Numbers, pair_blocks
from pipelines.link.forest import NONE, is_best_of_group
from pipelines.link.fresh import key_items
from pipelines.link.likeness import Around, compare_sentences, share_words
from pipelines.link.name_kin import are_kin
from pipelines.link.names import Likeness as NameLikeness
from pipelines.link.names import compare_names, is_near
from pipelines.link.parents import decide_parents, is_fresh, places_or_null, take_ids
from pipelines.link.shapes import columns
from pipelines.link.texts import Texts, Weights, lay_out, longest_common, write_stems
from pipelines.references import References
from schemas.quotes import QUOTE_SENTENCES

CHUNK = 400_000
TEXTS = ("sentence_text", "language", "speaker_name")
FIRST = [("published_on", "ascending"), ("doc_id", "ascending"), ("char_start", "ascending")]
# A telling word has a key for each name of the speaker: one alone brings no two sentences together
# where both speakers have names.
LEAST_KEYS = 2
# How the names of two speakers compare: they are of two people, or perhaps, or one tells none, or
# they may be one person's.
STRANGERS, KIN, NAMELESS, ONE_PERSON = range(4)
VARIANTS = pa.schema(
    [
        pa.field(name, QUOTE_SENTENCES.field(name).type)
        for name in ("sentence_id", "variant_of", "variant_kind", "variant_score")
    ]
)


class _Found(NamedTuple):
    """Pairs that are one sentence."""

    later: Numbers
    earlier: Numbers
    scores: Weights
    is_same: Flags
    is_cut: Flags


def order_sentences(sentences: pa.Table) -> pa.Table:
    """The sentences in the order of their blocks: as published, then by document and place.

    What comes to be published later so takes no comparison from what is there.
    """
    return sentences.take(pc.sort_indices(sentences, FIRST))


class Met(NamedTuple):
    """Pairs of sentences that stand in blocks together, as places, and in how many blocks."""

    later: Numbers
    earlier: Numbers
    shared: Numbers


class Pairs(NamedTuple):
    """The sentences by rank, and which of them to compare.

    `involved` are the places in `ranked` of those in any pair; `later` and `earlier` are places in
    `involved`, the one that ranks later and the one that ranks first of each pair.
    """

    ranked: pa.Table
    involved: Numbers
    later: Numbers
    earlier: Numbers


def meet_sentences(ordered: pa.Table) -> Met:
    """The pairs of sentences that share a block, of a table with is_fresh and match_keys."""
    return Met(*pair_blocks(*key_items(ordered["match_keys"]), is_fresh(ordered)))


def pair_sentences(ordered: pa.Table, met: Met) -> Pairs:
    """The pairs of sentences to compare, at least one of each fresh.

    `ordered` has sentence_id, doc_id, word_count, published_on, is_named (whether the page names
    the speaker), is_fresh, variant_of and variant_score (what was known of those not fresh), as
    `order_sentences` orders them; `met` are places in it. First rank those whose speaker has a
    name, then the longer, then in that order: a sentence is a variant of one that ranks before it.
    """
    named, words = (ordered[name].to_numpy() for name in ("is_named", "word_count"))
    ranking = np.lexsort((-words, ~named))
    rank = np.empty_like(ranking)
    rank[ranking] = np.arange(len(ranking))
    enough = (met.shared >= LEAST_KEYS) | ~(named[met.later] & named[met.earlier])
    one, other = rank[met.later[enough]], rank[met.earlier[enough]]
    later, earlier = np.maximum(one, other), np.minimum(one, other)
    places = np.lexsort((earlier, later))
    later, earlier = later[places], earlier[places]
    involved = sort_unique(np.concatenate([later, earlier]))
    ranked = ordered.take(pa.array(ranking))
    return Pairs(
        ranked, involved, np.searchsorted(involved, later), np.searchsorted(involved, earlier)
    )


def find_variants(
    pairs: Pairs, texts: pa.Table, documents: pa.Table, references: References
) -> pa.Table:
    """Table(sentence_id, variant_of, variant_kind, variant_score), a row for each that is decided.

    `texts` has sentence_id, sentence_text, language and speaker_name of all that the pairs involve;
    `documents` has doc_id and event_terms. Decided are the fresh sentences, with nulls where none
    was found, and those others that a fresh one is a better match of.
    """
    ranked, involved = pairs.ranked, pairs.involved
    found = _compare(
        _join_texts(ranked.take(pa.array(involved)), texts), documents, pairs, references
    )
    known = ("sentence_id", "variant_of", "variant_score")
    later, earlier = involved[found.later], involved[found.earlier]
    decided = decide_parents(ranked, known, later, earlier, found.scores)
    kinds = np.where(found.is_same, "same", np.where(found.is_cut, "cut", "wording"))
    best = places_or_null(decided.pairs)
    ids = ranked["sentence_id"]
    columns = [
        ids.take(pa.array(decided.items)),
        take_ids(ids, decided.parents),
        pa.array(kinds.astype(object), pa.string()).take(best),
        pa.array(found.scores, pa.float32()).take(best),
    ]
    return pa.Table.from_arrays(columns, schema=VARIANTS)


def _join_texts(sentences: pa.Table, texts: pa.Table) -> pa.Table:
    """The sentences with the columns of their texts."""
    places = pc.index_in(sentences["sentence_id"], texts["sentence_id"].combine_chunks())
    for name in TEXTS:
        sentences = sentences.append_column(name, texts[name].take(places))
    return sentences


def _compare(
    sentences: pa.Table, documents: pa.Table, pairs: Pairs, references: References
) -> _Found:
    """The pairs that are one sentence, by pages each with its best partner only."""
    texts, text = _lay_out_texts(sentences, references)
    pages = _Pages(sentences, documents)
    people = _People(sentences["speaker_name"])
    parts = []
    for start in range(0, len(pairs.later), CHUNK):
        one, other = (
            ranks[start : start + CHUNK].astype(np.int64) for ranks in (pairs.later, pairs.earlier)
        )
        kept = share_words(texts, text[one], text[other])
        one, other = one[kept], other[kept]
        likeness = people.compare(one, other)
        kept = likeness > STRANGERS
        one, other, likeness = one[kept], other[kept], likeness[kept]
        around = pages.around(one, other, likeness)
        like = compare_sentences(texts, text[one], text[other], around)
        parts.append(
            _Found(one[like.places], other[like.places], like.scores, like.is_same, like.is_cut)
        )
    return _keep_best(_join(parts), pages.page)


def _lay_out_texts(sentences: pa.Table, references: References) -> tuple[Texts, Numbers]:
    """The different texts of sentences, laid out, and of each sentence the place of its own."""
    said = list(zip(*columns(sentences, "sentence_text", "language"), strict=True))
    numbers: dict[tuple[str, str | None], int] = {}
    places = np.array([numbers.setdefault(one, len(numbers)) for one in said], np.int64)
    texts, languages = zip(*numbers, strict=True) if numbers else ((), ())
    return lay_out(folding(references).fold(texts, languages)), places


def _join(parts: Sequence[_Found]) -> _Found:
    """The pairs of all parts."""
    if not parts:
        none, flags = np.empty(0, np.int64), np.empty(0, np.bool_)
        return _Found(none, none, np.empty(0, np.float32), flags, flags)
    return _Found(
        np.concatenate([part.later for part in parts]),
        np.concatenate([part.earlier for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.is_same for part in parts]),
        np.concatenate([part.is_cut for part in parts]),
    )


def _keep_best(found: _Found, page: Numbers) -> _Found:
    """The pairs without those where one of the two has a better partner on the other's page."""
    count = np.int64(page.max(initial=0) + 1)
    best = is_best_of_group(found.later * count + page[found.earlier], found.scores)
    best &= found.is_cut | is_best_of_group(found.earlier * count + page[found.later], found.scores)
    return _Found(
        found.later[best],
        found.earlier[best],
        found.scores[best],
        found.is_same[best],
        found.is_cut[best],
    )


class _Pages:
    """What the pages of sentences tell of pairs of them."""

    def __init__(self, sentences: pa.Table, documents: pa.Table) -> None:
        encoded = pc.dictionary_encode(sentences["doc_id"].combine_chunks())
        self.page = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        days = sentences["published_on"].cast(pa.int32()).combine_chunks()
        self._day = days.cast(pa.float32()).fill_null(np.nan).to_numpy(zero_copy_only=False)
        places = pc.index_in(encoded.dictionary, documents["doc_id"].combine_chunks())
        self._terms = write_stems(documents["event_terms"].combine_chunks().take(places))

    def around(self, one: Numbers, other: Numbers, likeness: Numbers) -> Around:
        """What is known of each pair beside its words, given how their speakers' names compare."""
        here, there = self.page[one], self.page[other]
        return Around(
            np.abs(self._day[one] - self._day[other]),
            longest_common(self._terms, here, there),
            here == there,
            likeness == ONE_PERSON,
            likeness == KIN,
        )


class _People:
    """Whether the speakers of two sentences may be one, by their names."""

    def __init__(self, names: pa.ChunkedArray) -> None:
        encoded = pc.dictionary_encode(names.combine_chunks())
        self._names = encoded.dictionary.to_pylist()
        self._code = encoded.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int64)

    def compare(self, one: Numbers, other: Numbers) -> Numbers:
        """How the names of each pair compare; a page that tells none does not object."""
        here, there = self._code[one], self._code[other]
        likeness = np.where((here == NONE) | (there == NONE), NAMELESS, ONE_PERSON)
        open_ = np.flatnonzero((likeness == ONE_PERSON) & (here != there))
        count = np.int64(len(self._names))
        pairs, places = np.unique(here[open_] * count + there[open_], return_inverse=True)
        like = np.fromiter(
            (
                _compare_people(self._names[pair // count], self._names[pair % count])
                for pair in pairs.tolist()
            ),
            np.int64,
            len(pairs),
        )
        likeness[open_] = like[places]
        return likeness


def _compare_people(one: str, other: str) -> int:
    if (
        compare_names(one, other) is not NameLikeness.OTHER
        or is_near(one, other, in_family=True)
        or is_near(other, one, in_family=True)
    ):
        return ONE_PERSON
    return KIN if are_kin(one, other) else STRANGERS
