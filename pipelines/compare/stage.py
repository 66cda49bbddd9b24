"""Decides what of a page is kept for comparing it with others: sentences, bands, event terms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.compare.bodies import hash_bands, hash_runs
from pipelines.compare.keys import event_keys, sentence_keys
from pipelines.compare.sentences import split_sentences
from pipelines.compare.terms import event_terms
from pipelines.compare.words import REFERENCE_FILES, Folding, folding
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


def compare_pages(pages: Sequence[Page], references: References) -> Sequence[Page | Reject]:
    """The pages with the sentences of their quotes, the bands of their body and their terms."""
    fold, shortened = folding(references), abbreviations(references)
    return [_prepare(page, fold, shortened) for page in pages]


def _prepare(page: Page, fold: Folding, shortened: Collection[str]) -> Page:
    facts = page.facts
    if facts is None:
        return page
    sentences = tuple(
        sentence
        for quote in page.quotes
        if quote.kind in VERBATIM_KINDS
        for sentence in cut_quote(quote, facts, fold, shortened)
    )
    title = fold.words(facts.title or "", facts.language)
    body = fold.words(facts.body, facts.language)
    terms = event_terms(title, body)
    described = replace(
        facts,
        body_bands=tuple(hash_bands(hash_runs([word.number for word in body]))),
        event_terms=tuple(terms),
        event_keys=tuple(event_keys(terms, facts.published_on)),
    )
    return replace(page, facts=described, quote_sentences=sentences)


def cut_quote(
    quote: Quote, facts: Facts, fold: Folding, shortened: Collection[str]
) -> Iterator[QuoteSentence]:
    """The sentences of a quote that have words."""
    names = name_keys(quote.speaker_name) if quote.speaker_name else ()
    number = 0
    for start, end in split_sentences(quote.quote_text, shortened):
        text = quote.quote_text[start:end]
        words = fold.words(text, facts.language)
        if words:
            number += 1
            yield QuoteSentence(
                sentence_id=f"{quote.quote_id}.{number}",
                quote_id=quote.quote_id,
                sentence_no=number,
                char_start=quote.char_start + start,
                char_end=quote.char_start + end,
                sentence_text=text,
                word_count=len(words),
                match_keys=tuple(sentence_keys(words, names, facts.published_on)),
            )


@lru_cache(maxsize=4)
def abbreviations(references: References) -> frozenset[str]:
    """Lower-case words that a stop follows within a sentence."""
    forms = (row["form"] for row in references.rows(HONORIFICS))
    titles = (form.lower().rstrip(".") for form in forms if form.endswith("."))
    return frozenset([*titles, *(row["word"] for row in references.rows(ABBREVIATIONS))])


COMPARE = Stage(
    name="compare",
    version=2,
    reads=("quotes", "facts"),
    writes=("quote_sentences", "facts"),
    run=compare_pages,
    references=(*REFERENCE_FILES, *NAME_LISTS, ABBREVIATIONS),
)
