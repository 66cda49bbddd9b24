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
    source = {
        "fileObject": {"@id": f"{table}.parquet"},
        "extract": {"column": field.name},
    }
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": " ".join(parts),
        **_describe_value(f"{table}/{field.name}", field.type, source, ""),
    }


def _describe_value(
    place: str, kind: pa.DataType, source: dict[str, Any], path: str
) -> dict[str, Any]:
    """The type of a value and where it stands; a struct's or map's parts as fields of their own."""
    if pa.types.is_map(kind):
        kind = pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)]))
    repeated = {"repeated": True} if pa.types.is_list(kind) else {}
    kind = kind.value_type if repeated else kind
    if pa.types.is_struct(kind):
        inside = f"{path}[*]." if repeated and path else f"{path}." if path else ""
        parts = [_describe_part(place, part, source, inside) for part in kind]
        # A list inside a part: the path tells it, for no reader of Croissant fills such lists yet.
        return {"subField": parts} if path else {**repeated, "subField": parts}
    at = {**source, "transform": {"jsonPath": path}} if path else source
    return {"dataType": _type_name(kind), **repeated, "source": at}


def _describe_part(
    place: str, part: pa.Field, source: dict[str, Any], inside: str
) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{place}/{part.name}",
        "name": part.name,
        **_describe_value(f"{place}/{part.name}", part.type, source, f"{inside}{part.name}"),
    }


def _type_name(kind: pa.DataType) -> str:
    return next((name for is_kind, name in TYPES if is_kind(kind)), "sc:Text")
