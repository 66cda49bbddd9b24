"""Decides which removed and added rows are one thing under another key: they are paired one to one."""

from __future__ import annotations

from flows.diffs.changed_rows import is_missing, on_key
from flows.diffs.two_versions import AFTER, BEFORE, TwoVersions
from schemas.delta import IDENTITY
from schemas.field import Table

# These come first: rows of other tables name them.
NAMED_BY_OTHERS = ("documents", "speakers", "utterances", "stories")


def prepare_successors(two: TwoVersions) -> None:
    """Make the table `successors` of keys that took the place of others: documents that supersede."""
    two.connection.execute(
        "CREATE TEMP TABLE successors (table_name VARCHAR, key_before VARCHAR, key VARCHAR)"
    )
    if two.has(AFTER, "documents", "doc_id", "supersedes"):
        two.connection.execute(
            "INSERT INTO successors SELECT 'documents', supersedes, min(doc_id) "
            f"FROM {AFTER}.main.documents WHERE supersedes IS NOT NULL GROUP BY supersedes"
        )


def pair_rekeyed(two: TwoVersions, table: Table) -> None:
    """Join in `changes` each removed row with the added row that is the same thing.

    Rows are paired by a hash of what identifies them; of several alike the first with the first,
    in the order of their keys.
    """
    run = two.connection.execute
    lone = run(
        f"SELECT count(*) FILTER ({is_missing(table, 'a')}), count(*) FILTER ({is_missing(table, 'b')}) "
        "FROM changes AS c"
    ).fetchone()
    if lone is None or not all(lone) or not _can_pair(two, table):
        return
    for alias, side in (("b", BEFORE), ("a", AFTER)):
        run(f"CREATE OR REPLACE TEMP TABLE lone_{alias} AS {_lone(table, alias, side)}")
    keys = [f'"{alias}_{name}"' for alias in ("b", "a") for name in table.key]
    run(
        f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT {', '.join(keys)} "
        "FROM lone_b JOIN lone_a USING (identity, place)"
    )
    for alias in ("b", "a"):
        same = " AND ".join(
            f'changes."{alias}_{name}" = pairs."{alias}_{name}"' for name in table.key
        )
        run(f"DELETE FROM changes USING pairs WHERE {same}")
    run(f"INSERT INTO changes ({', '.join(keys)}) SELECT {', '.join(keys)} FROM pairs")
    if table.name in NAMED_BY_OTHERS:
        key = table.key[0]
        run(
            f'DELETE FROM successors USING pairs WHERE table_name = ? AND key_before = "b_{key}"',
            [table.name],
        )
        run(f'INSERT INTO successors SELECT ?, "b_{key}", "a_{key}" FROM pairs', [table.name])


def _can_pair(two: TwoVersions, table: Table) -> bool:
    if table.name == "stories":
        return all(two.has(side, "documents", "story_id") for side in (BEFORE, AFTER))
    return table.name in IDENTITY and set(IDENTITY[table.name]) <= set(two.shared_columns(table))


def _lone(table: Table, alias: str, side: str) -> str:
    """SQL of the rows that only this side has: key, identity, place among those alike."""
    keys = ", ".join(f'"{alias}_{name}"' for name in table.key)
    other = "a" if alias == "b" else "b"
    joins, parts = _identity(table, alias, side)
    identity = f"md5(to_json([{', '.join(parts)}])::VARCHAR)"
    withdrawn = ""
    if alias == "b" and "doc_id" in table.column_names:
        withdrawn = "AND b.doc_id NOT IN (SELECT doc_id FROM newly_withdrawn)"
    return (
        f"SELECT {keys}, identity, row_number() OVER (PARTITION BY identity ORDER BY {keys}) AS place "
        f"FROM (SELECT {keys}, {identity} AS identity FROM changes AS c "
        f"JOIN {side}.main.{table.name} AS {alias} ON {on_key(table, alias)} {joins} "
        f"WHERE {is_missing(table, other)} {withdrawn})"
    )


def _identity(table: Table, alias: str, side: str) -> tuple[str, list[str]]:
    """Joins, and SQL of the texts that together tell what the row is, in terms of the later version."""
    if table.name == "stories":
        members = (
            "LEFT JOIN (SELECT d.story_id, list_sort(list(coalesce(s.key, d.doc_id)))::VARCHAR AS members "
            f"FROM {side}.main.documents AS d LEFT JOIN successors AS s "
            f"ON s.table_name = 'documents' AND s.key_before = d.doc_id AND {_is_before(alias)} "
            f"WHERE d.story_id IS NOT NULL GROUP BY d.story_id) AS m ON m.story_id = {alias}.story_id"
        )
        return members, ["m.members"]
    named = {
        reference.columns[0]: reference.other
        for reference in table.references
        if reference.other in NAMED_BY_OTHERS
    }
    columns = list(IDENTITY[table.name])
    if "doc_id" in table.column_names and table.name != "documents":
        columns.append("doc_id")
    joins, parts = [], []
    for column in columns:
        value = f'{alias}."{column}"'
        if alias == "b" and column in named:
            joins.append(
                f"LEFT JOIN successors AS s_{column} ON s_{column}.table_name = '{named[column]}' "
                f"AND s_{column}.key_before = {value}"
            )
            value = f"coalesce(s_{column}.key, {value})"
        parts.append(f"{value}::VARCHAR")
    return " ".join(joins), parts


def _is_before(alias: str) -> str:
    return "true" if alias == "b" else "false"
