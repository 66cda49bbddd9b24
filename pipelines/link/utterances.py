"""Decides which quotes are the same utterance: the same words of one speaker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.document import short_hash
from pipelines.link.counting import most_used
from pipelines.link.folding import fold_words
from pipelines.link.shapes import columns, make_link, make_table
from schemas.vocabularies import VERBATIM_KINDS


@dataclass(slots=True)
class _Utterance:
    """What the quotes tell of an utterance; `texts` maps each wording to its documents."""

    speaker_id: str
    texts: dict[str, set[str]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    first_day: date | None = None

    def add(self, doc_id: str, text: str, outlet_id: str | None, day: date | None) -> None:
        self.texts.setdefault(text, set()).add(doc_id)
        self.documents.add(doc_id)
        if outlet_id:
            self.outlets.add(outlet_id)
        if day and (self.first_day is None or day < self.first_day):
            self.first_day = day

    def row(self, utterance_id: str) -> Mapping[str, Any]:
        return {
            "utterance_id": utterance_id,
            "speaker_id": self.speaker_id,
            "canonical_text": most_used(self.texts),
            "document_count": len(self.documents),
            "outlet_count": len(self.outlets),
            "first_published_on": self.first_day,
        }


def link_utterances(quotes: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The table `utterances`, and table(quote_id, utterance_id) for verbatim quotes.

    A quote without a known speaker, without words or in indirect speech gets no utterance.
    """
    names = ("quote_id", "doc_id", "speaker_id", "quote_text", "kind", "outlet_id", "published_on")
    utterances: dict[tuple[str, str], _Utterance] = {}
    linked: dict[str, tuple[str, str]] = {}
    for quote_id, doc_id, speaker_id, text, kind, outlet_id, day in zip(
        *columns(quotes, *names), strict=True
    ):
        if speaker_id is None or kind not in VERBATIM_KINDS:
            continue
        key = speaker_id, fold_words(text)
        if key[1]:
            utterances.setdefault(key, _Utterance(speaker_id)).add(doc_id, text, outlet_id, day)
            linked[quote_id] = key
    ids = {key: f"ut-{short_hash(*key, digits=16)}" for key in utterances}
    rows = [utterance.row(ids[key]) for key, utterance in utterances.items()]
    rows.sort(key=lambda row: row["utterance_id"])
    pairs = {quote_id: ids[key] for quote_id, key in linked.items()}
    return make_table("utterances", rows), make_link("quotes", "quote_id", "utterance_id", pairs)
