"""Decides what is kept of a changed row before its cause is known: keys, values, hashes, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from flows.diffs.changed_rows import is_missing, on_key
from flows.diffs.two_versions import AFTER, BEFORE, TwoVersions
from schemas.delta import BOOKKEEPING_COLUMNS, LONG_TEXT_LENGTH, LONG_TEXTS, WORKING_COLUMNS
from schemas.field import Reference, Table
from schemas.tables import LINKED, TABLES

# Columns that tell of other documents, though the row is of one.
LINK_COLUMNS = {
    **LINKED,
    "documents": (*LINKED["documents"], "is_current"),
}
_SIDES = (("b", BEFORE), ("a", AFTER))


def stage_records(two: TwoVersions, table: Table, number: int) -> None:
    """Write the records of the rows in `changes` to a Parquet file of their own.

    `number` is the table's place; it makes the records' ids grow with table and key. Without
    changes nothing is written, but for the first table, so that there is always a file.
    """
    counted = two.connection.execute("SELECT count(*) FROM changes").fetchone()
    if number and counted == (0,):
        return
    path = two.scratch / f"records-{number:03}.parquet"
    path_text = str(path).replace("'", "''")
    two.connection.execute(
        f"COPY ({_records(two, table, number)}) TO '{path_text}' (FORMAT parquet, COMPRESSION zstd)"
    )


def _records(two: TwoVersions, table: Table, number: int) -> str:
    shared = two.shared_columns(table)
    order = ", ".join(f'coalesce(c."a_{name}", c."b_{name}")' for name in table.key)
    differing = ", ".join(
        f"""CASE WHEN b."{name}" IS DISTINCT FROM a."{name}" THEN '{name}' END""" for name in shared
    )
    one_sided = f"({is_missing(table, 'b')} OR {is_missing(table, 'a')})"
    links = ", ".join(f"'{name}'" for name in LINK_COLUMNS.get(table.name, ()))
    withdrawn = "false"
    if "doc_id" in table.column_names:
        withdrawn = "b.doc_id IN (SELECT doc_id FROM newly_withdrawn)"
    return f"""
        WITH numbered AS (
            SELECT *, {number}::BIGINT * 10_000_000_000 + row_number() OVER (ORDER BY {order}) AS record_id
            FROM changes AS c
        ), compared AS (
            SELECT c.record_id,
                CASE WHEN {is_missing(table, "b")} THEN 'added'
                    WHEN {is_missing(table, "a")} AND {withdrawn} THEN 'withdrawn'
                    WHEN {is_missing(table, "a")} THEN 'removed'
                    WHEN {_same_keys(table)} THEN 'revised' ELSE 'rekeyed' END AS op,
                {_key(table, "b")} AS key_before, {_key(table, "a")} AS key,
                CASE WHEN {one_sided} THEN []::VARCHAR[]
                    ELSE list_filter([{differing}], lambda name: name IS NOT NULL) END AS changed_columns,
                {_values(two, table, "b")} AS before, {_values(two, table, "a")} AS after,
                {_row_hash(two, table, BEFORE)} AS row_hash_before, {_row_hash(two, table, AFTER)} AS row_hash,
                {_column(two, table, "doc_id")} AS doc_id, {_column(two, table, "uri")} AS own_uri,
                list_filter([{", ".join(_things(two, table))}]::VARCHAR[], lambda one: one IS NOT NULL) AS things
            FROM numbered AS c
            LEFT JOIN {BEFORE}.main.{table.name} AS b ON {on_key(table, "b")}
            LEFT JOIN {AFTER}.main.{table.name} AS a ON {on_key(table, "a")}
        )
        SELECT '{table.name}' AS table_name, *,
            op = 'revised' AND list_has_all([{links}]::VARCHAR[], changed_columns) AS is_link_only
        FROM compared WHERE op <> 'revised' OR len(changed_columns) > 0
    """


def _same_keys(table: Table) -> str:
    return " AND ".join(f'c."b_{name}" = c."a_{name}"' for name in table.key)


def _key(table: Table, alias: str) -> str:
    pairs = ", ".join(f'"{name}" := c."{alias}_{name}"' for name in table.key)
    return (
        f"CASE WHEN NOT {is_missing(table, alias)} THEN to_json(struct_pack({pairs}))::VARCHAR END"
    )


def _values(two: TwoVersions, table: Table, alias: str) -> str:
    """SQL of a JSON object with the values of a side that differ from the other side's.

    Where the other side has no such row all columns differ that are not null.
    """
    columns = two.columns[dict(_SIDES)[alias]][table.name]
    shared = two.shared_columns(table)
    other_missing = is_missing(table, "a" if alias == "b" else "b")
    parts = []
    for name in table.column_names:
        if name not in columns or name in BOOKKEEPING_COLUMNS:
            continue
        differs = f'b."{name}" IS DISTINCT FROM a."{name}"'
        if name not in shared:
            differs = f'{other_missing} AND {alias}."{name}" IS NOT NULL'
        elif name in WORKING_COLUMNS:
            differs = f"NOT {other_missing} AND {differs}"
        value = _as_json(name, columns[name], f'{alias}."{name}"')
        parts.append(f"CASE WHEN {differs} THEN '\"{name}\":' || coalesce({value}, 'null') END")
    listed = f"coalesce(array_to_string([{', '.join(parts)}], ','), '')"
    return f"CASE WHEN NOT {is_missing(table, alias)} THEN '{{' || {listed} || '}}' END"


def _as_json(name: str, kind: str, value: str) -> str:
    """SQL of a value as JSON of bounded size."""
    if name in LONG_TEXTS:
        return f"digest_of({value})"
    if kind == "VARCHAR":
        return f"bounded_text({value})"
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP")):
        return f"bounded_json({value})"
    return f"to_json({value})::VARCHAR"


def define_macros(two: TwoVersions) -> None:
    """Make the macros by which values become JSON of bounded size."""
    run = two.connection.execute
    run(
        "CREATE TEMP MACRO digest_of(value) AS "
        """'{"sha256":"' || sha256(value) || '","length":' || length(value) || '}'"""
    )
    run(
        f"CREATE TEMP MACRO bounded_text(value) AS CASE WHEN length(value) > {LONG_TEXT_LENGTH} "
        "THEN digest_of(value) ELSE to_json(value)::VARCHAR END"
    )
    run(
        "CREATE TEMP MACRO bounded_json(value) AS CASE WHEN length(to_json(value)::VARCHAR) "
        f"> {LONG_TEXT_LENGTH} THEN digest_of(value::VARCHAR) ELSE to_json(value)::VARCHAR END"
    )


def _row_hash(two: TwoVersions, table: Table, side: str) -> str:
    alias = "b" if side == BEFORE else "a"
    return f"{alias}.row_hash" if two.has(side, table.name, "row_hash") else "NULL::VARCHAR"


def _column(two: TwoVersions, table: Table, name: str) -> str:
    """SQL of a column, of the later version where that has the row; null where there is none."""
    found = [
        f'{alias}."{name}"' for alias, side in reversed(_SIDES) if two.has(side, table.name, name)
    ]
    return f"coalesce({', '.join(found)})" if found else "NULL::VARCHAR"


def _things(two: TwoVersions, table: Table) -> Iterator[str]:
    """SQL of the things that the row hangs on, as `table:key`: itself, and what it names."""
    for alias, side in _SIDES:
        if table.made_by == "link" or table.name == "documents":
            yield f"""'{table.name}:' || c."{alias}_{table.key[0]}\""""
        if table.name in ("documents", "site_lines") and two.has(side, table.name, "site"):
            yield f"'sites:' || {alias}.site"
        for reference in table.references:
            column = reference.columns[0]
            if names_thing(reference) and two.has(side, table.name, column):
                yield f"""'{reference.other}:' || {alias}."{column}\""""


def names_thing(reference: Reference) -> bool:
    """Whether what it names gathers other documents, or is of one, that may be why a row changed."""
    made_by = TABLES[reference.other].made_by
    return made_by in ("link", "extract") and reference.columns not in (("doc_id",), ("quote_id",))
