"""Decides how the declared views come into the lake, where every reader of it finds them.

DuckLake stores a view in the catalogue like a table, with the catalogue's name left open: it
holds under whatever name a reader attaches the lake, and at a version it shows that version.
"""

from __future__ import annotations

import duckdb

from flows.lake.duck import CATALOG
from schemas.view import View
from schemas.views import VIEWS


def create_views(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the views that the lake lacks or has otherwise; returns whether any was made."""
    made = [_create_view(connection, view) for view in VIEWS.values()]
    return any(made)


def _create_view(connection: duckdb.DuckDBPyConnection, view: View) -> bool:
    query = view.query(CATALOG)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW declared_view AS {query}")
    declared = _stored_query(connection, "temp", "declared_view")
    connection.execute("DROP VIEW temp.declared_view")
    if _stored_query(connection, CATALOG, view.name) == declared:
        return False
    target = f"{CATALOG}.main.{view.name}"
    connection.execute(f"CREATE OR REPLACE VIEW {target} AS {query}")
    comment = view.row.replace("'", "''")
    connection.execute(f"COMMENT ON VIEW {target} IS '{comment}'")
    return True


def _stored_query(connection: duckdb.DuckDBPyConnection, database: str, name: str) -> str | None:
    """The view's query as DuckDB writes it, None when there is no such view."""
    row = connection.execute(
        "SELECT sql FROM duckdb_views() WHERE database_name = ? AND view_name = ?",
        [database, name],
    ).fetchone()
    return row[0].partition(" AS ")[2] if row else None
