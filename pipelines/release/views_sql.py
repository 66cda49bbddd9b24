"""Decides how a release's tables and views are made in DuckDB: the content of `views.sql`."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.views import VIEWS

HEAD = """-- The tables and views of this release in DuckDB, by their names. In this folder:
--     duckdb -init views.sql
-- From elsewhere, before this file:  SET file_search_path = 'path/to/this/folder';
"""


def render_views(tables: Iterable[str]) -> str:
    """SQL that makes a view of every table's file and every declared view."""
    lines = [HEAD]
    lines += [f"CREATE OR REPLACE VIEW {name} AS FROM '{name}.parquet';" for name in tables]
    for view in VIEWS.values():
        lines += [
            f"\n-- A row is {view.row}.",
            f"CREATE OR REPLACE VIEW {view.name} AS {view.query().strip()};",
        ]
    return "\n".join(lines) + "\n"
