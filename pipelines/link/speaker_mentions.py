"""Decides what one document says of a speaker under one name: a mention.

Forms, pages and mentions are numbered, forms alphabetically and pages by age, so that what many
quotes say is a few sorted arrays.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.blocks import Flags, Numbers
from pipelines.link.corrections import Corrections
from pipelines.link.forest import NONE
from pipelines.link.speaker_forms import Form, fold_stated, read_forms
from pipelines.link.told import Column, Told, distinct_pairs, number_texts, tell
from schemas.vocabularies import VERBATIM_KINDS

UNKNOWN_DAY = (1 << 31) - 1


class Pages(NamedTuple):
    """The documents, the earliest published first; of one day, and of unknown ones, by doc_id."""

    doc_ids: pa.Array
    days: Numbers
    scopes: Column


class Spoken(NamedTuple):
    """All mentions: the quotes that one page gives one form; sorted by form and page.

    `scopes`: the story of the page, else the document. `stated` is `affiliations` and `roles` folded.
    Of each quote `mention` has its mention, NONE where it names nobody; for those quotes `unnamed`
    tells the utterances that they carry, in numbers of `utterances`.
    """

    forms: list[Form]
    pages: Pages
    form: Numbers
    page: Numbers
    verbatim: Numbers
    reported: Numbers
    kinds: Told
    roles: Told
    affiliations: Told
    folded_roles: Told
    folded_affiliations: Told
    scopes: Told
    utterances: Told
    mention: Numbers
    unnamed: Told


def read_mentions(quotes: pa.Table, corrections: Corrections) -> Spoken:
    """Gather the quotes of a table into mentions."""
    kinds = number_texts(quotes["speaker_kind"])
    forms, form_of = read_forms(quotes, kinds, corrections)
    pages, page_of = _order_pages(quotes)
    count = np.int64(len(pages.doc_ids) or 1)
    is_named = form_of != NONE
    mention = np.full(quotes.num_rows, NONE, np.int64)
    found, mention[is_named] = np.unique(
        form_of[is_named] * count + page_of[is_named], return_inverse=True
    )
    form, page = np.divmod(found, count)
    for one, number in zip(forms, np.bincount(form, minlength=len(forms)).tolist(), strict=True):
        one.pages = number
    is_verbatim = _is_verbatim(quotes["kind"])
    roles, affiliations = (
        tell(mention, _number_stated(quotes[name]))
        for name in ("speaker_role", "speaker_affiliation")
    )
    said, unnamed = _said(quotes, mention)
    return Spoken(
        forms,
        pages,
        form,
        page,
        np.bincount(mention[is_named & is_verbatim], minlength=len(found)),
        np.bincount(mention[is_named & ~is_verbatim], minlength=len(found)),
        tell(mention, kinds),
        roles,
        affiliations,
        fold_told(roles),
        fold_told(affiliations),
        Told(np.arange(len(found)), pages.scopes.places[page], pages.scopes.texts),
        said,
        mention,
        unnamed,
    )


def _number_stated(texts: pa.ChunkedArray) -> Column:
    """A column of which no text says the same as null."""
    return number_texts(pc.if_else(pc.equal(texts, ""), None, texts))


def _order_pages(quotes: pa.Table) -> tuple[Pages, Numbers]:
    """The pages of quotes, and of each quote the place of its page."""
    documents = number_texts(quotes["doc_id"])
    _, rows = np.unique(documents.places, return_index=True)
    first = quotes.select(["doc_id", "published_on", "story_id"]).take(pa.array(rows))
    days = first["published_on"].cast(pa.int32()).fill_null(UNKNOWN_DAY).to_numpy().astype(np.int64)
    order = np.argsort(days, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    scopes = number_texts(pc.coalesce(first["story_id"], first["doc_id"]).take(pa.array(order)))
    pages = Pages(documents.texts.take(pa.array(order)), days[order], scopes)
    return pages, rank[documents.places]


def _is_verbatim(kinds: pa.ChunkedArray) -> Flags:
    wanted = pa.array(sorted(VERBATIM_KINDS), pa.string())
    flags: Flags = pc.is_in(kinds, wanted).to_numpy(zero_copy_only=False)
    return flags


def _said(quotes: pa.Table, mention: Numbers) -> tuple[Told, Told]:
    """The utterances of each mention, and of each quote that names nobody."""
    lists = quotes["utterance_ids"].combine_chunks()
    column = number_texts(lists.flatten())
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    is_unnamed = mention[rows] == NONE
    return tell(mention[rows], column), tell(np.where(is_unnamed, rows, NONE), column)


def fold_told(told: Told) -> Told:
    """The same texts folded as roles and affiliations are."""
    folded = number_texts(pa.array(map(fold_stated, told.texts.to_pylist()), pa.string()))
    return tell(told.items, Column(folded.places[told.values], folded.texts))


def tell_forms(spoken: Spoken, told: Told) -> Told:
    """What is told of any mention of each form."""
    return Told(*distinct_pairs(spoken.form[told.items], told.values), told.texts)
