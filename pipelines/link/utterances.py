"""Decides what an utterance is: all sentences that lead, variant by variant, to the same fullest one.

A sentence that a page interrupts is one with its other part.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.document import short_hash
from pipelines.link.folding import fold_words
from pipelines.link.forest import find_roots
from pipelines.link.interrupted import join_interrupted
from pipelines.link.joined import part_joined
from pipelines.link.parents import place_parents
from pipelines.link.shapes import columns, first_rows, table_schema
from pipelines.link.wordings import Wording, compare_wordings
from schemas.quotes import QUOTE_SENTENCES

LINKS = ("sentence_id", "utterance_id", *Wording._fields)
READ = [
    *("sentence_id", "doc_id", "char_start", "sentence_text", "word_count", "variant_of"),
    *("outlet_id", "published_on"),
]
STANDING = ["sentence_id", "utterance_id", "canonical_text"]
COUNTS = ("document_count", "outlet_count", "wording_count")
FIRST = [("published_on", "ascending"), ("doc_id", "ascending"), ("char_start", "ascending")]


def link_utterances(
    sentences: pa.Table, standing: pa.Table | None = None, interrupted: pa.Table | None = None
) -> tuple[pa.Table, pa.Table]:
    """The table `utterances` without speaker_id, and a table of the columns LINKS of sentences.

    `sentences` has sentence_id, doc_id, char_start, sentence_text, word_count, variant_of,
    outlet_id and published_on; whole utterances: with a sentence also those that it leads to.
    `standing` has sentence_id, utterance_id and canonical_text of sentences as they were linked:
    those of which both are the same have no row in the second table. `interrupted` has, as `one`
    and `other`, the two parts of each sentence that a page interrupts.
    """
    first = sentences.select(READ).take(pc.sort_indices(sentences, FIRST))
    folded = [fold_words(text) for text in first["sentence_text"].to_pylist()]
    first = first.append_column("folded", pa.array(folded, pa.string()))
    ids, is_joined = _utterance_ids(first, interrupted)
    first = first.append_column("utterance_id", ids).append_column("is_joined", is_joined)
    rows = _count(first)
    canonical = _canonical_texts(first)
    rows = rows.join(canonical, "utterance_id").sort_by("utterance_id")
    told = first.select(["sentence_id", "utterance_id", "sentence_text"]).join(
        canonical, "utterance_id"
    )
    if standing is not None:
        told = told.join(standing, STANDING, join_type="left anti")
    wordings = [
        compare_wordings(one, text)
        for one, text in zip(*columns(told, "canonical_text", "sentence_text"), strict=True)
    ]
    schema = pa.schema([pa.field(name, QUOTE_SENTENCES.field(name).type) for name in LINKS])
    differences = (
        pa.array([getattr(one, name) for one in wordings], schema.field(name).type)
        for name in Wording._fields
    )
    links = pa.Table.from_arrays(
        [told["sentence_id"], told["utterance_id"], *differences], schema=schema
    )
    schema = table_schema("utterances", without=("speaker_id",))
    return rows.select(schema.names).cast(schema), links.sort_by("sentence_id")


def _utterance_ids(first: pa.Table, interrupted: pa.Table | None) -> tuple[pa.Array, pa.Array]:
    """The utterance of each of these sentences, which stand from the first to the last.

    And whether it is two sentences joined by a page.
    """
    pages, starts = columns(first, "doc_id", "char_start")
    parents = place_parents(first["sentence_id"], first["variant_of"])
    parted, is_joined = part_joined(parents, first["folded"].combine_chunks())
    roots = find_roots(parted)
    if interrupted is not None:
        roots = join_interrupted(roots, first["sentence_id"], interrupted)
    _, firsts, group = np.unique(roots, return_index=True, return_inverse=True)
    names = [f"ut-{short_hash(pages[one], str(starts[one]), digits=16)}" for one in firsts.tolist()]
    return pa.array(names, pa.string()).take(pa.array(group)), pa.array(is_joined)


def _count(sentences: pa.Table) -> pa.Table:
    counted = sentences.group_by("utterance_id").aggregate(
        [
            ("doc_id", "count_distinct"),
            ("outlet_id", "count_distinct", pc.CountOptions(mode="only_valid")),
            ("folded", "count_distinct"),
            ("published_on", "min"),
            ("published_on", "max"),
        ]
    )
    return counted.rename_columns(
        ["utterance_id", *COUNTS, "first_published_on", "last_published_on"]
    )


def _canonical_texts(first: pa.Table) -> pa.Table:
    """Table(utterance_id, canonical_text): the fullest, most carried, earliest wording of each."""
    carried = (
        first.group_by(["utterance_id", "folded"])
        .aggregate([("doc_id", "count_distinct")])
        .rename_columns(["utterance_id", "folded", "carried"])
    )
    best = first_rows(
        first.join(carried, ["utterance_id", "folded"]),
        "utterance_id",
        [
            ("is_joined", "ascending"),
            ("word_count", "descending"),
            ("carried", "descending"),
            *FIRST,
        ],
    )
    return pa.table({"utterance_id": best["utterance_id"], "canonical_text": best["sentence_text"]})


def choose_main_utterances(sentences: pa.Table) -> pa.Table:
    """Table(quote_id, utterance_id): of each quote's sentences the one in most documents.

    `sentences` has quote_id, sentence_no, word_count, utterance_id and document_count, how many
    documents carry that utterance. Of equal ones the longest counts, then the first.
    """
    best = first_rows(
        sentences,
        "quote_id",
        [
            ("document_count", "descending"),
            ("word_count", "descending"),
            ("sentence_no", "ascending"),
        ],
    )
    return best.select(["quote_id", "utterance_id"])
