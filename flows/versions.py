"""Decides how the versions of a lake are listed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from flows.duck import CATALOG


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: a DuckLake snapshot that a build committed."""

    version: int
    committed_at: datetime
    message: str
    code_version: str
    stage_versions: dict[str, int]
    inputs: dict[str, int]
    counts: dict[str, int]
    audit: dict[str, Any]


def list_versions(connection: duckdb.DuckDBPyConnection) -> list[Version]:
    """All versions of the attached lake, oldest first."""
    rows = connection.execute(
        "SELECT snapshot_id, snapshot_time, commit_message, commit_extra_info "
        f"FROM {CATALOG}.snapshots() WHERE author = 'onrecord' ORDER BY snapshot_id"
    ).fetchall()
    return [
        Version(number, moment, message, **_known(json.loads(extra)))
        for number, moment, message, extra in rows
    ]


def _known(extra: dict[str, Any]) -> dict[str, Any]:
    return {
        key: extra[key] for key in ("code_version", "stage_versions", "inputs", "counts", "audit")
    }
