"""Decides which version a release is made of."""

from __future__ import annotations

from flows.duck import CATALOG, attach_for_reading, open_duckdb
from flows.settings import Warehouse
from flows.versions import Version, list_versions


def resolve_version(warehouse: Warehouse, at: str | None) -> Version:
    """The version that a number or an ISO time means; the latest without."""
    with open_duckdb() as connection:
        attach_for_reading(connection, warehouse, at=at)
        row = connection.execute(f"SELECT id FROM {CATALOG}.current_snapshot()").fetchone()
        current = int(row[0]) if row else 0
        return [one for one in list_versions(connection) if one.version <= current][-1]
