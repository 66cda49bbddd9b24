"""Decides what a document is, and how it is known by its id."""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Input:
    """One page as it arrived: bytes, where they came from, what its record says.

    `encoding` is set when the record was decoded by its sender (JSON text): then `content` is
    UTF-8 and nothing is detected or repaired. `latest_day` is the last day on which the page can
    have been published: that of its retrieval, else of the build, and one more for time zones.
    """

    uri: str
    source: str
    media_type: str
    content: bytes
    url: str | None = None
    retrieved_at: datetime | None = None
    encoding: str | None = None
    latest_day: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What the tree of an HTML page knows of the lines of its rendering.

    `line_*` have a number for each line of `raw_text` that is not empty: where it starts, the
    element with its longest piece of text, its characters (in all, in links, emphasised), its
    pieces. `element_*` have one for each element, in page order: its parent (-1 for the root), the
    places of its tag and class in `kinds` and of its other names (id, role, itemprop …) in `names`.
    """

    line_starts: array[int]
    line_elements: array[int]
    line_characters: array[int]
    line_linked: array[int]
    line_emphasised: array[int]
    line_pieces: array[int]
    element_parents: array[int]
    element_kinds: array[int]
    element_names: array[int]
    kinds: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


class Told(NamedTuple):
    """A title or name that the markup of a page tells.

    `source` is where it was told; `kind` is what JSON-LD says that a named one is.
    """

    text: str
    source: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What an HTML page says of itself outside its text; nothing for flattened text.

    `title` is the best of `titles`; `published` and `updated` are dates or times as written there;
    `marks` is what the tree knows of the lines.
    """

    title: str | None = None
    titles: tuple[Told, ...] = ()
    site_name: str | None = None
    authors: tuple[Told, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    marks: Marks | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One decoded page. `raw_text` never changes: all offsets are code points into it.

    `latest_day` as in Input: a later day on the page is not its day of publication.
    """

    doc_id: str
    uri: str
    source: str
    media_type: str
    raw_sha256: str
    raw_text: str
    encoding: str = "utf-8"
    text_repairs: tuple[str, ...] = ()
    url: str | None = None
    retrieved_at: datetime | None = None
    latest_day: date | None = None
    hints: Hints = Hints()
    site: str | None = None


class Block(NamedTuple):
    """A line or part of a line of the page; columns as in the table `blocks`."""

    block_no: int
    char_start: int
    char_end: int
    label: str
    is_kept: bool
    score: float
    line_key: int | None = None
    is_site_line: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; columns as in the table `date_mentions`."""

    char_start: int
    char_end: int
    date_text: str
    resolved_from: date | None
    resolved_to: date | None
    precision: str | None
    role: str
    method: str
    resolved_against: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the page as a whole; columns as in the table `documents`."""

    body: str
    word_count: int
    language: str | None = None
    title: str | None = None
    title_method: str | None = None
    title_start: int | None = None
    title_end: int | None = None
    outlet_id: str | None = None
    outlet_name: str | None = None
    outlet_method: str | None = None
    outlet_start: int | None = None
    outlet_end: int | None = None
    agency_id: str | None = None
    agency_name: str | None = None
    agency_method: str | None = None
    agency_start: int | None = None
    agency_end: int | None = None
    bylines: tuple[str, ...] = ()
    byline_method: str | None = None
    byline_start: int | None = None
    byline_end: int | None = None
    translator: str | None = None
    translator_start: int | None = None
    translator_end: int | None = None
    original_outlet_id: str | None = None
    original_outlet_name: str | None = None
    original_outlet_start: int | None = None
    original_outlet_end: int | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    published_method: str | None = None
    published_start: int | None = None
    published_end: int | None = None
    updated_on: date | None = None
    updated_method: str | None = None
    updated_start: int | None = None
    updated_end: int | None = None
    body_bands: tuple[int, ...] = ()
    event_terms: tuple[str, ...] = ()
    event_keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of speech with its speaker; columns as in the table `quotes`."""

    quote_id: str
    statement_id: str
    part_no: int
    char_start: int
    char_end: int
    quote_text: str
    kind: str
    attribution: str
    confidence: float
    speaker_name: str | None = None
    speaker_text: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_kind: str | None = None
    speaker_role: str | None = None
    speaker_affiliation: str | None = None
    cue_text: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    addressee_text: str | None = None
    addressee_start: int | None = None
    addressee_end: int | None = None
    medium: str | None = None
    via: str | None = None
    said_on: date | None = None


class QuoteSentence(NamedTuple):
    """A sentence of a quote; columns as in the table `quote_sentences`."""

    sentence_id: str
    quote_id: str
    sentence_no: int
    char_start: int
    char_end: int
    sentence_text: str
    word_count: int
    match_keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnattributedQuote:
    """A stretch in quotation marks without a speaker; columns as in `unattributed_quotes`."""

    char_start: int
    char_end: int
    quote_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited resolution; columns as in the table `citations`."""

    citation_id: str
    mention_id: str
    char_start: int
    char_end: int
    citation_text: str
    kind: str
    method: str
    confidence: float
    body: str | None = None
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    target: str | None = None
    measures: tuple[str, ...] = ()
    cited_year: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A document with what the stages have found on it so far."""

    document: Document
    blocks: tuple[Block, ...] = ()
    facts: Facts | None = None
    date_mentions: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quote_sentences: tuple[QuoteSentence, ...] = ()
    unattributed_quotes: tuple[UnattributedQuote, ...] = ()
    citations: tuple[Citation, ...] = ()
    site_step: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that did not become a document; columns as in the table `rejects`."""

    uri: str
    source: str
    raw_sha256: str | None
    stage: str
    reason: str
    detail: str
    reject_id: str = field(init=False)

    def __post_init__(self) -> None:
        parts = (self.source, self.uri, self.raw_sha256 or "", self.stage, self.reason)
        object.__setattr__(self, "reject_id", short_hash(*parts, digits=20))


def short_hash(*parts: str, digits: int) -> str:
    """The first hexadecimal digits of SHA-256 over the parts, joined by zero bytes."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:digits]


def document_id(uri: str, raw_sha256: str) -> str:
    """The id of the document with these bytes at this uri."""
    return short_hash(uri, raw_sha256, digits=20)
