"""Declares the table about cited UN resolutions."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Proof, Reference, Table
from schemas.shared import CHAR_END, CHAR_START, CONFIDENCE, DOC_ID, ROW_HASH

CITATIONS = Table(
    name="citations",
    row="a cited resolution: one row per mention and resolution",
    key=("citation_id",),
    made_by="extract",
    fields=(
        Field(
            "citation_id",
            pa.string(),
            "The row: mention_id, '-' and the symbol without spaces, or '-0' when unresolved.",
        ),
        Field(
            "mention_id",
            pa.string(),
            "The mention: doc_id, '-m' and char_start.",
            pattern="[0-9a-f]{20}-m[0-9]+",
        ),
        DOC_ID,
        CHAR_START,
        CHAR_END,
        Field("citation_text", pa.string(), "The mention as written."),
        Field("kind", pa.string(), "How the resolution is cited.", one_of=v.CITATION_KINDS),
        Field(
            "body",
            pa.string(),
            "The organ that adopted it.",
            null="the text does not tell which organ",
            one_of=v.RESOLUTION_BODIES,
        ),
        Field(
            "number", pa.string(), "The resolution's number as in its symbol.", null="not resolved"
        ),
        Field(
            "year",
            pa.int32(),
            "Year of adoption.",
            null="not known",
            unit="calendar year",
            minimum=1946,
            maximum=2100,
        ),
        Field(
            "cited_year",
            pa.int32(),
            "Year that the mention gives. One that differs from year by one is taken for a slip, with "
            "confidence 0.5; one that is further off leaves the mention unresolved.",
            null="the mention gives none",
            unit="calendar year",
            minimum=1940,
            maximum=2100,
        ),
        Field("symbol", pa.string(), "Official symbol, S/RES/1718 (2006).", null="not resolved"),
        Field(
            "target",
            pa.string(),
            "Country that the mention is about, ISO 3166-1 alpha-3.",
            null="the text names none",
            pattern="[A-Z]{3}",
        ),
        Field(
            "measures", pa.list_(pa.string()), "Measures that the mention names, empty when none."
        ),
        Field("method", pa.string(), "How the symbol was found.", one_of=v.CITATION_METHODS),
        CONFIDENCE,
        ROW_HASH,
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
    proofs=(Proof("char_start", "char_end", "citation_text"),),
)
