"""Declares the views of the dataset: stored questions over its tables, at every version of it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.citations import CITATIONS
from schemas.documents import DOCUMENTS
from schemas.facts import RESOLUTIONS
from schemas.field import Field, Table


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a table as the view shows it; `is_optional` where the join may find no row."""

    table: Table
    column: str
    name: str
    is_optional: bool = False

    @property
    def field(self) -> Field:
        """The column's declaration under its name in the view."""
        field = self.table.field(self.column).but(name=self.name)
        if not self.is_optional:
            return field
        unknown = f"`{self.table.name}` does not have it"
        return field.but(null=f"{unknown}, or {field.null}" if field.null else unknown)


@dataclass(frozen=True, slots=True)
class View:
    """A base table, each row once, with what other tables know of it.

    `joined` names further tables and the column that they share with the base, which is their
    key; a row of the base without a partner stays. `required` is a column of the base that must
    not be null.
    """

    name: str
    row: str
    base: Table
    joined: tuple[tuple[Table, str], ...]
    required: str
    columns: tuple[ViewColumn, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The declarations of the view's columns."""
        shown = ((column.field, column.column) for column in self.columns)
        return tuple(f.but(null=None) if name == self.required else f for f, name in shown)

    def query(self, catalog: str) -> str:
        """The view as SQL on the tables of an attached lake."""
        shown = ", ".join(
            f'{one.table.name}."{one.column}" AS "{one.name}"' for one in self.columns
        )
        joins = " ".join(
            f'LEFT JOIN {catalog}.main.{table.name} ON {table.name}."{key}" = {self.base.name}."{key}"'
            for table, key in self.joined
        )
        return (
            f"SELECT {shown} FROM {catalog}.main.{self.base.name} {joins} "
            f'WHERE {self.base.name}."{self.required}" IS NOT NULL'
        )


def _columns(table: Table, *names: str, is_optional: bool = False) -> tuple[ViewColumn, ...]:
    """Columns of a table; `column:name` shows one under another name."""
    pairs = (name.partition(":") for name in names)
    return tuple(
        ViewColumn(table, column, shown or column, is_optional) for column, _, shown in pairs
    )


RESOLUTION_CITATIONS = View(
    name="resolution_citations",
    row="a citation that was resolved, with its document and the facts of the resolution",
    base=CITATIONS,
    joined=((DOCUMENTS, "doc_id"), (RESOLUTIONS, "symbol")),
    required="symbol",
    columns=(
        *_columns(CITATIONS, "citation_id", "mention_id", "doc_id"),
        *_columns(DOCUMENTS, "outlet_name", "published_on", "url"),
        *_columns(CITATIONS, "char_start", "char_end", "citation_text", "kind", "method"),
        *_columns(CITATIONS, "confidence", "symbol", "body", "number"),
        *_columns(CITATIONS, "year", "cited_year"),
        *_columns(CITATIONS, "target:mentioned_target", "measures:mentioned_measures"),
        *_columns(RESOLUTIONS, "adoption_date", "subject", "targets", is_optional=True),
        *_columns(RESOLUTIONS, "regime", "measures", "aliases", is_optional=True),
    ),
)

VIEWS: dict[str, View] = {view.name: view for view in (RESOLUTION_CITATIONS,)}
