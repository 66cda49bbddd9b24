"""The descriptors: valid by their own standards' judges, and equal to what the files say."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.tables import TABLES

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what these libraries import is not ours to mend
    import frictionless

READABLE = ("documents", "quotes", "citations", "speakers", "stories")
READ = """
import json, sys
import mlcroissant
from schemas.tables import TABLES

read = mlcroissant.Dataset(jsonld=sys.argv[1])
told = read.metadata
keys = {
    name: [row[f"{name}/{TABLES[name].key[0]}"].decode() for row in read.records(name)]
    for name in sys.argv[2:]
}
print(json.dumps({
    "errors": sorted(told.ctx.issues.errors),
    "warnings": sorted(told.ctx.issues.warnings),
    "conforms_to": told.ctx.conforms_to.value,
    "limitations": len(told.data_limitations),
    "biases": len(told.data_biases),
    "files": {file.id: file.sha256 for file in told.file_objects},
    "fields": {one.name: [field.name for field in one.fields] for one in told.record_sets},
    "keys": keys,
}))
"""
pytestmark = [pytest.mark.flow, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def package(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "datapackage.json").read_bytes())
    return found


def test_the_data_package_is_valid(package: dict[str, Any]) -> None:
    assert list(frictionless.Package.metadata_validate(package)) == []
    assert package["$schema"].endswith("/2.0/datapackage.json")


def test_the_rows_are_as_the_data_package_says(release: Path, package: dict[str, Any]) -> None:
    """Types, constraints, keys and references of all rows, judged by frictionless."""
    resources = [
        frictionless.Resource(
            name=one["name"],
            data=rows_of(release / one["path"]),
            schema=frictionless.Schema.from_descriptor(one["schema"]),
        )
        for one in package["resources"]
    ]
    report = frictionless.Package(resources=resources).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert len(report.tasks) == len(TABLES)


def rows_of(path: Path) -> list[list[Any]]:
    """The rows of a file as plain values, under a row of names."""
    table = pq.read_table(path)
    columns = [table[name].to_pylist() for name in table.column_names]
    maps = [str(field.type).startswith("map") for field in table.schema]
    plain = [
        [None if value is None else dict(value) for value in values] if is_map else values
        for values, is_map in zip(columns, maps, strict=True)
    ]
    return [table.column_names, *map(list, zip(*plain, strict=True))]


def test_the_data_package_is_what_the_footers_say(release: Path, package: dict[str, Any]) -> None:
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for one in package["resources"]:
        path = release / one["path"]
        schema, metadata = pq.read_schema(path), pq.read_metadata(path)
        assert one["bytes"] == path.stat().st_size
        assert one["rowCount"] == metadata.num_rows
        assert one["schema"]["primaryKey"] == schema.metadata[b"key"].decode().split(",")
        assert one["description"] == schema.metadata[b"description"].decode()
        found = [
            (
                field.name,
                as_declared(one["name"], field),
                field.metadata[b"description"].decode(),
                field.metadata.get(b"unit", b"").decode(),
                field.metadata.get(b"null", b"").decode(),
                not field.nullable,
            )
            for field in schema
        ]
        assert found == [
            (
                field["name"],
                field["arrowType"],
                field["description"],
                field.get("unit", ""),
                field.get("nullMeans", ""),
                field.get("constraints", {}).get("required", False),
            )
            for field in one["schema"]["fields"]
        ]


def as_declared(table: str, field: pa.Field) -> str:
    """The name of a column's type; Parquet calls the parts of nested types otherwise."""
    declared = TABLES[table].field(field.name).type
    return str(declared if field.type.equals(declared) else field.type)


@pytest.fixture(scope="module")
def croissant(release: Path) -> dict[str, Any]:
    """What mlcroissant makes of croissant.json, in a process of its own: it leaves files open."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        READ,
        str(release / "croissant.json"),
        *READABLE,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_croissant_is_valid(croissant: dict[str, Any]) -> None:
    assert (croissant["errors"], croissant["warnings"]) == ([], [])
    assert croissant["conforms_to"].endswith("/1.1")
    assert croissant["limitations"] > 20
    assert croissant["biases"] >= 4


def test_croissant_is_what_the_footers_say(
    release: Path, croissant: dict[str, Any], package: dict[str, Any]
) -> None:
    digests = {one["path"]: one["hash"].removeprefix("sha256:") for one in package["resources"]}
    assert croissant["files"] == digests
    columns = {name: pq.read_schema(release / f"{name}.parquet").names for name in TABLES}
    assert croissant["fields"] == columns


@pytest.mark.parametrize("name", READABLE)
def test_croissant_reads_the_rows(release: Path, croissant: dict[str, Any], name: str) -> None:
    (key,) = TABLES[name].key
    keys = pq.read_table(release / f"{name}.parquet")[key].to_pylist()
    assert croissant["keys"][name] == keys
