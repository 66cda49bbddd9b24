"""Declares the reference tables that are published with the data."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Table
from schemas.shared import ROW_HASH

OUTLETS = Table(
    name="outlets",
    row="an outlet or news agency",
    key=("outlet_id",),
    made_by="reference",
    fields=(
        Field("outlet_id", pa.string(), "Short stable name of the outlet.", pattern="[a-z0-9-]+"),
        Field("name", pa.string(), "The name as readers know it."),
        Field("kind", pa.string(), "What it is.", one_of=v.OUTLET_KINDS),
        Field(
            "country",
            pa.string(),
            "Home country, ISO 3166-1 alpha-3.",
            null="an international body",
            pattern="[A-Z]{3}",
        ),
        Field("domain", pa.string(), "Main web domain, without www."),
        Field("other_domains", pa.list_(pa.string()), "Further web domains."),
        Field("aliases", pa.list_(pa.string()), "Other names, abbreviations and legal names."),
        ROW_HASH,
    ),
)

RESOLUTIONS = Table(
    name="resolutions",
    row="a UN resolution that news cites",
    key=("symbol",),
    made_by="reference",
    fields=(
        Field("symbol", pa.string(), "Official symbol."),
        Field("body", pa.string(), "The organ that adopted it.", one_of=v.RESOLUTION_BODIES),
        Field("number", pa.string(), "Number as in the symbol."),
        Field(
            "year",
            pa.int32(),
            "Year of adoption.",
            unit="calendar year",
            minimum=1946,
            maximum=2100,
        ),
        Field("adoption_date", pa.date32(), "Day of adoption.", null="not known"),
        Field("subject", pa.string(), "What it is about."),
        Field("targets", pa.list_(pa.string()), "Countries it is about, ISO 3166-1 alpha-3."),
        Field("regime", pa.string(), "Sanctions regime it belongs to.", null="none"),
        Field("measures", pa.list_(pa.string()), "Measures it takes."),
        Field(
            "measures_first",
            pa.list_(pa.string()),
            "Measures that it was the first to impose on its target.",
        ),
        Field("aliases", pa.list_(pa.string()), "Names by which it is known."),
        Field("verified", pa.bool_(), "Whether the row was verified against a second source."),
        ROW_HASH,
    ),
)

UNSC_YEARS = Table(
    name="unsc_years",
    row="a year of Security Council resolutions",
    key=("year",),
    made_by="reference",
    fields=(
        Field("year", pa.int32(), "The year.", unit="calendar year", minimum=1946, maximum=2100),
        Field("first_number", pa.int32(), "First number adopted in it.", minimum=1),
        Field("last_number", pa.int32(), "Last number adopted in it.", minimum=1),
        ROW_HASH,
    ),
)

REGIMES = Table(
    name="regimes",
    row="a UN sanctions regime",
    key=("regime",),
    made_by="reference",
    fields=(
        Field("regime", pa.string(), "Name of the regime or its committee."),
        Field("aliases", pa.list_(pa.string()), "Other names of the committee."),
        Field("targets", pa.list_(pa.string()), "Countries it is about, ISO 3166-1 alpha-3."),
        ROW_HASH,
    ),
)

CUE_VERBS = Table(
    name="cue_verbs",
    row="a verb that introduces speech or writing",
    key=("lemma",),
    made_by="reference",
    fields=(
        Field("lemma", pa.string(), "Base form."),
        Field("forms", pa.list_(pa.string()), "All inflections, the lemma among them."),
        Field("sense", pa.string(), "What kind of saying it is.", one_of=v.CUE_SENSES),
        Field("takes_addressee", pa.bool_(), "Whether its object is whom it speaks to."),
        Field(
            "report_forms",
            pa.list_(pa.string()),
            "The forms for which a paragraph without quotation marks is read for reported speech.",
        ),
        ROW_HASH,
    ),
)
