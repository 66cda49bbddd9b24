"""Decides whether the lake's tables have the declared columns and types."""

# ruff: noqa: S608 (statements are put together from declarations, never from input)

from collections.abc import Iterable

import duckdb

from expectations.check import Check, identifier, literal
from schemas.arrow import arrow_schema
from schemas.field import Table

# The batch that the checks of structure look at: one row for every column of the lake.
CATALOGUE = "catalogue"


def catalogue_query(catalog: str) -> str:
    """Selects every column of every table, those of the open transaction among them."""
    return (
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        f"WHERE database_name = {literal(catalog)} AND schema_name = 'main'"
    )


def structure_checks(tables: Iterable[Table]) -> tuple[Check, ...]:
    """For each table the check that its columns are the declared ones, of the declared types."""
    with duckdb.connect() as memory:
        return tuple(_structure_check(table, _duckdb_types(memory, table)) for table in tables)


def _structure_check(table: Table, types: Iterable[tuple[str, str]]) -> Check:
    declared = ", ".join(f"({literal(name)}, {literal(type_)})" for name, type_ in types)
    return Check(
        table.name,
        "columns",
        f"{table.name} has the declared columns, of the declared types, and no others",
        "SELECT column_name, declared.data_type AS declared, found.data_type AS found "
        f"FROM (VALUES {declared}) AS declared(column_name, data_type) FULL JOIN "
        f"(SELECT * FROM {identifier(CATALOGUE)} WHERE table_name = {literal(table.name)}) AS found "
        "USING (column_name) WHERE declared.data_type IS DISTINCT FROM found.data_type",
        source=CATALOGUE,
    )


def _duckdb_types(memory: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[str, str]]:
    """Each column and its type in DuckDB's words, read by DuckDB from the Arrow schema."""
    memory.register("declared", arrow_schema(table).empty_table())
    described = memory.execute("DESCRIBE declared").fetchall()
    return [(row[0], row[1]) for row in described]
