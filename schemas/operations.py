"""Declares the tables about the making of the dataset: stages, rejects, withdrawals, builds."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Reference, Table
from schemas.shared import DOC_ID, RAW_SHA256, ROW_HASH, URI

STAGE_KEYS = Field(
    "stage_keys",
    pa.map_(pa.string(), pa.string()),
    "For each stage its version, a colon, and 16 hexadecimal digits of SHA-256 over the digests of "
    "the reference files and models that it reads: another version means that the code changed, "
    "other digits that a reference file did.",
)

DOCUMENT_STAGES = Table(
    name="document_stages",
    row="by which stages, at which versions, a document's rows were made",
    key=("doc_id",),
    made_by="extract",
    fields=(
        DOC_ID,
        STAGE_KEYS.but(
            meaning=f"{STAGE_KEYS.meaning} `corrections`: the digest of the corrections of this "
            "document, where it has any."
        ),
        ROW_HASH,
    ),
    references=(Reference(("doc_id",), "documents", ("doc_id",)),),
)

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
        STAGE_KEYS.but(
            meaning="The stages that refused it, as in document_stages: while they stay the same, the "
            "same input is not tried again.",
            null="it was refused before any stage saw it",
        ),
        ROW_HASH,
    ),
)

WITHDRAWN = Table(
    name="withdrawn",
    row="a document that was taken back: nothing else of it is in the version",
    key=("doc_id",),
    made_by="withdraw",
    fields=(
        DOC_ID,
        URI,
        Field("reason", pa.string(), "Why, as given to `onrecord withdraw`."),
        Field(
            "withdrawn_by", pa.string(), "Who withdrew it, as given there.", null="it was not said"
        ),
        Field("withdrawn_at", pa.timestamp("us", tz="UTC"), "When it was withdrawn."),
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
        STAGE_KEYS.but(
            meaning=f"{STAGE_KEYS.meaning} `link` is the step across documents, `corrections` the "
            "digest of all corrections."
        ),
        Field(
            "inputs",
            pa.map_(pa.string(), pa.int64()),
            "What was read: files, pages, those of them known before, refusals, bytes.",
        ),
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
