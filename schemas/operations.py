"""Declares the tables about the making of the dataset: rejects and builds."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Table
from schemas.shared import RAW_SHA256, ROW_HASH, URI

REJECTS = Table(
    name="rejects",
    row="input that did not become a document, with the reason",
    key=("reject_id",),
    made_by="extract",
    fields=(
        Field(
            "reject_id",
            pa.string(),
            "The reject: 20 hexadecimal digits of SHA-256 over source, uri, raw_sha256, stage, reason.",
            pattern="[0-9a-f]{20}",
        ),
        URI,
        Field("source", pa.string(), "The input file, as its path below the input folder."),
        RAW_SHA256.but(null="the bytes could not be read whole"),
        Field("stage", pa.string(), "Where it failed.", one_of=v.REJECT_STAGES),
        Field("reason", pa.string(), "Why.", one_of=v.REJECT_REASONS),
        Field("detail", pa.string(), "What was wrong, where, and what to do."),
        ROW_HASH,
    ),
)

BUILDS = Table(
    name="builds",
    row="a build that published a version",
    key=("build_id",),
    made_by="build",
    fields=(
        Field(
            "build_id",
            pa.string(),
            "The build: its start as YYYYMMDDTHHMMSS and four hexadecimal digits; sorts by time.",
            pattern="[0-9]{8}T[0-9]{6}-[0-9a-f]{4}",
        ),
        Field("started_at", pa.timestamp("us", tz="UTC"), "When it began."),
        Field("finished_at", pa.timestamp("us", tz="UTC"), "When its audit was done."),
        Field("code_version", pa.string(), "Version and, where known, commit of the code."),
        Field(
            "stage_versions", pa.map_(pa.string(), pa.int32()), "Version of every extraction stage."
        ),
        Field("inputs", pa.map_(pa.string(), pa.int64()), "What was read: files, records, bytes."),
        Field("counts", pa.map_(pa.string(), pa.int64()), "Rows of every table in this version."),
        Field(
            "audit",
            pa.struct(
                [
                    ("success", pa.bool_()),
                    ("expectations", pa.int32()),
                    ("failed_critical", pa.int32()),
                    ("failed_warning", pa.int32()),
                    ("warnings", pa.list_(pa.string())),
                ]
            ),
            "Result of the audit: counts of expectations, and the warnings in words.",
        ),
        ROW_HASH,
    ),
)
