"""Derives the data dictionary, docs/data_dictionary.md, from the declared tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.delta import DELTA
from schemas.field import Field, Proof, Table
from schemas.history import HISTORY, SCHEMA_VERSION
from schemas.tables import TABLES
from schemas.view import View
from schemas.views import VIEWS

MADE_BY = {
    "extract": "extraction, from one document",
    "sites": "the site step, from all pages of a site",
    "link": "linking, from all documents",
    "reference": "a reviewed file in `schemas/reference/`",
    "withdraw": "`onrecord withdraw`, one row for each document that was taken back",
    "build": "the build itself",
    "diff": "`onrecord diff`, not part of the lake",
}
MADE = "Made from `schemas/` by `make dictionary`; a test fails when it is stale."
HEAD = """# Data dictionary

{made}

Offsets are half-open Unicode code points into `documents.raw_text`: Python's `raw_text[start:end]`,
DuckDB's `substring(raw_text, start + 1, end - start)`. A column without a line on null is never null.
"""


def render_dictionary(tables: Mapping[str, Table] = TABLES, made: str = MADE) -> str:
    """The whole page as Markdown; `made` says what the page is of."""
    rows = [(name, table.row) for name, table in tables.items()]
    rows += [(name, view.row) for name, view in VIEWS.items()]
    rows.append((DELTA.name, DELTA.row))
    index = "\n".join(f"- [{name}](#{name}): a row is {row}" for name, row in rows)
    parts = [
        *map(_render_table, tables.values()),
        *map(_render_view, VIEWS.values()),
        _render_table(DELTA),
        _render_history(),
    ]
    return "\n\n".join([HEAD.format(made=made).strip(), index, *parts]) + "\n"


def _render_history() -> str:
    lines = ["## Schema versions", "", f"The tables are of schema version {SCHEMA_VERSION}."]
    for one in reversed(HISTORY):
        told = [f"- {change.in_words()}" for change in one.changes]
        lines += ["", f"Changes of version {one.number}:", "", *told]
    return "\n".join(lines)


def _render_table(table: Table) -> str:
    lines = [
        f"## {table.name}",
        "",
        f"A row is {table.row}. Key: {_code(*table.key)}. Made by {MADE_BY[table.made_by]}.",
        "",
        *_render_columns(table.fields),
    ]
    notes = [*_references(table), *(_proof(proof) for proof in table.proofs)]
    return "\n".join([*lines, "", *(f"- {note}" for note in notes)] if notes else lines)


def _render_view(view: View) -> str:
    lines = [
        f"## {view.name}",
        "",
        f"A view: a row is {view.row}. Key: {_code(*view.key)}. Made of "
        f"{_code(*(table.name for table in view.tables))}, at the version that is asked.",
        "",
        *_render_columns(view.fields),
    ]
    return "\n".join(lines)


def _render_columns(fields: tuple[Field, ...]) -> Iterator[str]:
    yield "| column | type | meaning | null means |"
    yield "| --- | --- | --- | --- |"
    for field in fields:
        yield f"| `{field.name}` | {field.type} | {_meaning(field)} | {field.null or ''} |"


def _meaning(field: Field) -> str:
    parts = [field.meaning]
    if field.unit:
        parts.append(f"Unit: {field.unit}.")
    parts.extend(_bounds(field))
    if field.one_of:
        values = "; ".join(f"`{value}`: {meaning}" for value, meaning in field.one_of.items())
        parts.append(f"One of {values}.")
    return " ".join(parts).replace("|", "\\|")


def _bounds(field: Field) -> Iterator[str]:
    if field.minimum is not None and field.maximum is not None:
        yield f"From {field.minimum:g} to {field.maximum:g}."
    elif field.minimum is not None:
        yield f"At least {field.minimum:g}."
    if field.pattern:
        yield f"Matches `{field.pattern}`."


def _references(table: Table) -> Iterator[str]:
    for reference in table.references:
        yield f"{_code(*reference.columns)} stands in `{reference.other}` as {_code(*reference.other_columns)}."


def _proof(proof: Proof) -> str:
    if proof.text is None:
        return f"{_code(proof.start, proof.end)} lie inside `raw_text`, or both are null."
    return f"`raw_text` from `{proof.start}` to `{proof.end}` is `{proof.text}`."


def _code(*names: str) -> str:
    return ", ".join(f"`{name}`" for name in names)
