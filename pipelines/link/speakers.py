"""Decides which quotes are of one speaker: those whose speaker's name folds to the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipelines.document import short_hash
from pipelines.link.counting import most_used
from pipelines.link.folding import fold_name
from pipelines.link.shapes import columns, make_link, make_table
from schemas.vocabularies import VERBATIM_KINDS


@dataclass(slots=True)
class _Speaker:
    """What the quotes tell of a speaker; `forms` and `kinds` map to the documents that use them."""

    forms: dict[str, set[str]] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    affiliations: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    quote_count: int = 0
    report_count: int = 0

    def add(
        self,
        doc_id: str,
        name: str,
        row: tuple[str | None, str | None, str | None],
        *,
        is_verbatim: bool,
    ) -> None:
        kind, role, affiliation = row
        self.forms.setdefault(name, set()).add(doc_id)
        self.documents.add(doc_id)
        self.quote_count += is_verbatim
        self.report_count += not is_verbatim
        if kind:
            self.kinds.setdefault(kind, set()).add(doc_id)
        if role:
            self.roles.add(role)
        if affiliation:
            self.affiliations.add(affiliation)

    def row(self, speaker_id: str) -> Mapping[str, Any]:
        name = most_used(self.forms)
        return {
            "speaker_id": speaker_id,
            "name": name,
            "kind": most_used(self.kinds) if self.kinds else None,
            "aliases": sorted(self.forms.keys() - {name}),
            "roles": sorted(self.roles),
            "affiliations": sorted(self.affiliations),
            "document_count": len(self.documents),
            "quote_count": self.quote_count,
            "report_count": self.report_count,
        }


def link_speakers(quotes: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The table `speakers`, and table(quote_id, speaker_id) for quotes whose speaker has a name."""
    names = ("quote_id", "doc_id", "kind", "speaker_name", "speaker_kind", "speaker_role")
    speakers: dict[str, _Speaker] = {}
    linked: dict[str, str] = {}
    for quote_id, doc_id, quoted, name, kind, role, affiliation in zip(
        *columns(quotes, *names, "speaker_affiliation"), strict=True
    ):
        folded = fold_name(name) if name else ""
        if folded:
            speakers.setdefault(folded, _Speaker()).add(
                doc_id, name, (kind, role, affiliation), is_verbatim=quoted in VERBATIM_KINDS
            )
            linked[quote_id] = folded
    ids = {folded: f"sp-{short_hash(folded, digits=16)}" for folded in speakers}
    rows = [speaker.row(ids[folded]) for folded, speaker in speakers.items()]
    rows.sort(key=lambda row: row["speaker_id"])
    pairs = {quote_id: ids[folded] for quote_id, folded in linked.items()}
    return make_table("speakers", rows), make_link("quotes", "quote_id", "speaker_id", pairs)
