"""Decides how a release is described as a Data Package (version 2 of the standard)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipelines.release.facts import ABOUT, RIGHTS, TITLE, Release
from schemas.field import Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
TYPES = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "datetime"),
    (pa.types.is_list, "array"),
    (pa.types.is_nested, "object"),
)


def describe_package(release: Release) -> dict[str, Any]:
    """The content of `datapackage.json`."""
    return {
        "$schema": PROFILE,
        "name": "onrecord",
        "title": TITLE,
        "description": f"{ABOUT} {RIGHTS}",
        "version": release.numbers,
        "versionReadings": {
            "onrecord": release.bump.level.word,
            "dataPackage": release.bump.data_package.word,
            "croissant": release.bump.croissant.word,
        },
        "created": f"{release.released_at:%Y-%m-%dT%H:%M:%SZ}",
        "resources": [
            {**described, **_file_facts(release, described["name"])}
            for described in describe_resources(release.tables)
        ],
    }


def describe_resources(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """The tables as resources, without what is only known of their files."""
    return [
        {
            "name": name,
            "path": f"{name}.parquet",
            "description": f"A row is {table.row}.",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "schema": _describe_schema(table),
        }
        for name, table in tables.items()
    ]


def _file_facts(release: Release, name: str) -> dict[str, Any]:
    file = release.files[name]
    return {"bytes": file.size, "hash": f"sha256:{file.sha256}", "rowCount": file.rows}


def _describe_schema(table: Table) -> dict[str, Any]:
    return {
        "$schema": SCHEMA_PROFILE,
        "fields": [_describe_field(field, table) for field in table.fields],
        "missingValues": [],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": list(reference.columns),
                "reference": {
                    # The standard names the own table by an empty string.
                    "resource": "" if reference.other == table.name else reference.other,
                    "fields": list(reference.other_columns),
                },
            }
            for reference in table.references
        ],
    }


def _describe_field(field: Field, table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": _type_name(field.type),
        "description": field.meaning,
        "arrowType": str(field.type),
    }
    for name, value in (("unit", field.unit), ("nullMeans", field.null)):
        if value:
            described[name] = value
    constraints: dict[str, Any] = {} if field.null else {"required": True}
    if table.key == (field.name,):
        constraints["unique"] = True
    if field.one_of:
        constraints["enum"] = list(field.one_of)
        described["categories"] = [
            {"value": value, "label": meaning} for value, meaning in field.one_of.items()
        ]
    bounds = (("minimum", field.minimum), ("maximum", field.maximum), ("pattern", field.pattern))
    constraints |= {name: value for name, value in bounds if value is not None}
    return {**described, "constraints": constraints} if constraints else described


def _type_name(kind: pa.DataType) -> str:
    return next((name for is_kind, name in TYPES if is_kind(kind)), "string")
