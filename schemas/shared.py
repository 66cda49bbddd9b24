"""Declares the columns that stand in several tables and mean the same in each."""

import pyarrow as pa

from schemas.field import Field

DOC_ID = Field(
    "doc_id",
    pa.string(),
    "The document: the first 20 hexadecimal digits of SHA-256 over uri, a zero byte and raw_sha256.",
    pattern="[0-9a-f]{20}",
)
URI = Field(
    "uri",
    pa.string(),
    "Where the input came from: the record's id, else its url, else the file's path below the input folder.",
)
RAW_SHA256 = Field(
    "raw_sha256", pa.string(), "SHA-256 of the input's bytes.", pattern="[0-9a-f]{64}"
)
SITE = Field(
    "site",
    pa.string(),
    "The web site: the host of url in lower case, without www., m., amp. or mobile. before it.",
)
LINE_KEY = Field(
    "line_key",
    pa.int64(),
    "Digest of the line's letters and digits, case folded, every digit as 0: equal lines of a "
    "site have equal keys.",
)
CHAR_START = Field(
    "char_start",
    pa.int32(),
    "Where the text begins in the document's raw_text.",
    unit="code points",
    minimum=0,
)
CHAR_END = Field(
    "char_end",
    pa.int32(),
    "Where it ends, exclusive.",
    unit="code points",
    minimum=1,
)
CONFIDENCE = Field(
    "confidence",
    pa.float32(),
    "How sure the extraction is of this row.",
    unit="probability",
    minimum=0,
    maximum=1,
)
ROW_HASH = Field(
    "row_hash",
    pa.string(),
    "MD5 of the row's other columns as JSON: tells changed rows from unchanged ones.",
    pattern="[0-9a-f]{32}",
)


def evidence(fact: str) -> tuple[Field, Field]:
    """The two columns that say where in raw_text a fact of the document is written."""
    null = "the value is null, or it came from outside the text"
    return (
        Field(
            f"{fact}_start",
            pa.int32(),
            f"Where the evidence for the {fact} begins in raw_text.",
            null=null,
            unit="code points",
            minimum=0,
        ),
        Field(
            f"{fact}_end",
            pa.int32(),
            "Where it ends, exclusive.",
            null=null,
            unit="code points",
            minimum=1,
        ),
    )


def method(fact: str, values: dict[str, str]) -> Field:
    """The column that says by what kind of evidence a fact of the document is known."""
    return Field(
        f"{fact}_method",
        pa.string(),
        f"By what evidence the {fact} is known.",
        null="the value is null",
        one_of=values,
    )
