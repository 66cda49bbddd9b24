"""Decides what a declaration of a view looks like: its columns, and the query that makes them."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.field import Field, Table


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view: its declaration, and the SQL expression that makes it."""

    field: Field
    sql: str


@dataclass(frozen=True, slots=True)
class View:
    """A stored question over tables, with a row for each value of `key`.

    `template` is the query, with `{columns}` where its columns are listed and with the name of a
    table in braces, `{quotes}`, where that table is read.
    """

    name: str
    row: str
    key: tuple[str, ...]
    tables: tuple[Table, ...]
    columns: tuple[ViewColumn, ...]
    template: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """The declarations of the view's columns."""
        return tuple(column.field for column in self.columns)

    def query(self, catalog: str | None = None) -> str:
        """The view as SQL on the tables of an attached lake, or on tables named bare."""
        shown = ", ".join(f'{one.sql} AS "{one.field.name}"' for one in self.columns)
        place = f"{catalog}.main." if catalog else ""
        tables = {table.name: f"{place}{table.name}" for table in self.tables}
        return self.template.format(columns=shown, **tables)


def show(table: Table, *names: str, unknown: str | None = None) -> tuple[ViewColumn, ...]:
    """Columns of a table as it declares them; `column:name` shows one under another name.

    `unknown` says what it means that the view finds no row of the table; null means this too then.
    """
    pairs = (name.partition(":") for name in names)
    return tuple(_show(table, column, shown or column, unknown) for column, _, shown in pairs)


def show_as(
    table: Table, column: str, name: str, meaning: str, unknown: str | None = None
) -> ViewColumn:
    """A column of a table under another name, with a meaning that names what it is of."""
    shown = _show(table, column, name, unknown)
    return ViewColumn(shown.field.but(meaning=meaning), shown.sql)


def _show(table: Table, column: str, name: str, unknown: str | None) -> ViewColumn:
    field = table.field(column).but(name=name)
    if unknown:
        field = field.but(null=f"{unknown}, or {field.null}" if field.null else unknown)
    return ViewColumn(field, f'{table.name}."{column}"')


def show_filled(table: Table, *names: str) -> tuple[ViewColumn, ...]:
    """Columns of a table of which the view leaves out the rows with null."""
    return tuple(ViewColumn(one.field.but(null=None), one.sql) for one in show(table, *names))
