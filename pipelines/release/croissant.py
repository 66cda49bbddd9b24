"""Decides how a release is described in Croissant 1.1, with what is to be known before use (RAI)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipelines.release.facts import ABOUT, AUTHORS, RIGHTS, TITLE, Release
from schemas.field import Field, Table

CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = (
    (pa.types.is_boolean, "sc:Boolean"),
    (pa.types.is_integer, "sc:Integer"),
    (pa.types.is_floating, "sc:Float"),
    (pa.types.is_date, "sc:Date"),
    (pa.types.is_timestamp, "sc:DateTime"),
)
BIASES = "Where it leans"
MAINTENANCE = (
    "A release never changes. Corrections, withdrawals and new pages come with the next one, which "
    "says row by row what has changed since (delta.parquet) and why."
)
PERSONS = "Names of persons who were quoted, or who wrote a page, as the pages publish them."
USES = (
    "Research on who is quoted, by whom and in which words; on citations of UN resolutions. A quote "
    "is evidence of what an outlet printed, not of what was said."
)


def describe_croissant(release: Release) -> dict[str, Any]:
    """The content of `croissant.json`."""
    biases = release.limits.get(BIASES, ())
    limits = [
        f"{heading}: {line}"
        for heading, lines in release.limits.items()
        if heading != BIASES
        for line in lines
    ]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": "onrecord",
        "alternateName": TITLE,
        "description": ABOUT,
        "conformsTo": CONFORMS_TO,
        "license": RIGHTS,
        "citeAs": release.citation,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "version": release.numbers,
        "datePublished": f"{release.released_at:%Y-%m-%d}",
        "dateModified": f"{release.committed_at:%Y-%m-%d}",
        "isLiveDataset": False,
        "rai:dataLimitations": limits,
        "rai:dataBiases": list(biases),
        "rai:dataUseCases": [USES],
        "rai:personalSensitiveInformation": [PERSONS],
        "rai:dataReleaseMaintenancePlan": MAINTENANCE,
        "distribution": list(_describe_files(release)),
        "recordSet": [_describe_records(table) for table in release.tables.values()],
    }


def _describe_files(release: Release) -> Iterator[dict[str, Any]]:
    for name, file in release.files.items():
        yield {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "description": f"The table {name}: a row is {release.tables[name].row}.",
            "contentUrl": file.path,
            "contentSize": f"{file.size} B",
            "encodingFormat": "application/x-parquet",
            "sha256": file.sha256,
        }


def _describe_records(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"A row is {table.row}.",
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_describe_field(table.name, field) for field in table.fields],
    }


def _describe_field(table: str, field: Field) -> dict[str, Any]:
    parts = [field.meaning]
    parts += [f"Unit: {field.unit}."] if field.unit else []
    parts += [f"Null means: {field.null}."] if field.null else []
    is_list = pa.types.is_list(field.type)
    described = {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": " ".join(parts),
        "dataType": _type_name(field.type.value_type if is_list else field.type),
        "source": {
            "fileObject": {"@id": f"{table}.parquet"},
            "extract": {"column": field.name},
        },
    }
    return {**described, "repeated": True} if is_list else described


def _type_name(kind: pa.DataType) -> str:
    """Structs and maps are told as text: Croissant has no type for a value with parts of its own."""
    return next((name for is_kind, name in TYPES if is_kind(kind)), "sc:Text")
