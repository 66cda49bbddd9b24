"""Decides what of a page is kept for comparing it with others: sentences, bands, event terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.compare.bodies import hash_bands, hash_runs
from pipelines.compare.columns import Coded
from pipelines.compare.keys import key_events
from pipelines.compare.sentence_keys import Speaker, key_sentences
from pipelines.compare.sentences import split_sentences
from pipelines.compare.terms import event_terms
from pipelines.compare.words import REFERENCE_FILES, Word, folding
from pipelines.document import Facts, Page, Quote, QuoteSentence, Reject
from pipelines.link.names import name_keys
from pipelines.references import References
from pipelines.stage import Stage
from schemas.vocabularies import VERBATIM_KINDS

HONORIFICS, ABBREVIATIONS = "honorifics", "abbreviations"
# What `pipelines.link.name_lists` reads for the keys of names.
NAME_LISTS = (
    "family_names_first",
    "given_names",
    HONORIFICS,
    "name_letters",
    "name_parts",
    "name_spellings",
    "name_variants",
    "nicknames",
    "organisation_words",
)


class Described(NamedTuple):
    """What of a page's body is compared; columns as in the table `documents`."""

    body_bands: tuple[int, ...]
    event_terms: tuple[str, ...]
    event_keys: tuple[int, ...]


class _Piece(NamedTuple):
    """A sentence of a quote: the number of its page, and where it lies in the quote's text."""

    page: int
    quote: Quote
    start: int
    end: int


def compare_pages(pages: Sequence[Page], references: References) -> Sequence[Page | Reject]:
    """The pages with the sentences of their quotes, the bands of their body and their terms."""
    told = [(page.facts, _verbatim(page.quotes)) for page in pages if page.facts is not None]
    bodies = iter(describe_bodies([facts for facts, _ in told], references))
    sentences = iter(cut_quotes(told, references))
    return [
        page
        if page.facts is None
        else replace(
            page,
            facts=replace(page.facts, **next(bodies)._asdict()),
            quote_sentences=next(sentences),
        )
        for page in pages
    ]


def describe_bodies(pages: Sequence[Facts], references: References) -> list[Described]:
    """The bands of each page's body, and its event's terms and keys."""
    texts = [text for page in pages for text in (page.title or "", page.body)]
    words = folding(references).fold(texts, [page.language for page in pages for _ in range(2)])
    terms = event_terms(words)
    keys = key_events(terms, [page.published_on for page in pages])
    return list(map(Described, _band_bodies(words), terms, keys))


def _band_bodies(words: Coded[Word]) -> list[tuple[int, ...]]:
    """The bands of every second text."""
    numbers = np.array([word.number for word in words.known], np.uint64)[words.codes]
    bounds = words.bounds().tolist()
    return [
        tuple(hash_bands(hash_runs(numbers[start:end])))
        for start, end in zip(bounds[1::2], bounds[2::2], strict=True)
    ]


def cut_quotes(
    pages: Sequence[tuple[Facts, Sequence[Quote]]], references: References
) -> list[tuple[QuoteSentence, ...]]:
    """Of each page the sentences of its quotes, those that have words."""
    shortened = abbreviations(references)
    pieces = [
        _Piece(page, quote, start, end)
        for page, (_, quotes) in enumerate(pages)
        for quote in quotes
        for start, end in split_sentences(quote.quote_text, shortened)
    ]
    facts = [pages[piece.page][0] for piece in pieces]
    texts = [piece.quote.quote_text[piece.start : piece.end] for piece in pieces]
    words = folding(references).fold(texts, [one.language for one in facts])
    speakers = [
        Speaker(_name_keys(piece.quote), one.published_on)
        for piece, one in zip(pieces, facts, strict=True)
    ]
    counts = np.diff(words.bounds()).tolist()
    cut: list[list[QuoteSentence]] = [[] for _ in pages]
    quote, number = None, 0
    keys_of = key_sentences(words, speakers)
    for piece, text, count, keys in zip(pieces, texts, counts, keys_of, strict=True):
        if count:
            number = number + 1 if piece.quote is quote else 1
            quote = piece.quote
            cut[piece.page].append(_make_sentence(piece, number, text, count, keys))
    return [tuple(sentences) for sentences in cut]


def _verbatim(quotes: Iterable[Quote]) -> list[Quote]:
    return [quote for quote in quotes if quote.kind in VERBATIM_KINDS]


def _name_keys(quote: Quote) -> tuple[str, ...]:
    return name_keys(quote.speaker_name) if quote.speaker_name else ()


def _make_sentence(
    piece: _Piece, number: int, text: str, words: int, keys: tuple[int, ...]
) -> QuoteSentence:
    quote = piece.quote
    return QuoteSentence(
        sentence_id=f"{quote.quote_id}.{number}",
        quote_id=quote.quote_id,
        sentence_no=number,
        char_start=quote.char_start + piece.start,
        char_end=quote.char_start + piece.end,
        sentence_text=text,
        word_count=words,
        match_keys=keys,
    )


@lru_cache(maxsize=4)
def abbreviations(references: References) -> frozenset[str]:
    """Lower-case words that a stop follows within a sentence."""
    forms = (row["form"] for row in references.rows(HONORIFICS))
    titles = (form.lower().rstrip(".") for form in forms if form.endswith("."))
    return frozenset([*titles, *(row["word"] for row in references.rows(ABBREVIATIONS))])


COMPARE = Stage(
    name="compare",
    version=4,
    reads=("quotes", "facts"),
    writes=("quote_sentences", "facts"),
    run=compare_pages,
    references=(*REFERENCE_FILES, *NAME_LISTS, ABBREVIATIONS),
)
